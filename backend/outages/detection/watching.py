"""The worker's part: reads what the feed brings, lets the detector decide, and writes what it came to, exactly once.

The detector's state is a fold over the log (decision 025). One worker decides at a time: it moves the progress by
compare-and-set in the transaction that writes, holds it under a lease of seconds, and whoever loses throws its memory
away. The others follow the log, so that any of them can go on.
"""

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import structlog
from sqlalchemy import or_, update
from sqlalchemy.exc import InterfaceError, OperationalError

from backend import db
from backend.clock import now
from backend.outages.detection import incoming, keeping, log, memory, outcomes
from backend.outages.detection.company import stamp
from backend.outages.detection.incoming import Batch, Decision, Progress
from backend.outages.detection.memory import Memory
from backend.outages.detection.models import Following
from backend.outages.detection.outcomes import Act
from backend.outages.detection.reports import Kind, Report, Suspicion, Watched

LEASE = dt.timedelta(seconds=4)
"""How long after its last word a worker is still the one that decides."""
TICK_EVERY = 10.0
"""Seconds between two looks at what is watched, which fades while nothing comes in; so often the position is kept."""
STALE = dt.timedelta(hours=3)
"""What came so long ago is history: it is taken in, and nothing is raised by it."""
log_of_worker = structlog.get_logger()
_KINDS = {Kind.RAISED: log.RAISED, Kind.GROWN: log.GROWN}


@dataclass
class Decided:
    """What is to be written, if the progress is still `before`: plain data."""

    before: Progress
    position: int
    rows: list[dict[str, Any]] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    watched: list[Watched] | None = None
    """None where it is what it was."""


class _Turn(NamedTuple):
    """What one look found: the detector, up to date, and where it is this worker's turn what comes next."""

    memory: Memory
    progress: Progress
    batch: Batch | None
    shown: list[Watched]


class Watching:
    """One worker's: `go_on` does a part of the work, and says whether there is likely more."""

    def __init__(self, worker: str) -> None:
        self._worker = worker
        self._memory: Memory | None = None
        self._ticked_at = float("-inf")
        self._read_to = 0

    def go_on(self) -> bool:
        """Looks at the next changes where it is this worker's turn; raises what the database does, forgetting all."""
        known, self._memory = self._memory, None
        turn = self._look(known)
        db.session.rollback()
        if turn is None or turn.batch is None:
            self._memory = turn.memory if turn else None
            return False
        decided = _decide(turn.memory, turn.progress, turn.batch)
        if self._is_time_to_write(decided):
            decided.watched = _watched(turn.memory, turn.shown)
            if not self._write(decided, turn.memory):
                return False
        moved, self._read_to = decided.position > self._read_to, max(self._read_to, decided.position)
        self._memory = turn.memory
        return moved

    def _look(self, known: Memory | None) -> _Turn | None:
        """A read, as of one moment; None where it was not learned yet what is usual."""
        db.snapshot()
        progress = incoming.progress()
        found = _up_to_date(known, progress.baseline_id) if progress.baseline_id is not None else None
        if found is None:
            return None
        if not self._is_its_turn(progress):
            return _Turn(found, progress, None, [])
        return _Turn(found, progress, incoming.read(max(progress.position, self._read_to)), keeping.watched())

    def _write(self, decided: Decided, known: Memory) -> bool:
        """False where somebody else was first: what the detector holds was never written."""
        if decided.position == decided.before.position and decided.watched is None:
            return True
        seq = db.write(lambda: write(decided, self._worker))
        if seq is None:
            return False
        known.seq = max(known.seq, seq)
        return True

    def _is_its_turn(self, progress: Progress) -> bool:
        others = progress.worker is not None and progress.worker != self._worker
        return not others or progress.lease_until is None or progress.lease_until <= now()

    def _is_time_to_write(self, decided: Decided) -> bool:
        """Whether there is something, or it is time to look at what fades: a position alone can wait for that."""
        if not decided.rows and time.monotonic() - self._ticked_at < TICK_EVERY:
            return False
        self._ticked_at = time.monotonic()
        return True


def write(decided: Decided, worker: str) -> int | None:
    """Writes it where nobody else was first, else None; the log's last `seq` then. Runs inside `db.write`."""
    before, at = decided.before, now()
    same = (Following.position == before.position, Following.baseline_id == before.baseline_id)
    unheld = or_(Following.worker.is_(None), Following.lease_until.is_(None), Following.lease_until <= at)
    free = or_(Following.worker == worker, unheld)
    moved = update(Following).where(*same, free)
    # First of all: on PostgreSQL another worker that has read the same waits here, and then finds it done.
    values = {"position": decided.position, "worker": worker, "lease_until": at + LEASE}
    if not db.session.execute(moved.values(values), execution_options={"synchronize_session": False}).rowcount:  # type: ignore[attr-defined]
        return None
    seq = log.append(decided.rows)
    for act in decided.acts:
        _make(act)
    for decision in decided.decisions:
        keeping.decide(decision.outage_id, decision.decided)
    if decided.watched is not None:
        keeping.watch(decided.watched)
    return seq


def _make(act: Act) -> None:
    try:
        with db.part():
            outcomes.make(act)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        # The outermost edge of one suspicion: it must not hold up all others, again and again.
        log_of_worker.exception("suspicion left aside", key=act.suspicion.key, kind=str(act.kind))


def _up_to_date(known: Memory | None, baseline_id: int) -> Memory | None:
    if known is None or known.baseline_id != baseline_id or known.company.stamp != stamp():
        return memory.rebuild(baseline_id)
    known.catch_up()
    return known


def _decide(known: Memory, before: Progress, batch: Batch) -> Decided:
    """Lets the detector decide on each; it moves, and what is written follows it or is thrown away with it."""
    decided = Decided(before, batch.position)
    for item in batch.items:
        # A node whose clock runs ahead must not stop the time for all that comes after.
        at = max(min(item.at, now()), known.at)
        if isinstance(item, Decision):
            known.decide(item.decided, item.key, at)
            decided.rows.append(log.of_suspicion(item.decided, at, item.key))
            decided.decisions.append(item)
        else:
            _take(known, replace(item, at=at), decided)
        known.at = at
    decided.acts = outcomes.together(decided.acts)
    return decided


def _take(known: Memory, report: Report, decided: Decided) -> None:
    outcome = known.detector.take(report, deciding=now() - report.at < STALE)
    decided.rows.append(log.of_report(report))
    suspicion = outcome.suspicion
    if suspicion is None or outcome.kind not in (Kind.RAISED, Kind.GROWN, Kind.JOINED):
        return
    if outcome.kind in _KINDS:
        decided.rows.append(_row(_KINDS[outcome.kind], report.at, suspicion))
    decided.acts.append(Act(outcome.kind, suspicion))


def _row(kind: str, at: dt.datetime, suspicion: Suspicion) -> dict[str, Any]:
    return log.of_suspicion(kind, at, suspicion.key, suspicion.to_json())


def _watched(known: Memory, shown: Sequence[Watched]) -> list[Watched] | None:
    """What is watched now, where that reads otherwise than what is shown."""
    told = known.detector.watched(max(now(), known.at))
    return told if _read(told) != _read(shown) else None


def _read(told: Sequence[Watched]) -> list[tuple[Any, ...]]:
    return [(one.areas, one.services, one.tickets, round(one.statistic)) for one in told]
