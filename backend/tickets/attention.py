"""What is to be said of a ticket that waits too long, and when to look again: pure functions. No database.

Each is said once. A look that comes hours late says the last thing only: no warning of what has run out already.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from backend.deadlines.plan import Plan
from backend.tickets.clocks import RUNNING, Clocks, Timer, saying
from shared.vocabulary import Clock, Escalation, Status

NUDGES = 5
"""How often a team is nudged: after the set time, and each time after twice as long."""
REMINDERS = (dt.timedelta(days=1), dt.timedelta(days=3))
"""After how long a question is brought to the reporter's mind again."""


@dataclass(frozen=True)
class Notice:
    """One thing to say; `clock` where it is about one, `at` the moment that it is about."""

    level: Escalation | None
    """None: the reporter is reminded."""
    at: dt.datetime
    clock: Clock | None = None
    round: int = 0


def next_look(clocks: Clocks, plan: Plan) -> dt.datetime | None:
    """When something is next to be said; None where nothing is until something happens."""
    return min(_moments(clocks, plan), default=None)


def look(clocks: Clocks, plan: Plan, at: dt.datetime) -> tuple[Clocks, list[Notice]]:
    """What is to be said at `at`, and the clocks once it is."""
    response, about_response = _look_at_timer(clocks.response, clocks, plan, at)
    resolution, about_resolution = _look_at_timer(clocks.resolution, clocks, plan, at)
    seen = replace(clocks, response=response, resolution=resolution)
    notices = about_response + about_resolution
    seen, nudges = _nudge(seen, plan, at)
    # A clock that runs out says more than a nudge would.
    notices += [] if notices else nudges
    seen, reminders = _remind(seen, at)
    return seen, notices + reminders


def _moments(clocks: Clocks, plan: Plan) -> Iterator[dt.datetime]:
    for timer in clocks.timers:
        moment = _next_of_timer(timer, clocks, plan)
        if moment is not None:
            yield moment
    for moment in (_nudge_at(clocks, plan), _remind_at(clocks)):
        if moment is not None:
            yield moment


def _next_of_timer(timer: Timer, clocks: Clocks, plan: Plan) -> dt.datetime | None:
    if timer.due is None or Escalation.MANAGERS in timer.said:
        return None
    if Escalation.BREACH in timer.said:
        return _managers_at(timer, clocks, plan)
    return timer.due if Escalation.WARNING in timer.said or timer.warn is None else min(timer.warn, timer.due)


def _managers_at(timer: Timer, clocks: Clocks, plan: Plan) -> dt.datetime | None:
    """Counted by the clock's own hours from when it ran out, or from when the ticket came back overdue."""
    if timer.due is None or timer.since is None:
        return None
    return plan.hours(timer.name, clocks.priority).after(max(timer.due, timer.since), plan.managers_after)


def _look_at_timer(timer: Timer, clocks: Clocks, plan: Plan, at: dt.datetime) -> tuple[Timer, list[Notice]]:
    notices: list[Notice] = []
    if timer.due is None:
        return timer, notices

    def say(level: Escalation) -> None:
        notices.append(Notice(level, timer.due or at, timer.name, timer.round))

    if timer.due > at:
        if timer.warn is not None and timer.warn <= at and Escalation.WARNING not in timer.said:
            say(Escalation.WARNING)
            timer = saying(timer, Escalation.WARNING)
        return timer, notices
    if Escalation.BREACH not in timer.said:
        say(Escalation.BREACH)
        timer = replace(timer, breached=timer.breached or timer.due)
        timer = saying(timer, Escalation.WARNING, Escalation.BREACH)
    managers = _managers_at(timer, clocks, plan)
    if Escalation.MANAGERS not in timer.said and managers is not None and managers <= at:
        say(Escalation.MANAGERS)
        timer = saying(timer, Escalation.MANAGERS)
    return timer, notices


def _nudge_at(clocks: Clocks, plan: Plan) -> dt.datetime | None:
    if clocks.status not in RUNNING or plan.untouched is None or clocks.nudged >= NUDGES:
        return None
    return plan.calendar.after(clocks.touched, plan.untouched * 2**clocks.nudged)


def _nudge(clocks: Clocks, plan: Plan, at: dt.datetime) -> tuple[Clocks, list[Notice]]:
    nudged = clocks
    while (moment := _nudge_at(nudged, plan)) is not None and moment <= at:
        nudged = replace(nudged, nudged=nudged.nudged + 1)
    missed = nudged.nudged > clocks.nudged
    return nudged, [Notice(Escalation.UNTOUCHED, clocks.touched)] if missed else []


def _remind_at(clocks: Clocks) -> dt.datetime | None:
    if clocks.status is not Status.PENDING or clocks.reminded >= len(REMINDERS):
        return None
    return clocks.since + REMINDERS[clocks.reminded]


def _remind(clocks: Clocks, at: dt.datetime) -> tuple[Clocks, list[Notice]]:
    reminded = clocks
    while (moment := _remind_at(reminded)) is not None and moment <= at:
        reminded = replace(reminded, reminded=reminded.reminded + 1)
    missed = reminded.reminded > clocks.reminded
    return reminded, [Notice(None, clocks.since)] if missed else []
