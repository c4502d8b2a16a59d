"""How a ticket's clocks run, stand, are met and run out: pure functions over what its plan says. No database.

`response` runs from submission until a named person of the solving side says a public word or changes the status;
`resolution` until the ticket is resolved or rejected, and goes on when it is reopened. Both stand while the ticket is
`pending` or `held`. Time that was used stays used whatever changes: a new priority's or team's target counts from it.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from backend.deadlines.plan import WARN_AT, Plan
from shared import lifecycle
from shared.schemas.base import rfc3339
from shared.vocabulary import Clock, Escalation, Status

RUNNING = frozenset({Status.ACKNOWLEDGED, Status.IN_PROGRESS})
_MET = frozenset({Status.RESOLVED, Status.REJECTED})
_NOTHING = dt.timedelta()


@dataclass(frozen=True)
class Facts:
    """What a ticket is from `at` on, and whether the solving side did something just then."""

    team: str
    priority: int
    status: Status
    at: dt.datetime
    answered: bool = False
    """A named person of the solving side said a public word or changed the status."""
    touched: bool = False
    """The solving side, person or program, did anything at all."""
    plan: str = ""
    """The version of the plan by which it is timed."""
    quiet: bool = False
    """What is overdue only because the plan was changed is shown, but nobody is told."""


@dataclass(frozen=True)
class Timer:
    """One clock; `since` is when the spell that runs began, null while it stands or has ended."""

    name: Clock
    target: dt.timedelta | None = None
    used: dt.timedelta = _NOTHING
    """What counted before `since`."""
    since: dt.datetime | None = None
    warn: dt.datetime | None = None
    due: dt.datetime | None = None
    met: dt.datetime | None = None
    breached: dt.datetime | None = None
    said: tuple[str, ...] = ()
    """What was said of this target: each once."""
    round: int = 0
    """Counts the targets, so that each may be told of once."""


@dataclass(frozen=True)
class Clocks:
    """Both clocks of a ticket, and what the worker must know to nudge and remind."""

    team: str
    priority: int
    status: Status
    plan: str
    response: Timer
    resolution: Timer
    touched: dt.datetime
    """Since when the solving side has done nothing."""
    since: dt.datetime
    """Since when it has its status."""
    nudged: int = 0
    reminded: int = 0

    @property
    def timers(self) -> tuple[Timer, Timer]:
        """Both."""
        return self.response, self.resolution

    @property
    def due(self) -> dt.datetime | None:
        """When the clock that runs and runs out first does."""
        return min((timer.due for timer in self.timers if timer.due is not None), default=None)

    @property
    def breached(self) -> dt.datetime | None:
        """When a clock first ran out."""
        return min((timer.breached for timer in self.timers if timer.breached is not None), default=None)


def begin(facts: Facts, plan: Plan, answered_at: dt.datetime | None = None) -> Clocks:
    """The clocks of a ticket of which nothing was known; an answer given before stays given."""
    seen = answered_at or (None if facts.status is Status.ACKNOWLEDGED else facts.at)
    response, resolution = Timer(Clock.RESPONSE, met=seen), Timer(Clock.RESOLUTION)
    blank = Clocks(facts.team, facts.priority, facts.status, "", response, resolution, facts.at, facts.at)
    return advance(blank, facts, plan, plan)


def advance(clocks: Clocks, facts: Facts, old: Plan, new: Plan) -> Clocks:
    """The clocks from `facts.at` on; `old` is the plan of the team that had the ticket, `new` of the one that has."""
    moved = clocks.status is not facts.status
    touched = facts.touched or moved or clocks.team != facts.team
    return Clocks(
        team=facts.team,
        priority=facts.priority,
        status=facts.status,
        plan=facts.plan,
        response=_advance(clocks.response, clocks, facts, old, new),
        resolution=_advance(clocks.resolution, clocks, facts, old, new),
        touched=facts.at if touched else clocks.touched,
        since=facts.at if moved else clocks.since,
        nudged=0 if touched else clocks.nudged,
        reminded=0 if moved else clocks.reminded,
    )


def used(timer: Timer, clocks: Clocks, plan: Plan, at: dt.datetime) -> dt.timedelta:
    """What has counted until `at`."""
    if timer.since is None:
        return timer.used
    return timer.used + plan.hours(timer.name, clocks.priority).between(timer.since, at)


def _advance(timer: Timer, clocks: Clocks, facts: Facts, old: Plan, new: Plan) -> Timer:
    met = _met(timer, facts)
    runs = met is None and facts.status in RUNNING
    breached = timer.breached or _passed(timer.due, facts.at)
    timed_alike = (clocks.team, clocks.priority, clocks.plan) == (facts.team, facts.priority, facts.plan)
    if timed_alike and met == timer.met and runs == (timer.since is not None):
        return replace(timer, breached=breached)
    target = new.target(timer.name, facts.priority)
    amount = target.amount if target else None
    again = clocks.team != facts.team or amount != timer.target or (timer.met is not None and met is None)
    settled = replace(
        timer,
        target=amount,
        used=used(timer, clocks, old, facts.at),
        since=facts.at if runs else None,
        warn=None,
        due=None,
        met=met,
        breached=breached,
        said=() if again else timer.said,
        round=timer.round + again,
    )
    if not runs or amount is None:
        return settled
    wound = _wound(settled, facts, new)
    return _hushed(wound, timer, facts.at) if facts.quiet else wound


def _wound(timer: Timer, facts: Facts, plan: Plan) -> Timer:
    """With the moments at which it warns and runs out; one that ran out before is due since then."""
    hours, amount = plan.hours(timer.name, facts.priority), timer.target or _NOTHING
    due = hours.after(facts.at, max(amount - timer.used, _NOTHING))
    if timer.breached is not None and timer.used >= amount:
        due = timer.breached
    wound = replace(timer, warn=hours.after(facts.at, max(WARN_AT * amount - timer.used, _NOTHING)), due=due)
    return replace(wound, breached=timer.breached or _passed(due, facts.at))


def _hushed(timer: Timer, before: Timer, at: dt.datetime) -> Timer:
    """What has passed only now counts as said; of what had passed before, what was not said yet still is."""
    if _passed(timer.due, at):
        if _passed(before.due, at):
            return replace(timer, said=before.said)
        return saying(timer, Escalation.WARNING, Escalation.BREACH, Escalation.MANAGERS)
    if _passed(timer.warn, at) and not _passed(before.warn, at):
        return saying(timer, Escalation.WARNING)
    return timer


def saying(timer: Timer, *levels: Escalation) -> Timer:
    """The timer once `levels` have been said."""
    return replace(timer, said=tuple(dict.fromkeys((*timer.said, *map(str, levels)))))


def _met(timer: Timer, facts: Facts) -> dt.datetime | None:
    if timer.name is Clock.RESPONSE:
        return timer.met or (facts.at if facts.answered or facts.status in _MET else None)
    if facts.status in _MET:
        return timer.met or facts.at
    return timer.met if facts.status in lifecycle.ENDED else None


def _passed(moment: dt.datetime | None, at: dt.datetime) -> dt.datetime | None:
    return moment if moment is not None and moment <= at else None


def to_json(clocks: Clocks) -> dict[str, Any]:
    """As it is kept with the ticket; times in RFC 3339, durations in seconds."""
    kept = {name: getattr(clocks, name) for name in ("team", "priority", "plan", "nudged", "reminded")}
    timers = {str(timer.name): _timer_to_json(timer) for timer in clocks.timers}
    moments = {"touched": rfc3339(clocks.touched), "since": rfc3339(clocks.since)}
    return {**kept, "status": str(clocks.status), **moments, **timers}


def from_json(kept: dict[str, Any]) -> Clocks:
    """What `to_json` made."""
    timers = {str(name): _timer_from_json(name, kept[str(name)]) for name in Clock}
    moments = {name: dt.datetime.fromisoformat(kept[name]) for name in ("touched", "since")}
    return Clocks(**{**kept, "status": Status(kept["status"]), **moments, **timers})


_MOMENTS = ("since", "warn", "due", "met", "breached")
_SPANS = ("target", "used")


def _timer_to_json(timer: Timer) -> dict[str, Any]:
    moments = {name: rfc3339(value) for name in _MOMENTS if (value := getattr(timer, name)) is not None}
    spans = {name: value.total_seconds() for name in _SPANS if (value := getattr(timer, name)) is not None}
    return {**moments, **spans, "said": list(timer.said), "round": timer.round}


def _timer_from_json(name: Clock, kept: dict[str, Any]) -> Timer:
    moments: dict[str, Any] = {key: dt.datetime.fromisoformat(kept[key]) for key in _MOMENTS if key in kept}
    spans: dict[str, Any] = {key: dt.timedelta(seconds=kept[key]) for key in _SPANS if key in kept}
    return Timer(name, **moments, **spans, said=tuple(kept["said"]), round=kept["round"])
