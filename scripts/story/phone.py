"""A person with a phone in the story: what they do on it, and what they must see there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mobile.core.outage_check import Finding
from mobile.presenters.sync_state import Connection
from mobile.presenters.tickets import TicketRow
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
            rows = [r for r in (*tickets.state.open, *tickets.state.ended) if r.id in (ticket, self.server_id(ticket))]
            return rows[0] if rows and condition(rows[0]) else None

        return self.stage.until(row, what) or rows_gone()

    def looks_at(self, ticket: str) -> Any:
        """Opens a ticket; its presenter."""
        return self.stage.open("ticket", ticket_id=ticket)

    def sees(self, ticket: Any, condition: Callable[[Any], object], what: str) -> Any:
        """The state of the open ticket (TicketState), which has the ticket."""
        self.stage.until(lambda: ticket.state.ticket and condition(ticket.state), what)
        return ticket.state

    def sees_outage(self, title: str, *, ended: bool = False) -> None:
        """On the outages screen."""
        outages = self.stage.open("outages")
        self.stage.until(
            lambda: any(title == o.title.nl for o in (outages.state.ended if ended else outages.state.open)),
            f"the outage {title!r} on the outages screen",
        )

    def sees_finding(self, form: Any, finding: Finding) -> None:
        """The line under the postcode."""
        self.stage.until(lambda: form.state.outage.finding is finding, f"the outage check says {finding}")

    def server_id(self, ticket: str) -> str:
        """The id that the server gave it."""
        return self.stage.core.signed_in().store.projections.server_id(ticket)


def rows_gone() -> TicketRow:
    """A row that was seen and is not there a moment later."""
    raise LookupError("the row is gone again")
