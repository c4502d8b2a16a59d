"""What the app keeps on this phone, and where the rest is."""

from typing import TYPE_CHECKING

from kivy.properties import StringProperty

from mobile.core.stored import Stored
from mobile.presenters.stored import StoredPresenter, StoredState
from mobile.ui import formats, told
from mobile.ui.language import words
from mobile.ui.screens.view import View
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.outage_card import Fact

if TYPE_CHECKING:
    from mobile.ui.navigation import Navigator

_PARTS = (
    ("tickets", "forum-outline"),
    ("entries", "timeline-text-outline"),
    ("outages", "lightning-bolt-outline"),
    ("help", "lifebuoy"),
    ("photos", "image-outline"),
    ("drafts", "pencil-outline"),
    ("waiting", "clock-outline"),
)


class StoredScreen(View):
    """Counted as one looks."""

    server = StringProperty("")
    problem = StringProperty("")

    def make(self, navigator: "Navigator") -> StoredPresenter:
        """A presenter that counts."""
        return navigator.screens.stored()

    def render(self, state: StoredState) -> None:
        """Show `state`."""
        self.server = state.server
        self.problem = told.notice(state.notice)
        self.only_when_new("stored", state.stored, self._list)

    def _list(self, stored: Stored | None) -> None:
        box = self.ids.stored
        box.clear_widgets()
        if stored is None:
            box.add_widget(Fact(icon="timer-sand", text=words.say("loading")))
            return
        for part, icon in _PARTS:
            if count := getattr(stored, part):
                box.add_widget(Fact(icon=icon, text=words.say(f"stored.{part}", count=count)))
        size = formats.size(stored.size, words.code)
        box.add_widget(Fact(icon="database-outline", text=words.say("stored.size", size=size)))


load(__file__)
