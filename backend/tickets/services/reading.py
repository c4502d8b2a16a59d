"""Reading tickets: one, some by their ids, all page by page, a timeline; always within the caller's scope."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, or_, select

from backend import db
from backend.accounts.caller import Caller
from backend.tickets import scope
from backend.tickets.models import Entry, Ticket

_LONGEST_SEQ = 19
"""Digits of what fits into 64 bits."""


def read(caller: Caller, ticket_id: str) -> Ticket:
    """The ticket; raises NotFound outside the scope."""
    return scope.find(caller, ticket_id)


def timeline(caller: Caller, ticket_id: str) -> list[Entry]:
    """The entries of a ticket that the caller may see, oldest first; raises NotFound."""
    return timeline_of(caller, scope.find(caller, ticket_id))


def timeline_of(caller: Caller, ticket: Ticket) -> list[Entry]:
    """The entries of a ticket in scope that the caller may see, oldest first."""
    return list(db.session.scalars(select(Entry).where(scope.entries(caller, [ticket])).order_by(Entry.seq)))


def timeline_page(caller: Caller, ticket: Ticket, after: int, limit: int) -> list[Entry]:
    """The next entries of a ticket in scope that the caller may see, by `seq`, which is the order of their writing."""
    seen = select(Entry).where(scope.entries(caller, [ticket]), Entry.seq > after)
    return list(db.session.scalars(seen.order_by(Entry.seq).limit(limit)))


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


@dataclass(frozen=True)
class Page:
    """Tickets with their timelines; `reached` is where the next page begins, None where there is none."""

    tickets: list[Ticket]
    entries: list[Entry]
    reached: str | None


def visible_page(caller: Caller, reached: str, limit: int, most_entries: int) -> Page:
    """A page of all that is in scope, by id, with the tickets' timelines: where a new reader begins.

    One of many entries goes on in the next page: `reached` is the last ticket's id, or that and its last entry's seq.
    """
    last, told = _place(reached)
    query = _seen(caller).where(Ticket.id >= last if told else Ticket.id > last)
    tickets = list(db.session.scalars(query.order_by(Ticket.id).limit(limit)))
    if not tickets:
        return Page([], [], None)
    rows = select(Entry).where(scope.entries(caller, tickets), or_(Entry.ticket_id != last, Entry.seq > told))
    rows = rows.order_by(Entry.ticket_id, Entry.seq).limit(most_entries + 1)
    entries = list(db.session.scalars(rows))
    if len(entries) <= most_entries:
        return Page(tickets, entries, tickets[-1].id if len(tickets) == limit else None)
    entries.pop()
    end = entries[-1]
    return Page([one for one in tickets if one.id <= end.ticket_id], entries, f"{end.ticket_id} {end.seq}")


def _place(reached: str) -> tuple[str, int]:
    """A ticket's id, and up to which of its entries it was told; all of them where that is 0."""
    last, _, told = reached.partition(" ")
    return (last, int(told)) if told.isascii() and told.isdecimal() and len(told) < _LONGEST_SEQ else (last, 0)


def _seen(caller: Caller) -> Select[Ticket]:
    return select(Ticket).where(scope.visible(caller))
