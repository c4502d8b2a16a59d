"""The log of all that went into the detector, in its one order: written, read, forgotten."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Row, delete, func, insert, select

from backend import db
from backend.clock import now
from backend.outages.detection.models import LogEntry
from backend.outages.detection.reports import Report

KEPT_FOR = dt.timedelta(days=7)
"""More than a replay needs, unless nobody has decided on a suspicion for so long."""
REPORT, RAISED, GROWN = "report", "raised", "grown"
CONFIRMED, DISMISSED, ENDED = "confirmed", "dismissed", "ended"
_AT_ONCE = 2000
_NAMES = ("kind", "at", "ticket_id", "unit", "service", "reporter_id", "explained", "key", "told")
_COLUMNS = [LogEntry.seq, *(getattr(LogEntry, name) for name in _NAMES)]
Entry = Row[Any]
"""One of the log: `seq`, and all else of LogEntry by name."""


def of_report(report: Report) -> dict[str, Any]:
    """The row of a ticket that came in."""
    facts = {"ticket_id": report.ticket, "unit": report.unit, "service": report.service}
    return _row(REPORT, report.at, reporter_id=report.reporter, explained=report.explained, **facts)


def of_suspicion(kind: str, at: dt.datetime, key: str, told: dict[str, Any] | None = None) -> dict[str, Any]:
    """The row of what was decided of a suspicion, by the detector (then `told` is what it said) or by people."""
    return _row(kind, at, key=key, told=told)


def as_report(entry: Entry) -> Report:
    """The ticket that came in, as it was then."""
    facts = (entry.ticket_id, entry.at, entry.unit, entry.service, entry.reporter_id, entry.explained)
    return Report(*facts)


def append(rows: Sequence[dict[str, Any]]) -> int:
    """Writes them in their order; the last one's `seq`. Runs inside `db.write`, one worker at a time."""
    for start in range(0, len(rows), _AT_ONCE):
        db.session.execute(insert(LogEntry), rows[start : start + _AT_ONCE])
    return last()


def last() -> int:
    """The newest entry's `seq`; 0 for none."""
    return db.session.scalar(select(func.max(LogEntry.seq))) or 0


def entries(after: int, since: dt.datetime | None = None) -> Iterator[Entry]:
    """Those after a `seq`, and not before `since`, in order; a portion at a time, within one reading."""
    while True:
        query = select(*_COLUMNS).where(LogEntry.seq > after)
        if since is not None:
            query = query.where(LogEntry.at >= since)
        rows = db.session.execute(query.order_by(LogEntry.seq).limit(_AT_ONCE)).all()
        yield from rows
        if len(rows) < _AT_ONCE:
            return
        after = rows[-1].seq


def decided_until(seq: int) -> list[Entry]:
    """What was decided up to an entry, by the detector or by people, in order: few."""
    query = select(*_COLUMNS).where(LogEntry.seq <= seq, LogEntry.kind != REPORT)
    return list(db.session.execute(query.order_by(LogEntry.seq)))


def there(tickets: Collection[str]) -> set[str]:
    """Those of the tickets that went in already."""
    rows = db.session.scalars(select(LogEntry.ticket_id).where(LogEntry.ticket_id.in_(tickets)))
    return {ticket for ticket in rows if ticket is not None}


def forget_old() -> None:
    """Drops what no replay needs; runs inside `db.write`."""
    db.session.execute(delete(LogEntry).where(LogEntry.at < now() - KEPT_FOR))


def _row(kind: str, at: dt.datetime, **facts: Any) -> dict[str, Any]:
    return {**dict.fromkeys(_NAMES), "kind": kind, "at": at, **facts}
