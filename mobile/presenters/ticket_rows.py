"""The rows of the list of tickets, and how one is made of what is kept on the phone."""

import datetime as dt
from dataclasses import dataclass

from mobile.core.drafts import Draft
from mobile.core.projections import ProjectedTicket
from mobile.presenters.allowed import asks_answer, asks_works_again
from mobile.presenters.behind import BehindView
from mobile.presenters.notices import Notice
from mobile.presenters.unsent import first_problem, send_state
from mobile.presenters.values import HandlingView, OutageView, ServiceView, Term
from mobile.presenters.views import Services, handling_view, moment, service_view
from shared.vocabulary import Kind, SendState, Status


@dataclass(frozen=True)
class DraftRow:
    """Something that was begun; open it with `PassOnPresenter.open_draft(id)`."""

    id: str
    kind: Term
    service: ServiceView | None
    text: str
    customer_name: str
    postcode: str
    saved_at: dt.datetime


@dataclass(frozen=True)
class TicketRow:
    """One ticket; before the server has it, `status`, `handling` and `reference` are None and `send_state` tells."""

    id: str
    reference: str | None
    kind: Term
    service: ServiceView | None
    text: str
    customer_name: str
    postcode: str
    status: Term | None
    handling: HandlingView | None
    send_state: SendState | None
    """Where its submission, or the oldest action on it, stands on this phone; None when nothing is unsent."""
    problem: Notice | None
    """Why `send_state` is failed."""
    asks_me: bool
    """It waits for this reporter: a question to answer, or "does it work again?"."""
    created_at: dt.datetime
    updated_at: dt.datetime
    unread: bool = False
    """Others said or did something since this reporter last looked, on whichever phone."""

    @property
    def needs_me(self) -> bool:
        """Nothing happens until this reporter does something."""
        return self.asks_me or self.send_state is SendState.FAILED


@dataclass(frozen=True)
class BehindRow:
    """A customer behind a known outage, without a ticket; `outage` is None where it is no longer told of."""

    behind: BehindView
    outage: OutageView | None
    service: ServiceView | None
    unread: bool = False

    @property
    def id(self) -> str:
        """The entry's; a tap opens the outage, `behind.outage_id`."""
        return self.behind.id

    @property
    def asks_me(self) -> bool:
        """It waits for this reporter's "it works again"."""
        return self.behind.asks_works

    @property
    def needs_me(self) -> bool:
        """Nothing happens until this reporter does something."""
        return self.asks_me or self.behind.refused is not None

    @property
    def updated_at(self) -> dt.datetime:
        """Its own last change, or the outage's last update."""
        updates = self.outage.updates if self.outage else ()
        return max((self.behind.updated_at, *(update.at for update in updates[:1])))


Row = TicketRow | BehindRow


def ticket_row(ticket: ProjectedTicket, services: Services, *, unread: bool = False) -> TicketRow:
    """A ticket as the list shows it."""
    said, submission = ticket.said, ticket.submission
    told = said or (submission.body if submission else {})
    created_at = moment(said["created_at"]) if said else ticket.unsent[0].created_at
    return TicketRow(
        id=ticket.id,
        reference=said["reference"] if said else None,
        kind=Term.of(Kind, told["kind"]),
        service=service_view(told.get("service"), services),
        text=told["description"],
        customer_name=ticket.customer.get("name") or "",
        postcode=ticket.customer.get("postcode") or "",
        status=Term.of(Status, said["status"]) if said else None,
        handling=handling_view(said) if said else None,
        send_state=send_state(ticket.unsent),
        problem=first_problem(ticket.unsent),
        asks_me=asks_answer(ticket) or asks_works_again(ticket),
        created_at=created_at,
        updated_at=moment(said["updated_at"]) if said else created_at,
        unread=unread,
    )


def draft_row(draft: Draft, services: Services) -> DraftRow:
    """A draft as the list shows it."""
    typed = draft.typed
    return DraftRow(
        id=draft.id,
        kind=Term.of(Kind, str(typed.get("kind") or Kind.PROBLEM)),
        service=service_view(typed.get("service"), services),
        text=str(typed.get("description") or ""),
        customer_name=str(typed.get("name") or ""),
        postcode=str(typed.get("postcode") or ""),
        saved_at=draft.saved_at,
    )
