"""Keeping a ticket's terms: in the transaction of whatever changes its text, and all anew where they were lost."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select, text

from backend import db
from backend.config import config
from backend.tickets.models import Entry, Ticket
from backend.tickets.search import terms
from shared.vocabulary import EntryType, Visibility

MOST_MESSAGES = 200
"""So many of a ticket's last messages are looked up."""
MOST_BYTES = 400_000
"""Of all terms of a ticket together; PostgreSQL keeps a megabyte."""
BATCH = 500

_PENDING = "search"
_SAID_TO_ALL = str(EntryType.OUTAGE)
"""What was said of an outage stands with thousands of tickets: by its words none of them is found."""
_UPSERT = {
    dialect: text(
        f"INSERT INTO ticket_search (ticket_id, terms) VALUES (:ticket_id, {terms}) "  # noqa: S608 - our own two words
        "ON CONFLICT (ticket_id) DO UPDATE SET terms = excluded.terms"
    )
    for dialect, terms in (("sqlite", ":terms"), ("postgresql", "array_to_tsvector(CAST(:terms AS text[]))"))
}

Message = tuple[str, str]
"""Visibility and body."""


def follow(ticket: Ticket) -> None:
    """The text of `ticket` changes in this transaction: its terms are written before it is committed, once."""
    db.session().info.setdefault(_PENDING, {})[ticket.id] = ticket
    db.before_commit(_write_pending)


def reindex(after: str, limit: int = BATCH) -> str | None:
    """Writes the terms of the next tickets by id; the last one's id, or None at the end. Runs inside `db.write`."""
    query = select(Ticket).where(Ticket.id > after).order_by(Ticket.id).limit(limit)
    tickets = list(db.session.scalars(query.with_for_update(of=Ticket)))
    write(tickets)
    return tickets[-1].id if len(tickets) == limit else None


def write(tickets: Collection[Ticket]) -> None:
    """Writes the terms of `tickets` as they are now."""
    if not tickets:
        return
    db.session.flush()
    said = _messages([ticket.id for ticket in tickets if ticket.version > 1])
    store(
        db.session.connection(),
        [(ticket.id, document(facts(ticket), said.get(ticket.id, []), config().country)) for ticket in tickets],
    )


def store(connection: Connection, documents: Sequence[tuple[str, list[str]]]) -> None:
    """Keeps the terms of tickets, by their ids."""
    dialect = connection.dialect.name
    rows = [{"ticket_id": of, "terms": " ".join(t) if dialect == "sqlite" else t} for of, t in documents]
    connection.execute(_UPSERT[dialect], rows)


def facts(ticket: Any) -> dict[str, Any]:
    """What of a ticket (or a row with its columns) its terms are made of."""
    return {**{name: getattr(ticket, name) for name in FACTS}, "answers": getattr(ticket, "answers", None)}


FACTS = (
    "reference",
    "description",
    "external_id",
    "team_slug",
    "reporter_id",
    "customer_name",
    "customer_phone",
    "customer_email",
    "customer_postcode",
)


def document(ticket: dict[str, Any], messages: Iterable[Message], country: str) -> list[str]:
    """All terms of a ticket (`FACTS`) and what was said about it, the newest last; pure, for migrations too."""
    found = dict.fromkeys(_of_ticket(ticket, country))
    size = sum(len(term.encode()) for term in found)
    for visibility, body in reversed(list(messages)):
        for term in terms.of_text(body, "i" if visibility == Visibility.INTERNAL else "p", country):
            if term not in found:
                size += len(term.encode())
                found[term] = None
        if size > MOST_BYTES:
            break
    return list(found)


def _of_ticket(ticket: dict[str, Any], country: str) -> Iterator[str]:
    yield terms.of_team(ticket["team_slug"])
    yield terms.of_reporter(ticket["reporter_id"])
    yield from terms.of_codes(filter(None, (ticket["reference"], ticket["external_id"])))
    for name in ("customer_name", "customer_email", "description"):
        yield from terms.of_text(ticket[name] or "", "p", country)
    for one in ticket.get("answers") or ():
        # What was tapped stands with thousands of tickets; what was typed is this one's.
        if one["option"] is None:
            yield from terms.of_text(one["answer"]["nl"], "p", country)
    yield from terms.of_postcode(ticket["customer_postcode"] or "")
    yield from terms.of_phone(ticket["customer_phone"] or "", country)


def _messages(ticket_ids: list[str]) -> dict[str, list[Message]]:
    """The last messages of each ticket, oldest first."""
    found: dict[str, list[Message]] = defaultdict(list)
    if not ticket_ids:
        return {}
    rows = select(Entry.ticket_id, Entry.visibility, Entry.body)
    rows = rows.where(Entry.ticket_id.in_(ticket_ids), Entry.body.is_not(None), Entry.type != _SAID_TO_ALL).order_by(
        Entry.seq.desc()
    )
    for ticket_id, visibility, body in db.session.execute(rows):
        if len(found[ticket_id]) < MOST_MESSAGES:
            found[ticket_id].append((visibility, body or ""))
    return {ticket_id: said[::-1] for ticket_id, said in found.items()}


def _write_pending() -> None:
    pending = [ticket for ticket in db.session().info.pop(_PENDING, {}).values() if ticket in db.session]
    rest = iter(pending)
    while batch := list(islice(rest, BATCH)):
        write(batch)
