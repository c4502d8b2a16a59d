"""Following what changes: read how it is now, and write what that differs from what was counted, exactly once."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from backend import db
from backend.areas import services as areas
from backend.config import config
from backend.figures.facts import DayCell, Facts, HourCell, count
from backend.figures.models import DayCount, HourCount, OutageCounted, Progress, TicketCounted
from backend.figures.services.of_outages import counted_of, with_heirs
from backend.figures.services.of_tickets import facts_of
from backend.forwarding import feed
from backend.forwarding.models import Change
from backend.outages.behind.models import Affected
from backend.outages.models import Outage
from backend.tickets.models import Ticket

AT_ONCE = 500
"""Changes of the feed, or tickets and outages gone through, at a time."""
OUTAGES_AT_ONCE = 50
RULES = "2"
"""Another one where a release counts otherwise: all is gone through again then."""
FROM_THE_START = "ticket:"
_OUTAGES = "outage:"
_THE_ONE = 1
_COUNTED = (TicketCounted.ticket_id, *(getattr(TicketCounted, name) for name in Facts._fields))
Step = tuple[int, str, str | None]
"""A progress: position, rules, how far all was gone through."""


@dataclass(frozen=True)
class Batch:
    """What is to be written, if the progress is still `before`; read by `read`, plain data."""

    before: Step
    after: Step
    tickets: list[dict[str, Any]] = field(default_factory=list)
    outages: list[dict[str, Any]] = field(default_factory=list)
    hours: list[dict[str, Any]] = field(default_factory=list)
    days: list[dict[str, Any]] = field(default_factory=list)

    @property
    def more(self) -> bool:
        """Whether there is likely more to do at once."""
        return self.after[2] is not None or len(self.tickets) + len(self.outages) >= OUTAGES_AT_ONCE


def read() -> Batch | None:
    """The next batch, as of one moment; None where all is counted. A read: its caller ends it before it writes."""
    db.snapshot()
    before = _progress()
    start = _started(before)
    position, tickets, outages = _changed(start[0])
    walk, walked, more = _walked(start[2])
    after = (position, start[1], walk)
    if after == before:
        return None
    return _batch(before, after, tickets, outages | more, walked)


def write(batch: Batch) -> bool:
    """Writes it where nobody else was first; says whether. Runs inside `db.write`."""
    position, rules, walk = batch.after
    same = (Progress.id == _THE_ONE, Progress.position == batch.before[0], Progress.rules == batch.before[1])
    unwalked = Progress.walk.is_(None) if batch.before[2] is None else Progress.walk == batch.before[2]
    # First of all: on PostgreSQL another worker that has read the same waits here, and then finds it done.
    moved = update(Progress).where(*same, unwalked).values(position=position, rules=rules, walk=walk)
    if not db.session.execute(moved, execution_options={"synchronize_session": False}).rowcount:  # type: ignore[attr-defined]
        return False
    _upsert(TicketCounted, batch.tickets)
    _upsert(OutageCounted, batch.outages)
    _add(HourCount, batch.hours)
    _add(DayCount, batch.days)
    return True


def go_on() -> bool:
    """Counts a batch, and says whether there is likely more; for the worker.

    What is read is read outside the transaction that writes, which so is short; others do their work in between.
    """
    batch = read()
    db.session.rollback()
    return batch is not None and db.write(lambda: write(batch)) and batch.more


def catch_up() -> int:
    """Counts until nothing is left; how many batches it took. For commands and tests: it writes by itself."""
    batches = 0
    while True:
        batch = read()
        db.session.rollback()
        if batch is None:
            return batches
        db.write(lambda batch=batch: write(batch))  # type: ignore[misc]
        batches += 1


def waiting_to_be_counted() -> tuple[set[str], set[str]]:
    """Tickets and outages that changed since what is counted."""
    _, tickets, outages = _changed(_progress()[0], None)
    _, behind = facts_of(tickets, ZoneInfo(config().timezone))
    return tickets, with_heirs(outages | set(behind.values()))


def begin_again() -> None:
    """All is gone through again, in batches beside what changes; runs inside `db.write`."""
    db.session.execute(update(Progress).values(walk=FROM_THE_START))


def rules() -> str:
    """By what it is counted: where that is another than before, all is gone through again."""
    return f"{RULES} {config().country} {areas.version()} {config().timezone}"


def _progress() -> Step:
    row = db.session.execute(select(Progress.position, Progress.rules, Progress.walk)).one()
    return row.position, row.rules, row.walk


def _started(before: Step) -> Step:
    """Where to go on from: all is gone through by other rules, and where the feed no longer holds what was missed."""
    position, known, walk = before
    if known != rules():
        walk = FROM_THE_START
    if position < feed.pruned_to():
        position, walk = feed.last_position(), FROM_THE_START
    return position, rules(), walk


def _changed(position: int, limit: int | None = AT_ONCE) -> tuple[int, set[str], set[str]]:
    """Up to where, and which tickets and outages changed since."""
    query = select(Change.position, Change.kind, Change.object_id).where(Change.position > position)
    tickets: set[str] = set()
    outages: set[str] = set()
    affected: set[str] = set()
    into = {"ticket": tickets, "outage": outages, "affected": affected}
    for at, kind, object_id in db.session.execute(query.order_by(Change.position).limit(limit)):
        position = at
        if kind in into:
            into[kind].add(object_id)
    if affected:
        outages |= set(db.session.scalars(select(Affected.outage_id).where(Affected.id.in_(affected))))
    return position, tickets, outages


def _walked(walk: str | None) -> tuple[str | None, set[str], set[str]]:
    """How far all is gone through after this batch, and what is in it: tickets first, then outages."""
    if walk is None:
        return None, set(), set()
    if walk.startswith(FROM_THE_START):
        ids = _page(Ticket.id, walk.removeprefix(FROM_THE_START), AT_ONCE)
        return (f"{FROM_THE_START}{ids[-1]}" if len(ids) == AT_ONCE else _OUTAGES), set(ids), set()
    ids = _page(Outage.id, walk.removeprefix(_OUTAGES), OUTAGES_AT_ONCE)
    return (f"{_OUTAGES}{ids[-1]}" if len(ids) == OUTAGES_AT_ONCE else None), set(), set(ids)


def _page(column: Any, after: str, limit: int) -> list[str]:
    return list(db.session.scalars(select(column).where(column > after).order_by(column).limit(limit)))


def _batch(before: Step, after: Step, changed: set[str], outages: set[str], walked: set[str]) -> Batch:
    """Outages that changed tickets are behind are counted along; those of tickets gone through come after them."""
    found, behind = facts_of(changed | walked, ZoneInfo(config().timezone))
    outages = outages | {outage for ticket, outage in behind.items() if ticket in changed}
    known = counted(changed | walked)
    hours: Counter[HourCell] = Counter()
    days: Counter[DayCell] = Counter()
    rows = []
    for ticket_id, facts in found.items():
        was = known.get(ticket_id)
        if was != facts:
            count(hours, days, was, -1)
            count(hours, days, facts, 1)
            rows.append({"ticket_id": ticket_id, **facts._asdict()})
    return Batch(
        before,
        after,
        tickets=rows,
        outages=counted_of(with_heirs(outages)),
        hours=[{"region": c[0], "hour": c[1], "service": c[2], "n": n} for c, n in sorted(hours.items()) if n],
        days=[_day(cell, n) for cell, n in sorted(days.items()) if n],
    )


def _day(cell: DayCell, n: int) -> dict[str, Any]:
    grain, day, team, service, measure, value = cell
    return {"grain": grain, "day": day, "team": team, "service": service, "measure": measure, "value": value, "n": n}


def counted(ids: Collection[str]) -> dict[str, Facts]:
    """What was counted of those tickets, by id."""
    rows = db.session.execute(select(*_COUNTED).where(TicketCounted.ticket_id.in_(ids)))
    return {row[0]: Facts(*row[1:]) for row in rows}


def _insert(table: Any) -> Any:
    make: Callable[[Any], Any] = postgresql.insert if db.is_postgresql() else sqlite.insert
    return make(table)


def _upsert(table: Any, rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        return
    key = [column.name for column in table.__table__.primary_key]
    insert = _insert(table)
    values = {name: insert.excluded[name] for name in rows[0] if name not in key}
    db.execute(insert.on_conflict_do_update(index_elements=key, set_=values), rows)


def _add(table: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Adds `n` to each cell."""
    if not rows:
        return
    key = [column.name for column in table.__table__.primary_key]
    insert = _insert(table)
    more = {"n": table.__table__.c.n + insert.excluded["n"]}
    db.execute(insert.on_conflict_do_update(index_elements=key, set_=more), rows)
