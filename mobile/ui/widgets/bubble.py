"""The timeline as a conversation: messages as bubbles, everything else as a quiet line between them."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from kivy.properties import BooleanProperty, StringProperty

from mobile.presenters.ticket import EntryView
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.theme.states import SENDING, look
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.photo import Photo
from mobile.ui.widgets.surface import Column, Row


class Happening(Row):
    """Something that happened, with its time."""

    text = StringProperty("")
    icon = StringProperty("circle-small")
    entry: EntryView | None = None
    said = ("", dt.date.min)
    """In which language, and on which day: times of today stand without their date."""

    def show(self, entry: EntryView, _: Any) -> None:
        """Say what happened."""
        self.entry, self.said = entry, _said()
        self.text = f"{told.happening(entry)}  ·  {told.actor(entry)}, {words.moment(entry.at)}"
        self.icon = _ICONS.get(entry.type.value, "pencil-outline")


class Bubble(Column):
    """What somebody wrote: mine on the right, theirs on the left."""

    who = StringProperty("")
    body = StringProperty("")
    mine = BooleanProperty(False)
    entry: EntryView | None = None
    said = ("", dt.date.min)

    def show(self, entry: EntryView, screen: Any) -> None:
        """Say what was written, and by whom."""
        self.entry, self.said = entry, _said()
        self.who = f"{told.actor(entry)}  ·  {words.moment(entry.at)}"
        self.body, self.mine = words.pick(entry.texts) or entry.body or "", entry.mine
        more = self.ids.more
        more.clear_widgets()
        # Made only where there is something: a long conversation is made while somebody waits for it.
        for part in _more(entry, screen):
            more.add_widget(part)


class Attached(Row):
    """What goes with it: the names of files, or where it is on its way."""

    text = StringProperty("")
    icon = StringProperty("")
    mine = BooleanProperty(False)
    cancels = StringProperty("")
    """What a tap on its cross cancels: the name of that cross."""

    __events__ = ("on_cancel",)

    def on_cancel(self) -> None:
        """It is not to be sent after all."""


_ICONS = {
    "created": "send",
    "status": "flag-outline",
    "assignment": "account-check",
    "transfer": "swap-horizontal",
    "outage": "lightning-bolt-outline",
}


class Conversation(Column):
    """A ticket's timeline; what did not change stays as it is, and what comes instead of something is drawn in it."""

    def show(self, entries: Sequence[EntryView], screen: Any) -> None:
        """All of `entries`, oldest first; `screen` shows a photo that is tapped, and cancels what waits."""
        parts = [part for entry in entries for part in _parts(entry)]
        there = self.children[::-1]
        kept = {_key(widget.entry, type(widget)): widget for widget in there}
        wanted = {_key(*part) for part in parts}
        # Those of entries that are gone: they show others from now on.
        spare = [widget for key, widget in kept.items() if key not in wanted]
        widgets = [kept.get(_key(*part)) or _spare(spare, part[1]) or part[1]() for part in parts]
        for widget, (entry, _) in zip(widgets, parts, strict=True):
            if widget.entry != entry or widget.said != _said():
                widget.show(entry, screen)
        if widgets[: len(there)] != there:
            self.clear_widgets()
            there = []
        for widget in widgets[len(there) :]:
            self.add_widget(widget)


def _said() -> tuple[str, dt.date]:
    return words.code, dt.datetime.now().astimezone().date()


def _parts(entry: EntryView) -> Iterator[tuple[EntryView, type[Happening | Bubble]]]:
    """What to show for one entry: what happened, what was written, or both."""
    if entry.type.value != "message":
        yield entry, Happening
    if entry.body or entry.files:
        yield entry, Bubble


def _key(entry: EntryView | None, kind: type[Happening | Bubble]) -> tuple[str, type[Happening | Bubble]]:
    return entry.id if entry else "", kind


def _spare(spare: list[Any], kind: type[Happening | Bubble]) -> Any:
    """One of that kind, which is spare no longer."""
    found = next((widget for widget in spare if isinstance(widget, kind)), None)
    if found is not None:
        spare.remove(found)
    return found


def _more(entry: EntryView, screen: Any) -> Iterator[Photo | Attached]:
    """Photos, the names of other files, and where it is on its way."""
    yield from (Photo(file, screen) for file in entry.files if file.is_photo)
    others = ", ".join(file.name for file in entry.files if not file.is_photo)
    if others:
        yield Attached(text=words.say("ticket.files", names=others), icon="paperclip", mine=entry.mine)
    if entry.send_state and entry.send_state != "sent":
        seen = look(SENDING, entry.send_state)
        where = Attached(text=told.notice(entry.problem) or words.say(seen.words), icon=seen.icon, mine=entry.mine)
        if entry.files:
            where.cancels = f"photo.cancel.{entry.id}"
            where.bind(on_cancel=lambda _: screen.presenter.discard(entry.id))
        yield where


load(__file__)
