"""Somebody new with the app on a phone: the real one, drawn in memory; what a phone has beside it is stood in for."""

import os
from collections.abc import Callable
from typing import Any, cast

from mobile.config import Settings
from mobile.core.core import Core
from scripts.processes.waiting import TooLong
from scripts.walking.book import Book

PATIENCE = 30.0
_TAPS = 3


class Phone:
    """`taps`, `types` and `sees` by what is on screen, `step` for the book; `pocket` has camera and clipboard."""

    def __init__(self, settings: Settings, book: Book) -> None:
        # Kivy tells of input devices that it does not find; here there are none to be found.
        os.environ.setdefault("KIVY_NO_CONSOLELOG", "1")
        from mobile.gallery.stage import Pocket
        from mobile.ui import capture

        self.pocket = Pocket()
        self._capture, self._book = capture, book
        self._shot = settings.data / "screen.png"
        self.app = capture.start_offscreen(settings, device=self.pocket)

    @property
    def core(self) -> Core:
        """What lies behind the screens."""
        return cast(Core, self.app.core)

    def taps(self, name: str) -> None:
        """Something by its name (its beginning, where that ends in a dot), once it is there."""
        self._capture.tap(self.until(lambda: self.name(name), f"{name} to tap on"))

    def taps_for(self, name: str, wanted: str) -> None:
        """Something that moves as news comes in, as a person does: again where the finger came too late."""
        for _ in range(_TAPS):
            self.taps(name)
            if self.name(wanted):
                return
        raise TooLong(f"{wanted} after {_TAPS} taps on {name}")

    def types(self, name: str, text: str) -> None:
        """A letter at a time."""
        self._capture.type_into(self.until(lambda: self.name(name), f"{name} to type in"), text)

    def sees(self, *texts: str) -> None:
        """All of these on screen at once, each as part of its words; raises TooLong where they do not come."""
        self.until(lambda: all(self._capture.seen(text) for text in texts), f"on screen: {texts}")

    def is_told(self, text: str) -> None:
        """By a notification."""
        self.until(lambda: any(text in " ".join(told) for told in self.pocket.told), f"to be told {text!r}")

    def all_is_sent(self) -> None:
        """Nothing waits on the phone any more."""
        self.until(lambda: not self.core.signed_in().store.outbox.all(), "all to be sent")

    def opens(self, ticket: str) -> None:
        """A ticket, by its id on this phone, from the list."""
        server_id = self.core.signed_in().store.projections.server_id(ticket)
        self.taps(self.until(lambda: self.name(f"ticket.{ticket}") or self.name(f"ticket.{server_id}"), "its row"))

    def waits_for_her(self, *whom: str) -> None:
        """On the list, so many need her."""
        self.until(lambda: self.app.root.front.presenter.state.counts.needs_me == len(whom), f"a question about {whom}")

    def pulls(self) -> None:
        """Drawn down for news."""
        self.app.screens.sync.sync_now()

    def shows(self, name: str) -> None:
        """Scrolls to something on the screen in front."""
        page = self.app.root.front.ids.page
        page.scroll_to(self._capture.find(self.name(name)), padding=64, animate=False)
        self._capture.settle()

    def to_top(self) -> None:
        """Back to the beginning of the screen in front."""
        self.app.root.front.ids.page.scroll_y = 1

    def step(self, text: str, words: str) -> None:
        """What is on the screen now, with its sentences."""
        self.until(self._rests, "nothing that moves")
        self._capture.screenshot(self._shot)
        self._book.step(text, self._shot.read_bytes(), words)

    def _rests(self) -> bool:
        """Touches have faded, the word at the foot is gone, and what was typed is kept."""
        from kivy.animation import Animation

        front = self.app.root.front.presenter.state
        faded = not self.app.root.ids.toast.opacity and not Animation._instances
        return faded and getattr(front, "saved", True) is not False

    def name(self, wanted: str) -> str:
        """The whole name of what is on screen under this one; empty where there is nothing."""
        names = (str(getattr(widget, "name", "")) for widget in self._capture.on_screen())
        return next((name for name in names if name == wanted or (wanted[-1] == "." and name.startswith(wanted))), "")

    def until(self, condition: Callable[[], Any], what: str) -> Any:
        """Frames pass until it holds; what it answers."""
        try:
            self._capture.settle(condition, PATIENCE)
        except AssertionError as error:
            raise TooLong(f"{what}: {error}") from None
        return condition()

    def leave(self) -> None:
        """Close the app."""
        self._capture.stop(self.app)
