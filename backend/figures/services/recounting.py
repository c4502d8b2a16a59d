"""Everything counted again from the tickets and outages themselves, beside what was counted as they changed."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select

from backend import db
from backend.config import config
from backend.figures.facts import DayCell, Facts, HourCell, count
from backend.figures.models import DayCount, HourCount, OutageCounted, TicketCounted
from backend.figures.services.counting import begin_again, catch_up, counted, waiting_to_be_counted
from backend.figures.services.of_outages import counted_of
from backend.figures.services.of_tickets import facts_of
from backend.outages.models import Outage
from backend.tickets.models import Ticket

AT_ONCE = 1000
_STATIC = set(OutageCounted.__table__.columns.keys()) - {"seen"}
"""Who has merely looked at an outage changes nothing else: how many have is counted along with its next change."""


class Recount(NamedTuple):
    """What was looked at, and what differs: a line each."""

    tickets: int
    gone: int
    """Tickets that are counted and no longer there."""
    outages: int
    cells: int
    differences: list[str]


def recount() -> Recount:
    """Counts what is left to count, then compares all of it, as of one moment. For commands: it writes by itself."""
    catch_up()
    db.snapshot()
    zone, differences = ZoneInfo(config().timezone), []
    hours: Counter[HourCell] = Counter()
    days: Counter[DayCell] = Counter()
    newer_tickets, newer_outages = waiting_to_be_counted()
    tickets = known = 0
    for ids in _pages(Ticket.id):
        tickets += len(ids)
        there, was = facts_of(ids, zone)[0], counted(ids)
        differences += [
            _told("ticket", one, was.get(one), there[one])
            for one in ids
            if was.get(one) != there[one] and one not in newer_tickets
        ]
    for ids in _pages(TicketCounted.ticket_id):
        known += len(ids)
        for facts in counted(ids).values():
            count(hours, days, facts, 1)
    outages = 0
    for ids in _pages(Outage.id):
        outages += len(ids)
        was_counted = _outages(ids)
        for row in counted_of(ids):
            was_row = was_counted.get(row["outage_id"])
            if was_row != {name: row[name] for name in _STATIC} and row["outage_id"] not in newer_outages:
                differences.append(_told("outage", row["outage_id"], was_row, row))
    differences += _of_cells(HourCount, hours) + _of_cells(DayCount, days)
    return Recount(tickets, known - tickets, outages, len(hours) + len(days), differences)


def again() -> None:
    """All is gone through again by the worker, beside its work; runs inside `db.write`."""
    begin_again()


def _pages(column: Any) -> Iterator[list[str]]:
    last = ""
    while ids := list(db.session.scalars(select(column).where(column > last).order_by(column).limit(AT_ONCE))):
        yield ids
        last = ids[-1]


def _outages(ids: list[str]) -> dict[str, dict[str, Any]]:
    rows = db.session.scalars(select(OutageCounted).where(OutageCounted.outage_id.in_(ids)))
    return {row.outage_id: {name: getattr(row, name) for name in _STATIC} for row in rows}


def _of_cells(table: Any, expected: Counter[Any]) -> list[str]:
    """Cells that hold another number than what was counted of each ticket adds up to."""
    columns = [column for column in table.__table__.columns if column.name != "n"]
    there = {tuple(row[:-1]): row[-1] for row in db.session.execute(select(*columns, table.__table__.c.n))}
    wrong = [key for key in {*there, *expected} if there.get(key, 0) != expected.get(key, 0)]
    return [_told(table.__tablename__, key, there.get(key, 0), expected.get(key, 0)) for key in sorted(wrong)]


def _told(what: str, which: Any, was: Any, now: Any) -> str:
    if isinstance(was, Facts) and isinstance(now, Facts):
        names = [name for name in Facts._fields if getattr(was, name) != getattr(now, name)]
        was, now = ({name: str(getattr(one, name)) for name in names} for one in (was, now))
    return f"{what} {which}: counted {was}, is {now}"
