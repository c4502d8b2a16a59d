"""How tickets and outages move: transition tables as data, and pure functions that read them."""

import datetime as dt
from enum import StrEnum
from typing import NamedTuple

from shared.vocabulary import AffectedAction, AffectedStatus, HandlingAnswer, OutageKind, OutageStatus, Status, Who


class Action(StrEnum):
    """What somebody does to a ticket's status."""

    TAKE_UP = "take_up"
    ASK = "ask"
    ANSWER = "answer"
    RESUME = "resume"
    HOLD = "hold"
    RESOLVE = "resolve"
    REJECT = "reject"
    CANCEL = "cancel"
    CONFIRM = "confirm"
    REOPEN = "reopen"
    CLOSE = "close"


class Transition(NamedTuple):
    """One row: in `status`, `who` may do `action`, which leads to `next`."""

    status: Status
    action: Action
    who: Who
    next: Status


_S, _A, _W = Status, Action, Who

TRANSITIONS: tuple[Transition, ...] = (
    Transition(_S.ACKNOWLEDGED, _A.TAKE_UP, _W.TEAM, _S.IN_PROGRESS),
    Transition(_S.ACKNOWLEDGED, _A.ASK, _W.TEAM, _S.PENDING),
    Transition(_S.ACKNOWLEDGED, _A.RESOLVE, _W.TEAM, _S.RESOLVED),
    Transition(_S.ACKNOWLEDGED, _A.REJECT, _W.TEAM, _S.REJECTED),
    Transition(_S.ACKNOWLEDGED, _A.CANCEL, _W.REPORTER, _S.CANCELLED),
    Transition(_S.IN_PROGRESS, _A.ASK, _W.TEAM, _S.PENDING),
    Transition(_S.IN_PROGRESS, _A.HOLD, _W.TEAM, _S.HELD),
    Transition(_S.IN_PROGRESS, _A.RESOLVE, _W.TEAM, _S.RESOLVED),
    Transition(_S.IN_PROGRESS, _A.REJECT, _W.TEAM, _S.REJECTED),
    Transition(_S.IN_PROGRESS, _A.CANCEL, _W.REPORTER, _S.CANCELLED),
    Transition(_S.PENDING, _A.ANSWER, _W.REPORTER, _S.IN_PROGRESS),
    Transition(_S.PENDING, _A.RESUME, _W.TEAM, _S.IN_PROGRESS),
    Transition(_S.PENDING, _A.RESOLVE, _W.TEAM, _S.RESOLVED),
    Transition(_S.PENDING, _A.CANCEL, _W.REPORTER, _S.CANCELLED),
    Transition(_S.HELD, _A.RESUME, _W.TEAM, _S.IN_PROGRESS),
    Transition(_S.HELD, _A.RESUME, _W.SYSTEM, _S.IN_PROGRESS),
    Transition(_S.HELD, _A.RESOLVE, _W.TEAM, _S.RESOLVED),
    Transition(_S.HELD, _A.CANCEL, _W.REPORTER, _S.CANCELLED),
    Transition(_S.RESOLVED, _A.REOPEN, _W.REPORTER, _S.IN_PROGRESS),
    Transition(_S.RESOLVED, _A.REOPEN, _W.TEAM, _S.IN_PROGRESS),
    Transition(_S.RESOLVED, _A.CONFIRM, _W.REPORTER, _S.CLOSED),
    Transition(_S.RESOLVED, _A.CLOSE, _W.SYSTEM, _S.CLOSED),
)

ENDED = frozenset({Status.CLOSED, Status.REJECTED, Status.CANCELLED})
DONE = ENDED | {Status.RESOLVED}

_HANDLING = {
    Status.ACKNOWLEDGED: HandlingAnswer.RECEIVED,
    Status.IN_PROGRESS: HandlingAnswer.YES,
    Status.PENDING: HandlingAnswer.WAITING_FOR_YOU,
    Status.HELD: HandlingAnswer.WAITING_FOR_OTHERS,
}


def after(status: Status, action: Action, who: Who) -> Status | None:
    """The status that `action` by `who` leads to, or None where it is not allowed."""
    return next((t.next for t in TRANSITIONS if t[:3] == (status, action, who)), None)


def moves(status: Status, who: Who) -> tuple[Status, ...]:
    """The statuses that `who` may bring a ticket in `status` to, in the table's order."""
    return tuple(dict.fromkeys(t.next for t in TRANSITIONS if t.status == status and t.who == who))


def actions(status: Status, who: Who) -> tuple[Action, ...]:
    """What `who` may do to a ticket in `status`, in the table's order."""
    return tuple(t.action for t in TRANSITIONS if t.status == status and t.who == who)


def handling(status: Status) -> HandlingAnswer:
    """The one answer to "is it being handled?" that follows from a status."""
    return _HANDLING.get(status, HandlingAnswer.DONE)


_O = OutageStatus
_OPEN = (_O.INVESTIGATING, _O.IDENTIFIED, _O.MONITORING)

OUTAGE_MOVES: dict[OutageStatus, tuple[OutageStatus, ...]] = {
    _O.SUSPECTED: (*_OPEN, _O.RESOLVED, _O.DISMISSED),
    _O.INVESTIGATING: (*_OPEN, _O.RESOLVED, _O.DISMISSED),
    _O.IDENTIFIED: (*_OPEN, _O.RESOLVED, _O.DISMISSED),
    _O.MONITORING: (*_OPEN, _O.RESOLVED, _O.DISMISSED),
    _O.RESOLVED: (_O.INVESTIGATING, _O.CLOSED),
    _O.SCHEDULED: (_O.SCHEDULED, _O.IN_PROGRESS, _O.CANCELLED),
    _O.IN_PROGRESS: (_O.IN_PROGRESS, _O.COMPLETED, _O.CANCELLED),
    _O.CLOSED: (),
    _O.DISMISSED: (),
    _O.COMPLETED: (),
    _O.CANCELLED: (),
}
"""What an update may set; an update that keeps the status is allowed while the outage is open."""

OUTAGE_ENDED = frozenset({_O.RESOLVED, _O.CLOSED, _O.DISMISSED, _O.COMPLETED, _O.CANCELLED})
OUTAGE_EXPLAINED = frozenset({_O.RESOLVED, _O.CLOSED, _O.COMPLETED})
"""What a post-mortem may be written of."""
OUTAGE_OVER = frozenset(status for status, moves in OUTAGE_MOVES.items() if not moves)
"""Ended for good; the others that have ended may come back."""
OUTAGE_FIRST = {OutageKind.OUTAGE: _O.INVESTIGATING, OutageKind.MAINTENANCE: _O.SCHEDULED}
"""The status in which one that people declare begins."""

_M, _B = AffectedStatus, AffectedAction

AFFECTED_MOVES: dict[AffectedStatus, dict[AffectedAction, AffectedStatus]] = {
    _M.WAITING: {_B.WORKS: _M.WORKS, _B.WITHDRAW: _M.WITHDRAWN},
    _M.ASKED: {_B.WORKS: _M.WORKS, _B.STILL_BROKEN: _M.STILL_BROKEN, _B.WITHDRAW: _M.WITHDRAWN},
    _M.WORKS: {_B.STILL_BROKEN: _M.STILL_BROKEN},
    _M.STILL_BROKEN: {},
    _M.CLOSED: {},
    _M.UNDONE: {},
    _M.WITHDRAWN: {},
}
"""What the reporter of a customer behind an outage may do: who said too soon that it works may say that it does not."""

AFFECTED_OPEN = frozenset({_M.WAITING, _M.ASKED})

ANNOUNCED_AHEAD = dt.timedelta(hours=24)
"""How long before its start people are told of planned work."""


def outage_after(status: OutageStatus, wanted: OutageStatus | None = None) -> OutageStatus | None:
    """The status that an update leads to, or None where it is not allowed; without `wanted` it stays, while open."""
    if wanted is None or wanted is status:
        return None if status in OUTAGE_ENDED else status
    return wanted if wanted in OUTAGE_MOVES[status] else None


def work_by_the_clock(
    status: OutageStatus, start: dt.datetime, end: dt.datetime | None, at: dt.datetime
) -> OutageStatus | None:
    """What becomes of planned work by itself at `at`: it begins at its start and is completed at its end; else None."""
    if status is _O.SCHEDULED and start <= at:
        return _O.IN_PROGRESS
    if status is _O.IN_PROGRESS and end is not None and end <= at:
        return _O.COMPLETED
    return None


def announcement_due(status: OutageStatus, start: dt.datetime, at: dt.datetime) -> bool:
    """Whether people should know of planned work by now, that begins within a day."""
    return status is _O.SCHEDULED and start - ANNOUNCED_AHEAD <= at < start


def outage_merged(status: OutageStatus, into: OutageStatus) -> OutageStatus | None:
    """How one ends that goes on as another, or None where it cannot: both are failures that go on.

    What people know of goes on as something that they know of; of a suspicion nobody was told, so it just goes.
    """
    known = frozenset(_OPEN)
    if into in known and status in known:
        return _O.CLOSED
    return _O.DISMISSED if status is _O.SUSPECTED and into in known | {_O.SUSPECTED} else None
