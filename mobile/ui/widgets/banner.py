"""The line that every screen shows when something is up with the connection or the phone's memory."""

from kivy.properties import BooleanProperty, StringProperty

from mobile.presenters.notices import Notice
from mobile.presenters.sync_state import SyncState
from mobile.ui.language import words
from mobile.ui.theme.states import BANNER, look
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.surface import Column

_WAITS = ("offline", "server_away", "not_our_server", "maintenance", "wrong_date", "link_shaky")
_CAN_DISMISS = ("storage_full", "storage_failed", "storage_started_again")


class Banner(Column):
    """Nothing while all is well; else an icon, a sentence, and what can be done."""

    text = StringProperty("")
    icon = StringProperty("")
    tone = StringProperty("plain")
    action = StringProperty("")
    key = StringProperty("")
    shows_waiting = BooleanProperty(False)
    """Whether what can be done is to look at what waits to be sent."""

    __events__ = ("on_do",)

    def render(self, state: SyncState) -> None:
        """Show the most pressing of what is up: the phone's memory goes before the connection."""
        notice: Notice | None = state.storage or state.notice
        self.text, self.action = "", ""
        self.shown = notice is not None
        self.key = str(notice.key) if notice else ""
        if notice is None:
            return
        seen = look(BANNER, notice.key)
        self.icon, self.tone = seen.icon, seen.tone
        self.text = words.say(f"notice.{notice.key}", **notice.params)
        self.shows_waiting = str(notice.key) in _WAITS and state.unsent > 0
        self.action = self._action(str(notice.key), state.unsent)

    def _action(self, key: str, unsent: int) -> str:
        if key == "signed_out":
            return words.say("action.sign_in_again")
        if self.shows_waiting:
            return words.say("waiting.show", count=unsent)
        return words.say("action.dismiss") if key in _CAN_DISMISS else ""

    def on_do(self) -> None:
        """The user tapped what can be done."""


load(__file__)
