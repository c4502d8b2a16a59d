"""Tickets that have to do with each other, neither above the other."""

from sqlalchemy import select

from backend import db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.errors import Invalid, NotFound
from backend.tickets import journal, scope
from backend.tickets.models import Ticket
from backend.tickets.ties import Link
from shared.vocabulary import EntryType, EventType, Visibility


def link(caller: Caller, ticket_id: str, to: str) -> Ticket:
    """Links two tickets that the caller works on; linking them again changes nothing. Raises NotFound, Invalid."""
    scope.lock(caller, [ticket_id, to])
    ticket = scope.find_solved(caller, ticket_id)
    if to == ticket.id:
        raise Invalid("A ticket cannot be linked to itself.", pointer="/to")
    other = scope.find_other(caller, to, "/to")
    if _between(ticket.id, other.id) is None:
        first, second = sorted((ticket.id, other.id))
        db.session.add(Link(first_id=first, second_id=second, at=now()))
        _note(caller, ticket, other, linked=True)
    return ticket


def unlink(caller: Caller, ticket_id: str, to: str) -> Ticket:
    """Takes the link away; raises NotFound where there is none that the caller may see."""
    scope.lock(caller, [ticket_id, to])
    ticket = scope.find_solved(caller, ticket_id)
    found, other = _between(ticket.id, to), db.session.scalar(select(Ticket).where(Ticket.id == to))
    if found is None or other is None or not scope.works_on(caller, other):
        raise NotFound
    db.session.delete(found)
    _note(caller, ticket, other, linked=False)
    return ticket


def _between(one: str, other: str) -> Link | None:
    first, second = sorted((one, other))
    return db.session.get(Link, (first, second))


def _note(caller: Caller, ticket: Ticket, other: Ticket, *, linked: bool) -> None:
    actor = journal.Actor.solving(caller, None)
    for here, there in ((ticket, other), (other, ticket)):
        name = {"id": there.id, "reference": there.reference}
        change = {"from": None, "to": name} if linked else {"from": name, "to": None}
        changes: journal.Changes = {"link": change}
        journal.note(here, actor, EntryType.CHANGE, EventType.UPDATED, visibility=Visibility.INTERNAL, changes=changes)
