"""Whom an outage's updates reach: those who passed on a customer behind it, and up to when each has seen it."""

import datetime as dt
from bisect import bisect_left
from typing import NamedTuple

from sqlalchemy import Subquery, func, literal, select, union_all

from backend import db
from backend.accounts.caller import Caller
from backend.accounts.models import Person
from backend.outages.behind.models import Affected, OutageSeen
from backend.outages.reading import find
from backend.outages.story.services.permission import check_reads
from backend.tickets.models import Ticket
from shared.vocabulary import AffectedStatus, Status

_GONE = (AffectedStatus.UNDONE, AffectedStatus.WITHDRAWN)
_GONE_TICKETS = (Status.REJECTED, Status.CANCELLED)
Place = tuple[str, str]
"""Name and id of the last one of a page."""


class Reached(NamedTuple):
    """Those behind one outage: how many, and up to when those have seen it who have, in order of time."""

    people: int
    customers: int
    seen: list[dt.datetime]

    def have_seen(self, moment: dt.datetime) -> int:
        """How many have seen what was told at that moment."""
        return len(self.seen) - bisect_left(self.seen, moment)


class Reader(NamedTuple):
    """One of those behind it."""

    id: str
    name: str
    customers: int
    seen_at: dt.datetime | None


def of_outage(outage_id: str) -> Reached:
    """All of them, in two figures and the times; for those who have asked whether it may be seen."""
    behind = _behind(outage_id)
    rows = db.session.execute(select(behind.c.customers, behind.c.seen_at)).all()
    seen = sorted(row.seen_at for row in rows if row.seen_at is not None)
    return Reached(len(rows), sum(row.customers for row in rows), seen)


def people(caller: Caller, outage_id: str, after: Place | None, limit: int) -> list[Reader]:
    """Each of them by name, after that place; raises NotFound, Forbidden."""
    outage = find(caller, outage_id)
    check_reads(caller)
    behind = _behind(outage.id)
    query = select(Person.id, Person.name, behind.c.customers, behind.c.seen_at).join(
        behind, behind.c.person_id == Person.id
    )
    if after is not None:
        name, person_id = after
        query = query.where((Person.name > name) | ((Person.name == name) & (Person.id > person_id)))
    rows = db.session.execute(query.order_by(Person.name, Person.id).limit(limit))
    return [Reader(*row) for row in rows]


def _behind(outage_id: str) -> Subquery:
    """Person, customers and when they last saw it: with the ticket, with their entry, or as the outage itself."""
    person, seen = Ticket.reporter_id.label("person_id"), Ticket.seen_at.label("seen_at")
    tickets = select(person, seen, literal(1).label("customers"))
    tickets = tickets.where(Ticket.outage_id == outage_id, Ticket.status.not_in(_GONE_TICKETS))
    affected = select(Affected.reporter_id, Affected.seen_at, literal(1))
    # One whose ticket "still broken" made is counted with that ticket.
    affected = affected.where(Affected.outage_id == outage_id, Affected.status.not_in(_GONE))
    affected = affected.where(Affected.ticket_id.is_(None))
    looked = select(OutageSeen.person_id, OutageSeen.seen_at, literal(0)).where(OutageSeen.outage_id == outage_id)
    each = union_all(tickets, affected, looked).subquery()
    customers = func.sum(each.c.customers)
    grouped = select(each.c.person_id, func.max(each.c.seen_at).label("seen_at"), customers.label("customers"))
    return grouped.group_by(each.c.person_id).having(customers > 0).subquery()
