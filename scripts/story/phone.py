"""A person with a phone in the story: what they do on it, and what they must see there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mobile.core.outage_check import Finding
from mobile.presenters.outage import OutageState
from mobile.presenters.outages import OutageRow, OutagesState
from mobile.presenters.sync_state import Connection
from mobile.presenters.tickets import BehindRow, TicketRow
from scripts.story.stages import Stage
from scripts.story.telling import Teller

PASSWORD = "doorgeven-demo"  # noqa: S105 - the demo's


@dataclass
class Phone:
    """Each `sees_...` returns when it is on the phone, and raises TooLong where it does not come."""

    owner: str
    stage: Stage
    teller: Teller

    @property
    def name(self) -> str:
        """As the story calls it."""
        return f"{self.owner}'s phone"

    def sign_in(self, email: str) -> None:
        """On the sign-in screen."""
        form = self.stage.open("sign_in")
        form.type_email(email)
        self.stage.picture("01-sign-in")
        form.sign_in(PASSWORD)
        self.stage.until(lambda: self.stage.screens.account.state.person, "signed in")
        # What the form needs has to be here before the network goes.
        mirror = self.stage.core.signed_in().store.mirror
        self.stage.until(lambda: mirror.services() and mirror.last_synced_at(), "the first reading")

    def notices_network(self, connection: Connection) -> None:
        """Pull to refresh, and see how it stands."""
        self.stage.screens.sync.sync_now()
        self.stage.until(lambda: self.stage.screens.sync.state.connection is connection, f"the app is {connection}")

    def types(self, **typed: str) -> Any:
        """A new form, filled in; its presenter."""
        form = self.stage.open("pass_on")
        self.stage.until(lambda: form.state.services, "the services to choose from")
        form.choose_service(typed.pop("service"))
        for field, text in typed.items():
            form.type(field, text)
        return form

    def submits(self, form: Any) -> str:
        """The ticket's id on this phone."""
        form.submit()
        self.stage.until(lambda: form.state.submitted or form.state.errors, "the outbox took it")
        if form.state.errors:
            raise LookupError(f"the form says {form.state.errors}")
        return str(form.state.submitted)

    def sees_in_list(self, ticket: str, condition: Callable[[TicketRow], object], what: str) -> TicketRow:
        """The row of a ticket on the first screen."""
        tickets = self.stage.open("tickets")

        def row() -> TicketRow | None:
            rows = [r for r in tickets.state.rows if r.id in (ticket, self.server_id(ticket))]
            return rows[0] if rows and isinstance(rows[0], TicketRow) and condition(rows[0]) else None

        return self.stage.until(row, what) or rows_gone()

    def looks_at(self, ticket: str) -> Any:
        """Opens a ticket; its presenter."""
        return self.stage.open("ticket", ticket_id=ticket)

    def sees(self, ticket: Any, condition: Callable[[Any], object], what: str) -> Any:
        """The state of the open ticket (TicketState), which has the ticket."""
        self.stage.until(lambda: ticket.state.ticket and condition(ticket.state), what)
        return ticket.state

    def sees_outage(self, title: str, *, near: bool = False) -> None:
        """On the outages screen, and `near` where something was passed on from."""
        outages = self.stage.open("outages")
        self.stage.until(
            lambda: any(title == row.outage.title.nl for row in _near_or_all(outages.state, near=near)),
            f"the outage {title!r} on the outages screen",
        )

    def sees_outage_over(self, title: str) -> None:
        """On the outages screen."""
        outages = self.stage.open("outages")
        self.stage.until(
            lambda: any(title == row.outage.title.nl for row in outages.state.ended), f"the outage {title!r} is over"
        )

    def looks_at_outage(self, outage_id: str, condition: Callable[[OutageState], object], what: str) -> Any:
        """Opens an outage and sees something of it; its presenter."""
        outage = self.stage.open("outage", outage_id=outage_id)
        self.stage.until(lambda: condition(outage.state), what)
        return outage

    def joins(self, form: Any, outage_id: str) -> str:
        """ "This is it": the entry's id on this phone."""
        self.stage.until(lambda: form.state.asks_outage, "the form asks whether this is it")
        form.choose_outage(outage_id)
        self.stage.until(lambda: form.state.joining, "it is this outage")
        return self.submits(form)

    def sees_behind(self, entry: str, condition: Callable[[BehindRow], object], what: str) -> None:
        """A customer behind an outage, on the first screen."""
        tickets = self.stage.open("tickets")

        def row() -> bool:
            rows = [r for r in tickets.state.rows if isinstance(r, BehindRow)]
            return any(condition(r) for r in rows if r.id in (entry, self.server_id(entry)))

        self.stage.until(row, what)

    def sees_finding(self, form: Any, finding: Finding) -> None:
        """The line under the postcode."""
        self.stage.until(lambda: form.state.outage.finding is finding, f"the outage check says {finding}")

    def server_id(self, ticket: str) -> str:
        """The id that the server gave it."""
        return self.stage.core.signed_in().store.projections.server_id(ticket)


def _near_or_all(state: OutagesState, *, near: bool) -> tuple[OutageRow, ...]:
    return (*state.yours, *state.near, *(() if near else state.elsewhere))


def rows_gone() -> TicketRow:
    """A row that was seen and is not there a moment later."""
    raise LookupError("the row is gone again")
