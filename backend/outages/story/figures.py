"""Figures over outages, for one group of them: pure. No database."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

from backend.outages.story.times import Times
from shared.vocabulary import Impact, OutageKind

Interval = tuple[dt.datetime, dt.datetime]


class Window(NamedTuple):
    """What is counted: from a moment until another, which is not later than now."""

    since: dt.datetime
    until: dt.datetime

    def part(self, start: dt.datetime, end: dt.datetime | None) -> Interval | None:
        """What of an outage lies in it; None where nothing does."""
        start, end = max(start, self.since), min(end or self.until, self.until)
        return (start, end) if start < end else None


class Line(NamedTuple):
    """One outage or planned work, as figures and exports know it."""

    id: str
    external_id: str | None
    kind: str
    status: str
    impact: str
    title: dict[str, str | None]
    services: list[str]
    areas: list[str]
    times: Times
    behind: dict[str, int]
    """Customers, by what became of them (`STATES` of behind/services/counting.py), and in all."""


@dataclass
class Tally:
    """What a group comes to, line by line."""

    window: Window
    by_impact: dict[str, int] = field(default_factory=lambda: {str(impact): 0 for impact in Impact})
    ongoing: int = 0
    customers: int = 0
    still_broken: int = 0
    said_still_broken: int = 0
    works: int = 0
    to_declare: list[int] = field(default_factory=list)
    to_acknowledge: list[int] = field(default_factory=list)
    to_resolve: list[int] = field(default_factory=list)
    down: list[Interval] = field(default_factory=list)
    worked: list[Interval] = field(default_factory=list)

    def add(self, line: Line) -> None:
        """Counts one that lies in the window."""
        part = self.window.part(line.times.started_at, line.times.resolved_at)
        if part is None:
            return
        if line.kind == OutageKind.MAINTENANCE:
            self.worked.append(part)
            return
        self.down.append(part)
        self.by_impact[line.impact] = self.by_impact.get(line.impact, 0) + 1
        self.ongoing += line.times.resolved_at is None
        self.customers += line.behind["customers"]
        self.still_broken += line.behind["still_broken"]
        self.said_still_broken += line.behind["said_still_broken"]
        self.works += line.behind["works"]
        for kept, seconds in (
            (self.to_declare, line.times.to_declare),
            (self.to_acknowledge, line.times.to_acknowledge),
            (self.to_resolve, line.times.to_resolve),
        ):
            if seconds is not None:
                kept.append(seconds)


def minutes(intervals: Iterable[Interval]) -> int:
    """How long at least one of them lasted: what overlaps counts once."""
    total, reached = dt.timedelta(), None
    for start, end in sorted(intervals):
        begins = start if reached is None else max(start, reached)
        if end > begins:
            total += end - begins
            reached = end
    return round(total / dt.timedelta(minutes=1))


def middle(seconds: list[int]) -> int | None:
    """The median: one outage that nobody closed for a month says nothing of the others."""
    return round(median(seconds)) if seconds else None
