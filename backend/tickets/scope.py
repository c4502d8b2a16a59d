"""Who sees which tickets and entries, and in which capacity somebody acts: the one place for both."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.orm import lazyload

from backend import db
from backend.accounts.caller import Caller
from backend.errors import Forbidden, Invalid, NotFound
from backend.tickets.models import Entry, Ticket
from shared import lifecycle
from shared.vocabulary import Status, Visibility, Who

BY_ITSELF = (lazyload(Ticket.team), lazyload(Ticket.reporter), lazyload(Ticket.assignee))
"""Reads the ticket's own row alone, for those who lock it."""


_column: Callable[[str], ColumnElement[Any]] = partial(getattr, Ticket)


def visible(caller: Caller, at: Callable[[str], ColumnElement[Any]] = _column) -> ColumnElement[bool]:
    """The SQL scope of `caller`: own tickets, own teams' tickets, or all for managers; `at` gives columns by name."""
    if caller.is_manager:
        return true()
    own = at("reporter_id") == caller.id if caller.is_person else false()
    return or_(own, at("team_slug").in_(caller.teams)) if caller.teams else own


def solved(caller: Caller) -> ColumnElement[bool]:
    """`works_on` in SQL: the tickets whose internal entries `caller` sees."""
    return true() if caller.is_manager else Ticket.team_slug.in_(caller.teams)


def works_on(caller: Caller, ticket: Ticket) -> bool:
    """Whether `caller` is on the solving side of `ticket`: its team, the team's program, or a manager."""
    return caller.is_manager or ticket.team_slug in caller.teams


def reports(caller: Caller, ticket: Ticket) -> bool:
    """Whether `caller` passed it on."""
    return caller.is_person and ticket.reporter_id == caller.id


def find(caller: Caller, ticket_id: str, *, to_write: bool = False) -> Ticket:
    """The ticket, locked where it is to be written; raises NotFound outside the scope of `caller`."""
    query = select(Ticket).where(Ticket.id == ticket_id, visible(caller))
    if to_write:
        # Without the joins: PostgreSQL, having waited for a transfer, would look for the new team in the old join,
        # find nothing, and the ticket would seem not to be there.
        query = query.options(*BY_ITSELF).with_for_update(of=Ticket)
    ticket = db.session.scalar(query)
    if ticket is None:
        raise NotFound
    return ticket


def lock(caller: Caller, ids: Collection[str]) -> None:
    """Locks those of `ids` that the caller sees, in the order of ids, so that no two wait for each other."""
    rows = select(Ticket.id).where(Ticket.id.in_(ids), visible(caller)).order_by(Ticket.id)
    db.session.execute(rows.with_for_update(of=Ticket)).all()


def find_solved(caller: Caller, ticket_id: str) -> Ticket:
    """The ticket, locked, for who works on it; raises NotFound, Forbidden."""
    ticket = find(caller, ticket_id, to_write=True)
    check_works_on(caller, ticket)
    return ticket


def check_works_on(caller: Caller, ticket: Ticket) -> None:
    """Raises Forbidden for who is not on the solving side of it."""
    if not works_on(caller, ticket):
        raise Forbidden("Only the ticket's team and managers can do this.")


def find_other(caller: Caller, ticket_id: str, pointer: str) -> Ticket:
    """Another ticket that a body names, locked; raises Invalid where the caller does not work on it."""
    try:
        other = find(caller, ticket_id, to_write=True)
    except NotFound:
        other = None
    if other is None or not works_on(caller, other):
        raise Invalid("There is no such ticket, or it is not yours to see.", pointer=pointer)
    return other


def actions(caller: Caller, ticket: Ticket) -> list[str]:
    """What `caller` may do to the ticket's status now."""
    roles = [Who.REPORTER] if reports(caller, ticket) else []
    roles += [Who.TEAM] if works_on(caller, ticket) else []
    status = Status(ticket.status)
    return list(dict.fromkeys(str(action) for who in roles for action in lifecycle.actions(status, who)))


def entries(caller: Caller, tickets: Collection[Ticket]) -> ColumnElement[bool]:
    """The SQL scope of the timelines of `tickets`, all visible to `caller`: internal entries for those who solve."""
    solved = [ticket.id for ticket in tickets if works_on(caller, ticket)]
    seen = [ticket.id for ticket in tickets]
    public = Entry.visibility == Visibility.PUBLIC
    return or_(Entry.ticket_id.in_(solved), Entry.ticket_id.in_(seen) & public)


def audiences(ticket: Ticket, visibility: str = Visibility.PUBLIC) -> list[str]:
    """Who hears of a change to the ticket, or of an entry of that visibility."""
    solving = [f"team:{ticket.team_slug}", "managers"]
    return solving if visibility == Visibility.INTERNAL else [f"person:{ticket.reporter_id}", *solving]
