"""Reading tickets: one, a page of many by a keyset, a timeline; always within the caller's scope."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, literal, or_, select, tuple_

from backend import db
from backend.accounts.caller import Caller
from backend.errors import Invalid
from backend.tickets import scope
from backend.tickets.models import Entry, Ticket
from shared.vocabulary import Status

SORTS = ("-created_at", "created_at", "-updated_at", "updated_at")


def read(caller: Caller, ticket_id: str) -> Ticket:
    """The ticket; raises NotFound outside the scope."""
    return scope.find(caller, ticket_id)


def list_tickets(caller: Caller, query: dict[str, Any], after: Sequence[Any] | None) -> list[Ticket]:
    """One more than a page (`query["limit"]`) of tickets, so that the reader knows whether there is a next one.

    `after` is `[moment, id]` of the last row seen. Raises Invalid for an unknown status or sort.
    """
    column, descending = _sort(query["sort"])
    rows = select(Ticket).where(scope.visible(caller), *_filters(query))
    if after is not None:
        row, last = tuple_(column, Ticket.id), tuple_(literal(after[0], db.UtcDateTime()), literal(after[1]))
        rows = rows.where(row < last if descending else row > last)
    order = (column.desc(), Ticket.id.desc()) if descending else (column, Ticket.id)
    return list(db.session.scalars(rows.order_by(*order).limit(query["limit"] + 1)))


def timeline(caller: Caller, ticket_id: str) -> list[Entry]:
    """The entries of a ticket that the caller may see, oldest first; raises NotFound."""
    ticket = scope.find(caller, ticket_id)
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


def _filters(query: dict[str, Any]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for name, column in (("service", Ticket.service), ("team", Ticket.team_slug), ("status", Ticket.status)):
        if query.get(name):
            found.append(column.in_(_words(name, query[name])))
    for name, column in (
        ("assignee", Ticket.assignee_id),
        ("outage_id", Ticket.outage_id),
        ("external_id", Ticket.external_id),
    ):
        if query.get(name):
            found.append(column == query[name])
    if query.get("q"):
        wanted = query["q"].strip()
        columns = (Ticket.reference, Ticket.external_id, Ticket.description)
        found.append(or_(*(column.icontains(wanted, autoescape=True) for column in columns)))
    if query.get("updated_after"):
        found.append(Ticket.updated_at > query["updated_after"])
    return found


def _words(name: str, text: str) -> list[str]:
    words = [word.strip() for word in text.split(",") if word.strip()]
    unknown = [word for word in words if word not in list(Status)] if name == "status" else []
    if unknown:
        choices = ", ".join(Status)
        raise Invalid("Must be one of: {choices}.", choices=choices, pointer="/query/status", allowed=list(Status))
    return words


def _sort(name: str) -> tuple[Any, bool]:
    if name not in SORTS:
        raise Invalid("Must be one of: {choices}.", choices=", ".join(SORTS), pointer="/query/sort", allowed=SORTS)
    return getattr(Ticket, name.removeprefix("-")), name.startswith("-")
