"""What becomes of outages by themselves: planned work is announced, begins and is over; a late update is nudged."""

import datetime as dt

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from backend import db
from backend.aside import Aside
from backend.clock import now
from backend.outages import nudging, promises, words
from backend.outages.happened import Before, What, what_a_move_is
from backend.outages.models import Outage
from backend.outages.services.moving import move
from backend.outages.services.noting import note
from backend.outages.telling import tell
from backend.tickets.journal import SYSTEM
from shared import lifecycle
from shared.vocabulary import OutageKind, OutageStatus, UpdateKind

AT_ONCE = 25
"""Outages a transaction: others wait for the write lock meanwhile."""
_ASIDE = Aside("outages")
_KNOWN = [
    str(status)
    for status in OutageStatus
    if status not in lifecycle.OUTAGE_ENDED and status is not OutageStatus.SUSPECTED
]


def anything_by_the_clock() -> bool:
    """Whether something is due now; a read."""
    return db.session.scalar(select(Outage.id).where(_due(now()), *_ASIDE.none_of(Outage.id)).limit(1)) is not None


def look_at_the_clock(limit: int = AT_ONCE) -> bool:
    """Does what is due of up to `limit` outages; whether there may be more. Runs inside `db.write`."""
    at = now()
    due = select(Outage).where(_due(at), *_ASIDE.none_of(Outage.id))
    rows = due.order_by(Outage.started_at, Outage.id).limit(limit)
    outages = db.session.scalars(rows.with_for_update(of=Outage, skip_locked=True)).all()
    _ASIDE.each(outages, lambda outage: _look(outage, at))
    return bool(outages)


def _due(at: dt.datetime) -> ColumnElement[bool]:
    """What `_look` has something to do with: it leaves each such that this no longer finds it."""
    scheduled = Outage.status == OutageStatus.SCHEDULED
    near = scheduled & Outage.announced_at.is_(None) & (Outage.started_at <= at + lifecycle.ANNOUNCED_AHEAD)
    begins = scheduled & (Outage.started_at <= at)
    ends = (Outage.status == OutageStatus.IN_PROGRESS) & (Outage.expected_end_at <= at)
    of_outages = and_(Outage.kind == OutageKind.OUTAGE, Outage.next_update_at.is_(None), Outage.expected_end_at <= at)
    promised = func.coalesce(Outage.next_update_at, Outage.expected_end_at)
    unsaid = or_(Outage.nudged_for.is_(None), Outage.nudged_for != promised)
    late = Outage.status.in_(_KNOWN) & or_(Outage.next_update_at <= at, of_outages) & unsaid
    return or_(near, begins, ends, late)


def _look(outage: Outage, at: dt.datetime) -> None:
    status = OutageStatus(outage.status)
    wanted = lifecycle.work_by_the_clock(status, outage.started_at, outage.expected_end_at, at)
    if wanted is not None:
        _go_on(outage, wanted)
    elif outage.announced_at is None and lifecycle.announcement_due(status, outage.started_at, at):
        _announce(outage, at)
    else:
        _nudge(outage, at)


def _go_on(outage: Outage, status: OutageStatus) -> None:
    before = Before.of(outage)
    begins = status is OutageStatus.IN_PROGRESS
    move(outage, status)
    kind, said = (UpdateKind.STARTED, words.started(outage)) if begins else (UpdateKind.COMPLETED, words.completed())
    tell(outage, SYSTEM, what_a_move_is(status, before), before, update=note(outage, SYSTEM, kind, said))


def _announce(outage: Outage, at: dt.datetime) -> None:
    before = Before.of(outage)
    outage.announced_at = at
    told = note(outage, SYSTEM, UpdateKind.ANNOUNCED, words.announcement(outage))
    tell(outage, SYSTEM, What.ANNOUNCED, before, update=told)


def _nudge(outage: Outage, at: dt.datetime) -> None:
    due = promises.promised(outage)
    if promises.is_late(outage, at):
        before = Before.of(outage)
        outage.nudged_for = due
        nudging.nudge(outage)
        tell(outage, SYSTEM, What.OVERDUE, before)
    else:
        # Told after its time: nothing that anybody sees, so the ETag that a manager holds stays good.
        seen_to = update(Outage).where(Outage.id == outage.id).values(nudged_for=due)
        db.session.execute(seen_to, execution_options={"synchronize_session": False})
