"""The change feed's rows: recorded in the transaction that makes the change, at positions in commit order."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping

from sqlalchemy import delete, func, insert, select, text, update

from backend import db, watch
from backend.clock import now
from backend.forwarding.memory import positions as positions_memory
from backend.forwarding.models import Change, ChangeAudience, Feed

OUTAGES = "outages"
"""Nobody's audience: its last position says whether anything of any outage changed, for the list in memory."""
KEPT_FOR = dt.timedelta(days=30)

_ORDER_LOCK = 7_236_451_001
"""PostgreSQL's advisory lock for drawing positions; any number that nobody else takes."""
_TAKE_TURN = text(
    """
    WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(:key)),
    told AS MATERIALIZED (
        SELECT number, kind, object_id, removed, nextval(pg_get_serial_sequence('change', 'position')) AS position
        FROM turn, unnest(CAST(:kinds AS text[]), CAST(:ids AS text[]), CAST(:removed AS boolean[]))
            WITH ORDINALITY AS new(kind, object_id, removed, number)
    ),
    drawn AS (
        INSERT INTO change (position, kind, object_id, removed, at)
        SELECT position, kind, object_id, removed, CAST(:at AS timestamptz) FROM told ORDER BY number
    ),
    heard AS (
        INSERT INTO change_audience (audience, position)
        SELECT name, position FROM unnest(CAST(:numbers AS bigint[]), CAST(:names AS text[])) AS names(number, name)
        JOIN told USING (number)
    )
    SELECT position, pg_notify(:channel, '') FROM told ORDER BY number
    """
)
"""The lock, then the positions: `turn` is taken before a row of it is made; told to other processes at the commit."""
_DRAW = insert(Change).returning(Change.position, sort_by_parameter_order=True)
_ADD_AUDIENCES = insert(ChangeAudience)


def record_change(kind: str, object_id: str, audiences: Iterable[str], *, removed: bool = False) -> None:
    """Notes that `kind` (ticket, entry, outage) changed for `audiences`; runs inside `db.write`.

    The rows are written as the transaction's last statements: on PostgreSQL under a lock that is held through the
    commit, so that no reader can pass a position whose change is not there yet; on SQLite the write lock does it.
    """
    pending = db.session().info.setdefault("changes", {})
    heard = pending.setdefault((kind, object_id, removed), set())
    heard.update(audiences)
    if kind == "outage":
        heard.add(OUTAGES)
    db.before_commit(_write_rows, at_the_end=True)


def database_id() -> str:
    """Which database this is: a cursor of another one is of no use here."""
    return str(db.session.scalar(select(Feed.database_id)))


def put_back() -> None:
    """After a restore: no cursor of before is of use, as positions after the backup are drawn anew; in `db.write`."""
    db.session.execute(update(Feed).values(database_id=uuid.uuid4().hex))
    watch.notify()


def pruned_to() -> int:
    """The last position whose row was dropped."""
    return db.session.scalar(select(Feed.pruned_to)) or 0


def last_position() -> int:
    """The newest position there is."""
    return db.session.scalar(select(func.max(Change.position))) or pruned_to()


def prune() -> int:
    """Drops rows older than 30 days; returns the new floor. Runs inside `db.write`."""
    old = db.session.scalar(select(func.max(Change.position)).where(Change.at < now() - KEPT_FOR))
    if old:
        db.session.execute(delete(Change).where(Change.position <= old))
        db.session.execute(update(Feed).values(pruned_to=old))
    return old or 0


def _write_rows() -> None:
    pending: dict[tuple[str, str, bool], set[str]] = db.session().info.pop("changes", {})
    if not pending:
        return
    positions = (_in_turn if db.is_postgresql() else _under_the_write_lock)(pending)
    told = list(zip(positions, pending.values(), strict=True))
    heard = {name: position for position, audiences in told for name in audiences}
    db.on_commit(lambda: positions_memory().heard(heard))


def _under_the_write_lock(pending: Mapping[tuple[str, str, bool], set[str]]) -> list[int]:
    at = now()
    rows = [{"kind": kind, "object_id": of, "removed": removed, "at": at} for kind, of, removed in pending]
    drawn = list(db.execute(_DRAW, rows).scalars())
    told = zip(drawn, pending.values(), strict=True)
    db.execute(
        _ADD_AUDIENCES,
        [{"audience": name, "position": position} for position, audiences in told for name in sorted(audiences)],
    )
    return drawn


def _in_turn(pending: Mapping[tuple[str, str, bool], set[str]]) -> list[int]:
    """In one statement: while it holds its lock, nobody else can commit a change."""
    kinds, ids, removed = zip(*pending, strict=True)
    heard = [(number, name) for number, names in enumerate(pending.values(), 1) for name in sorted(names)]
    numbers, names = zip(*heard, strict=True)
    values = {"kinds": list(kinds), "ids": list(ids), "removed": list(removed), "at": now(), "key": _ORDER_LOCK}
    values |= {"numbers": list(numbers), "names": list(names), "channel": watch.CHANNEL}
    return [row.position for row in db.execute(_TAKE_TURN, values)]
