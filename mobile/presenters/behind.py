"""What this person has behind outages: tickets, and customers without one, with what is asked about them."""

import datetime as dt
from dataclasses import dataclass

from mobile.core.outbox_row import OutboxKind
from mobile.core.projections import OVER, ProjectedAffected, ProjectedTicket
from mobile.core.readings import JSON
from mobile.core.store import Store
from mobile.presenters.allowed import asks_works_again, may
from mobile.presenters.notices import Notice
from mobile.presenters.problems import row_notice
from mobile.presenters.unsent import send_state
from mobile.presenters.values import Localised, Term
from mobile.presenters.views import moment
from shared.lifecycle import AFFECTED_MOVES, ENDED, Action
from shared.vocabulary import AffectedAction, AffectedStatus, SendState, Status

_KNOWN = {str(status) for status in AffectedStatus}


@dataclass(frozen=True)
class BehindView:
    """One of them; before the server has it `status` is None. Actions on it go by `id`, those on a refusal by its own.

    `is_ticket` says whose words `status` is of: a ticket's, or AffectedStatus.
    """

    id: str
    outage_id: str
    is_ticket: bool
    customer_name: str
    postcode: str
    text: str
    status: Term | None
    over: bool
    """Nothing more is to be expected of it."""
    asks_works: bool
    """Ask "does it work again?"."""
    can_say_works: bool
    can_say_broken: bool
    """Also of one who said too soon that it works."""
    can_withdraw: bool
    send_state: SendState | None
    problem: Notice | None
    refused: str | None
    """The refused action, to be sent again or thrown away."""
    can_pass_on: bool
    """It was refused, or undone with the outage: what was typed can go on as a ticket."""
    ticket_id: str | None
    """The ticket that was made of it when it did not work again."""
    share_text: Localised | None
    created_at: dt.datetime
    updated_at: dt.datetime


def behind_outages(store: Store, person_id: str) -> list[BehindView]:
    """All of them, the latest first."""
    tickets = store.projections.tickets_behind(person_id)
    views = [*map(affected_view, store.projections.affected()), *map(_ticket_view, tickets)]
    return sorted(views, key=lambda view: (view.updated_at, view.id), reverse=True)


def affected_view(one: ProjectedAffected) -> BehindView:
    """A customer without a ticket."""
    said, row = one.said, one.joining
    told: JSON = said or (row.body if row else {})
    status = said["status"] if said else None
    created_at = moment(said["created_at"]) if said else one.unsent[0].created_at
    on_its_way = {row.kind for row in one.unsent if row.state is not SendState.FAILED}
    refused = next((row for row in one.unsent if row.state is SendState.FAILED), None)
    moves = _moves(said) if said and not on_its_way else frozenset()
    return BehindView(
        id=one.id,
        outage_id=one.outage_id,
        is_ticket=False,
        customer_name=one.customer.get("name") or "",
        postcode=one.customer.get("postcode") or "",
        text=told.get("description") or "",
        status=Term.of(AffectedStatus, status) if status else None,
        over=status in OVER,
        asks_works=status == AffectedStatus.ASKED and not on_its_way,
        can_say_works=AffectedAction.WORKS in moves,
        can_say_broken=AffectedAction.STILL_BROKEN in moves,
        can_withdraw=AffectedAction.WITHDRAW in moves if said else refused is None,
        send_state=send_state(one.unsent),
        problem=row_notice(refused) if refused else None,
        refused=refused.id if refused else None,
        can_pass_on=status == AffectedStatus.UNDONE or (refused is not None and refused.kind is OutboxKind.JOIN),
        ticket_id=said["ticket_id"] if said else None,
        share_text=Localised.of(said["share_text"]) if said else None,
        created_at=created_at,
        updated_at=moment(said["updated_at"]) if said else created_at,
    )


def _moves(said: JSON) -> frozenset[str]:
    """What the reporter may do; in a status that this app does not know, the server's word counts."""
    status = said["status"]
    return frozenset(AFFECTED_MOVES[AffectedStatus(status)] if status in _KNOWN else said["allowed"])


def _ticket_view(ticket: ProjectedTicket) -> BehindView:
    said = ticket.said or {}
    refused = next((row for row in ticket.unsent if row.state is SendState.FAILED), None)
    return BehindView(
        id=ticket.id,
        outage_id=said["outage_id"],
        is_ticket=True,
        customer_name=ticket.customer.get("name") or "",
        postcode=ticket.customer.get("postcode") or "",
        text=said["description"],
        status=Term.of(Status, said["status"]),
        over=said["status"] in ENDED,
        asks_works=asks_works_again(ticket),
        can_say_works=may(ticket, Action.CONFIRM),
        can_say_broken=may(ticket, Action.REOPEN),
        # A ticket is taken back, corrected and sent again on its own screen.
        can_withdraw=False,
        send_state=send_state(ticket.unsent),
        problem=row_notice(refused) if refused else None,
        refused=None,
        can_pass_on=False,
        ticket_id=ticket.id,
        share_text=Localised.of(said["share_text"]),
        created_at=moment(said["created_at"]),
        updated_at=moment(said["updated_at"]),
    )
