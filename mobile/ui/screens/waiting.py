"""What waits to be sent."""

from typing import TYPE_CHECKING

from kivy.properties import BooleanProperty, StringProperty

from mobile.presenters.waiting import WaitingPresenter, WaitingState, WaitingView
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.screens.view import View
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.sheet import Sheet
from mobile.ui.widgets.waiting_card import WaitingCard

if TYPE_CHECKING:
    from mobile.ui.navigation import Navigator

_MOST = 40
"""Cards at once: more would take a while to draw, and come up as these go."""


class WaitingScreen(View):
    """Each thing on its way, the refused ones first."""

    empty = BooleanProperty(False)
    problem = StringProperty("")
    more = StringProperty("")

    def make(self, navigator: "Navigator") -> WaitingPresenter:
        """A presenter of the outbox."""
        self._sheet: Sheet | None = None
        return navigator.screens.waiting()

    def render(self, state: WaitingState) -> None:
        """Show `state`."""
        self.empty = state.loaded and not state.items
        self.problem = told.notice(state.notice)
        left = len(state.items) - _MOST
        self.more = words.say("waiting.more", count=left) if left > 0 else ""
        self.only_when_new("items", state.items, self._list)
        self.only_when_new("kept", state.kept, self._kept)
        if state.corrected:
            self.navigator.replace("pass_on", draft_id=state.corrected)
        elif state.asking and self._sheet is None:
            self._ask(state.asking)

    def open(self, view: WaitingView) -> None:
        """The ticket that it is about."""
        self.navigator.go("ticket", ticket_id=view.ticket_id)

    def _kept(self, kind: str) -> None:
        if kind:
            self.navigator.toast(words.say(f"waiting.kept.{kind}"))

    def _list(self, items: tuple[WaitingView, ...]) -> None:
        box = self.ids.cards
        box.clear_widgets()
        for view in items[:_MOST]:
            box.add_widget(WaitingCard(view, self))

    def _ask(self, view: WaitingView) -> None:
        key = "waiting.ask.ticket" if view.what in ("submit", "join") else "waiting.ask.text"
        sheet = Sheet(title=words.say("waiting.ask.title"), text=words.say(key))
        sheet.quote(view.text)
        sheet.answer("waiting.yes", words.say("waiting.cancel"), "danger", lambda: self.presenter.give_up(view.id))
        sheet.answer("waiting.no", words.say("waiting.keep"), "lined")
        sheet.bind(on_dismiss=self._answered)
        self._sheet = sheet
        sheet.open()

    def _answered(self, _: Sheet) -> None:
        self._sheet = None
        self.presenter.keep()


load(__file__)
