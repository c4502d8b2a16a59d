"""Reading tickets: one, some by their ids, all page by page, a timeline; always within the caller's scope."""

from collections.abc import Collection

from sqlalchemy import Select, select

from backend import db
from backend.accounts.caller import Caller
from backend.tickets import scope
from backend.tickets.models import Entry, Ticket


def read(caller: Caller, ticket_id: str) -> Ticket:
    """The ticket; raises NotFound outside the scope."""
    return scope.find(caller, ticket_id)


def timeline(caller: Caller, ticket_id: str) -> list[Entry]:
    """The entries of a ticket that the caller may see, oldest first; raises NotFound."""
    return timeline_of(caller, scope.find(caller, ticket_id))


def timeline_of(caller: Caller, ticket: Ticket) -> list[Entry]:
    """The entries of a ticket in scope that the caller may see, oldest first."""
    return list(db.session.scalars(select(Entry).where(scope.entries(caller, [ticket])).order_by(Entry.seq)))


def by_ids(caller: Caller, ids: Collection[str]) -> list[Ticket]:
    """Those of `ids` that are in the caller's scope."""
    return list(db.session.scalars(_seen(caller).where(Ticket.id.in_(ids)))) if ids else []


def entries_by_ids(caller: Caller, ids: Collection[str]) -> list[Entry]:
    """Those entries of `ids` that the caller may see, in their order."""
    if not ids:
        return []
    about = select(Entry.ticket_id).where(Entry.id.in_(ids))
    tickets = list(db.session.scalars(_seen(caller).where(Ticket.id.in_(about))))
    query = select(Entry).where(Entry.id.in_(ids), scope.entries(caller, tickets))
    return list(db.session.scalars(query.order_by(Entry.seq)))


def visible_page(caller: Caller, after_id: str | None, limit: int) -> tuple[list[Ticket], list[Entry]]:
    """A page of all that is in scope, by id, with the tickets' timelines: where a new reader begins."""
    query = _seen(caller).order_by(Ticket.id).limit(limit)
    tickets = list(db.session.scalars(query.where(Ticket.id > after_id) if after_id else query))
    if not tickets:
        return [], []
    entries = db.session.scalars(select(Entry).where(scope.entries(caller, tickets)).order_by(Entry.seq))
    return tickets, list(entries)


def _seen(caller: Caller) -> Select[Ticket]:
    return select(Ticket).where(scope.visible(caller))
