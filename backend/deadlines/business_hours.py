"""Time that counts: how much of it lies between two moments, and when so much of it is used up. No database.

A moment counts when the wall clock of the zone shows a time within the week's spans, on a date that is no day off.
Nothing else is asked, so that days of 23 and 25 hours need no rule of their own: an hour that the clocks skip is no
time, one that they show twice counts twice. A span across midnight lies on two dates, each of which may be a day off.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from backend.deadlines.days_off import DaysOff

DAY = 24 * 60
"""Minutes."""
HORIZON = 40
"""Years after which time that is not used up counts as never used up."""

Span = tuple[int, int]
"""Minutes from midnight to minutes from midnight, the second one not included; 1440 is the day's end."""
Week = tuple[tuple[Span, ...], ...]
"""The spans of seven days, Monday first."""

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICRO = dt.timedelta(microseconds=1)
_SECOND = 1_000_000
_DAY = dt.timedelta(days=1)


class NeverOpen(ValueError):
    """A week without a minute in it: nothing would ever be used up."""


class Hours(Protocol):
    """By which time counts."""

    def between(self, start: dt.datetime, end: dt.datetime) -> dt.timedelta:
        """How much time counts from `start` until `end`; nothing where `end` comes first."""

    def after(self, start: dt.datetime, amount: dt.timedelta) -> dt.datetime | None:
        """The first moment at which `amount` from `start` on is used up; None where that is not within 40 years."""


class AroundTheClock:
    """All time counts."""

    def between(self, start: dt.datetime, end: dt.datetime) -> dt.timedelta:
        """How much time counts from `start` until `end`; nothing where `end` comes first."""
        return max(end - start, dt.timedelta())

    def after(self, start: dt.datetime, amount: dt.timedelta) -> dt.datetime | None:
        """The first moment at which `amount` from `start` on is used up."""
        return start + max(amount, dt.timedelta()) if amount < HORIZON * 365 * _DAY else None


@dataclass(frozen=True)
class Calendar:
    """Weekly hours in a zone, but for days off; raises NeverOpen where the week is empty."""

    zone: ZoneInfo
    week: Week
    days_off: DaysOff = field(default_factory=DaysOff)

    def __post_init__(self) -> None:
        if not any(start < end for day in self.week for start, end in day):
            raise NeverOpen

    def between(self, start: dt.datetime, end: dt.datetime) -> dt.timedelta:
        """How much time counts from `start` until `end`; nothing where `end` comes first."""
        first, last = start.astimezone(dt.UTC), end.astimezone(dt.UTC)
        if last <= first:
            return dt.timedelta()
        whole = sum(_year(self, year).total for year in range(first.year, last.year))
        return (whole + self._used(last) - self._used(first)) * _MICRO

    def after(self, start: dt.datetime, amount: dt.timedelta) -> dt.datetime | None:
        """The first moment at which `amount` from `start` on is used up; None where that is not within 40 years."""
        first = start.astimezone(dt.UTC)
        if amount <= dt.timedelta():
            return first
        wanted = amount // _MICRO + self._used(first)
        for number in range(first.year, min(first.year + HORIZON, dt.MAXYEAR)):
            year = _year(self, number)
            if wanted <= year.total:
                return _EPOCH + year.reached(wanted) * _MICRO
            wanted -= year.total
        return None

    def _used(self, moment: dt.datetime) -> int:
        """What counts of the moment's year (UTC) until then, in microseconds."""
        return _year(self, moment.year).until(_micros(moment))


class _Year(NamedTuple):
    """The spans of one year (UTC) as microseconds since 1970, and what counts before each."""

    starts: list[int]
    ends: list[int]
    before: list[int]

    @property
    def total(self) -> int:
        return self.before[-1]

    def until(self, moment: int) -> int:
        index = bisect_right(self.starts, moment) - 1
        return self.before[index] + min(moment, self.ends[index]) - self.starts[index] if index >= 0 else 0

    def reached(self, amount: int) -> int:
        """The first moment at which `amount` (more than nothing, at most the total) has counted."""
        index = bisect_right(self.before, amount - 1) - 1
        return self.starts[index] + amount - self.before[index]


@lru_cache(maxsize=1024)
def _year(calendar: Calendar, year: int) -> _Year:
    """A few milliseconds once; a year of one calendar is some hundred spans."""
    spans = list(_joined(_spans(calendar, year)))
    before = list(accumulate((end - start for start, end in spans), initial=0))
    return _Year([start for start, _ in spans], [end for _, end in spans], before)


def _spans(calendar: Calendar, year: int) -> Iterator[Span]:
    """What counts of a year, in order: each stretch of one offset from UTC has a wall clock without surprises."""
    off = {day for number in (year - 1, year, year + 1) for day in calendar.days_off.of(number)}
    for start, end, offset in _stretches(calendar.zone, year):
        day = (start + offset).date()
        while (midnight := dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC) - offset) < end:
            for opens, closes in () if day in off else _ordered(calendar.week[day.weekday()]):
                first = max(start, midnight + dt.timedelta(minutes=opens))
                last = min(end, midnight + dt.timedelta(minutes=closes))
                if first < last:
                    yield _micros(first), _micros(last)
            day += _DAY


def _ordered(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans of a day in order, without overlaps."""
    return _joined(sorted(span for span in spans if span[0] < span[1]))


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans in order, those that touch made one."""
    last: Span | None = None
    for start, end in spans:
        if last is not None and start <= last[1]:
            last = (last[0], max(last[1], end))
            continue
        if last is not None:
            yield last
        last = (start, end)
    if last is not None:
        yield last


@lru_cache(maxsize=256)
def _stretches(zone: ZoneInfo, year: int) -> tuple[tuple[dt.datetime, dt.datetime, dt.timedelta], ...]:
    """The year (UTC) cut where the zone's offset from UTC changes; no zone changes twice within a day."""
    start, end = dt.datetime(year, 1, 1, tzinfo=dt.UTC), dt.datetime(year + 1, 1, 1, tzinfo=dt.UTC)
    days = [start + number * _DAY for number in range((end - start).days + 1)]
    changes = [_change(zone, a, b) for a, b in pairwise(days) if _offset(zone, a) != _offset(zone, b)]
    return tuple((a, b, _offset(zone, a)) for a, b in pairwise([start, *changes, end]))


def _change(zone: ZoneInfo, before: dt.datetime, after: dt.datetime) -> dt.datetime:
    """The second between two moments at which the offset becomes that of the later one."""
    while after - before > dt.timedelta(seconds=1):
        middle = before + (after - before) // (2 * dt.timedelta(seconds=1)) * dt.timedelta(seconds=1)
        if _offset(zone, middle) == _offset(zone, after):
            after = middle
        else:
            before = middle
    return after


def _offset(zone: ZoneInfo, moment: dt.datetime) -> dt.timedelta:
    return moment.astimezone(zone).utcoffset() or dt.timedelta()


def _micros(moment: dt.datetime) -> int:
    return (moment - _EPOCH) // _MICRO
