"""My tickets."""

from typing import TYPE_CHECKING, Any

from kivy.metrics import dp
from kivy.properties import BooleanProperty

from mobile.presenters.tickets import BehindRow, TicketRow, TicketsPresenter, TicketsState
from mobile.ui.language import words
from mobile.ui.screens.view import View
from mobile.ui.widgets import ticket_card
from mobile.ui.widgets.kv import load

if TYPE_CHECKING:
    from mobile.ui.navigation import Navigator


class TicketsScreen(View):
    """Drafts and what is unsent first, then what is open, then what is over."""

    place = "tickets"
    empty = BooleanProperty(False)
    loaded = BooleanProperty(False)

    def make(self, navigator: "Navigator") -> TicketsPresenter:
        """A tickets presenter."""
        return navigator.screens.tickets()

    def render(self, state: TicketsState) -> None:
        """Show `state`."""
        self.loaded = state.loaded
        self.empty = state.loaded and not (state.drafts or state.open or state.ended)
        self.only_when_new("rows", (state.drafts, state.open, state.ended), lambda _: self.fill(state))

    def fill(self, state: TicketsState) -> None:
        """The list's items, with their heights for its width."""
        width = self.ids.list.width - dp(2 * 16)
        data = []
        if state.drafts:
            data.append(ticket_card.heading(words.say("tickets.drafts")))
            data += [ticket_card.draft(row, width, self.open_draft) for row in state.drafts]
        for key, rows in (("tickets.open", state.open), ("tickets.ended", state.ended)):
            if rows:
                data.append(ticket_card.heading(words.say(key)))
                data += [self._item(row, width) for row in rows]
        self.ids.list.data = data

    def _item(self, row: TicketRow | BehindRow, width: float) -> dict[str, Any]:
        if isinstance(row, BehindRow):
            return ticket_card.behind(row, width, self.open_outage)
        return ticket_card.ticket(row, width, self.open_ticket)

    def resized(self) -> None:
        """Another width wraps other lines."""
        if self.presenter:
            self.fill(self.presenter.state)

    def open_ticket(self, ticket_id: str) -> None:
        """Go to a ticket."""
        self.navigator.go("ticket", ticket_id=ticket_id)

    def open_outage(self, outage_id: str) -> None:
        """Go to the outage that a customer stands behind."""
        self.navigator.go("outage", outage_id=outage_id)

    def open_draft(self, draft_id: str) -> None:
        """Go on with a draft."""
        self.navigator.go("pass_on", draft_id=draft_id)


load(__file__)
