"""What holds for a team: the product's own clocks, over them the company's, over them the team's. No database."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from backend.deadlines import days_off
from backend.deadlines.business_hours import DAY, AroundTheClock, Calendar, Hours, Span, Week
from backend.deadlines.days_off import DaysOff
from shared.schemas.clocks import WEEKDAYS
from shared.vocabulary import Clock, ClockHours

Document = Mapping[str, Any]
"""ClocksSchema or EffectiveClocksSchema, as plain JSON."""

AROUND_THE_CLOCK = AroundTheClock()
WARN_AT = 0.8
"""The part of a target after which its team is warned."""
_OFFICE = ["08:00-18:00"]
_MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class Target:
    """How long it may take, by which hours."""

    amount: dt.timedelta
    hours: Hours


@dataclass(frozen=True)
class Plan:
    """By what a team's tickets are timed; `version` tells whether a ticket's clocks were set by it."""

    calendar: Calendar
    targets: Mapping[tuple[Clock, int], Target]
    untouched: dt.timedelta | None
    """Business hours after which a ticket that nobody looks at nudges its team; None: never."""
    managers_after: dt.timedelta
    """How long a clock has run out, by its own hours, before managers are told."""
    version: str = field(default="")

    def target(self, clock: Clock, priority: int) -> Target | None:
        """The target of a clock, if there is one."""
        return self.targets.get((clock, priority))

    def hours(self, clock: Clock, priority: int) -> Hours:
        """By which hours a clock counts; without a target too, as a transfer may bring one."""
        target = self.target(clock, priority)
        return target.hours if target else self.calendar


def standard(country: str) -> Document:
    """Where nobody has set anything: office hours, no target. A promise that nobody made cannot be broken.

    Dutch public holidays are those of the Algemene termijnenwet; on Good Friday most of the Netherlands work, and
    Liberation Day is off once in five years (2030), as most collective agreements have it.
    """
    region = country if days_off.known(country) else None
    worked = ["Good Friday"] if region == "NL" else []
    return {
        "hours": {day: _OFFICE if number < WEEKDAYS.index("saturday") else [] for number, day in enumerate(WEEKDAYS)},
        "holidays": {"region": region, "worked": worked, "closed": [], "opened": []},
        "targets": {str(clock): {} for clock in Clock},
        "untouched_minutes": 24 * 60,
        "managers_after_minutes": 60,
    }


def merged(below: Document, above: Document) -> dict[str, Any]:
    """`below` with what `above` has set; targets one by one, hours and holidays each as a whole."""
    found = {name: value if above.get(name) is None else above[name] for name, value in below.items()}
    own = above.get("targets") or {}
    found["targets"] = {name: {**cells, **own.get(name, {})} for name, cells in below["targets"].items()}
    return found


def plan_of(document: Document, zone: str, version: str) -> Plan:
    """The plan of an effective document; raises NeverOpen for an empty week."""
    return _plan(orjson.dumps(document), zone, version)


def week_of(hours: Mapping[str, list[str]]) -> Week:
    """Hours as they are written (WeekSchema) as spans of each day; what goes on past midnight is the next day's."""
    week: list[list[Span]] = [[] for _ in WEEKDAYS]
    for number, day in enumerate(WEEKDAYS):
        for text in hours.get(day, []):
            opens, closes = (_minute(part) for part in text.split("-"))
            if opens < closes:
                week[number].append((opens, closes))
            else:
                week[number].append((opens, DAY))
                week[(number + 1) % len(WEEKDAYS)].append((0, closes))
    return tuple(tuple(sorted(spans)) for spans in week)


@lru_cache(maxsize=512)
def _plan(document: bytes, zone: str, version: str) -> Plan:
    effective = orjson.loads(document)
    calendar = Calendar(ZoneInfo(zone), week_of(effective["hours"]), _days_off(effective["holidays"]))
    targets = {
        (Clock(clock), int(priority)): _target(target, calendar)
        for clock, cells in effective["targets"].items()
        for priority, target in cells.items()
        if target is not None
    }
    untouched = effective["untouched_minutes"] * _MINUTE or None
    return Plan(calendar, targets, untouched, effective["managers_after_minutes"] * _MINUTE, version)


def _target(target: Mapping[str, Any], calendar: Calendar) -> Target:
    hours = AROUND_THE_CLOCK if target["hours"] == ClockHours.ALWAYS else calendar
    return Target(target["minutes"] * _MINUTE, hours)


def _days_off(holidays: Mapping[str, Any]) -> DaysOff:
    sets = (frozenset(holidays[name]) for name in ("worked", "closed", "opened"))
    return DaysOff(holidays["region"], *sets)


def _minute(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)
