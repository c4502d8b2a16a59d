"""A period looked back on: tickets by team and service, outages by service and region."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, or_, select

from backend import db
from backend.clock import now
from backend.config import config
from backend.errors import Invalid
from backend.figures.facts import DAY, MONTH
from backend.figures.measures import Measure, quantile
from backend.figures.models import DayCount, OutageCounted
from backend.figures.services.standing import Standing, standing
from shared.vocabulary import OutageKind, PeriodUnit

USUAL = 30
"""Days, where nothing is asked for."""
LONGEST = dt.timedelta(days=10 * 366)
BY_DAY = 100
"""So many days at most are told one by one."""
PAGE = 200
"""Outages in memory at a time."""
_EARLIEST = dt.date(2000, 1, 1)
Group = tuple[str, str]
"""Team and service."""
_O = OutageCounted
_SUMS = ("promised", "kept", "customers", "works", "still_broken", "reached", "seen", "updates")
_TIMES = ("to_detect", "to_declare", "to_acknowledge", "to_resolve")
_COLUMNS = ("kind", "impact", "services", "regions", *_SUMS, *_TIMES, "ongoing")


class Span(NamedTuple):
    """Days of the company's, the last one in it."""

    first: dt.date
    last: dt.date

    @property
    def moments(self) -> tuple[dt.datetime, dt.datetime]:
        """From when until when, not later than now."""
        zone = ZoneInfo(config().timezone)
        begins, ends = (dt.datetime.combine(day, dt.time(), zone) for day in (self.first, self.last + dt.timedelta(1)))
        return begins.astimezone(dt.UTC), min(ends.astimezone(dt.UTC), now())


class Tickets:
    """What a group of tickets comes to: measure -> value -> how many."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[int]] = defaultdict(Counter)

    def number(self, measure: Measure) -> int:
        """How many there are."""
        return self.counts[measure].total()

    def seconds(self, measure: Measure, part: float) -> int | None:
        """The time that `part` of them took at most."""
        return quantile(self.counts[measure], part)

    def kept(self, measure: Measure) -> int:
        """How many of what was promised was kept."""
        return self.counts[measure][1]

    @property
    def rating(self) -> float | None:
        """On the average."""
        stars, number = self.counts[Measure.RATED], self.number(Measure.RATED)
        return round(sum(value * n for value, n in stars.items()) / number, 2) if number > 0 else None


class Outages:
    """What a group of outages comes to; planned work is counted apart."""

    def __init__(self, rows: Iterable[Any] = ()) -> None:
        rows = list(rows)
        failures = [row for row in rows if row.kind != OutageKind.MAINTENANCE]
        self.maintenance = len(rows) - len(failures)
        self.count = len(failures)
        # Column by column: there may be thousands of rows, and each counts in several groups.
        columns = dict(zip(_COLUMNS, zip(*failures, strict=True), strict=True)) if failures else {}
        self.by_impact = Counter(columns.get("impact", ()))
        self.ongoing = sum(columns.get("ongoing", ()))
        self.sums = {name: sum(columns.get(name, ())) for name in _SUMS}
        self._times = {name: [one for one in columns.get(name, ()) if one is not None] for name in _TIMES}

    def middle(self, name: str) -> int | None:
        """The median of a time, in seconds."""
        return round(median(self._times[name])) if self._times[name] else None


class Course(NamedTuple):
    """Days or months, and what came in and was solved in each."""

    unit: PeriodUnit
    starts: list[dt.date]
    came: list[int]
    solved: list[int]


@dataclass(frozen=True)
class Period:
    """All of it."""

    standing: Standing
    span: Span
    course: Course
    tickets: dict[Group, Tickets]
    outages: Outages
    by_service: dict[str, Outages]
    by_region: dict[str, Outages]


def span_of(query: dict[str, Any]) -> Span:
    """The days that are asked for (PeriodQuerySchema, loaded), until today at most; raises Invalid."""
    today = now().astimezone(ZoneInfo(config().timezone)).date()
    last = min(query.get("until") or today, today)
    if last < _EARLIEST:
        raise Invalid("That time is too far away.", pointer="/query/to")
    first = query.get("since") or last - dt.timedelta(days=USUAL - 1)
    if first > last:
        raise Invalid("The end lies before the start.", pointer="/query/to")
    if first < _EARLIEST or last - first > LONGEST:
        raise Invalid("That time is too far away.", pointer="/query/from")
    return Span(first, last)


def period(span: Span) -> Period:
    """What it comes to; for those who have asked whether it may be seen."""
    db.snapshot()
    rows = list(db.session.execute(_outages(span)))
    by_service, by_region = _grouped(rows, "services"), _grouped(rows, "regions")
    return Period(standing(), span, _course(span), _tickets(span), Outages(rows), by_service, by_region)


def days(span: Span) -> Iterator[tuple[dt.date, dict[Group, Tickets]]]:
    """Each day with what its teams and services come to, read a month at a time."""
    month = span.first
    while month <= span.last:
        following = _following(month)
        part = Span(month, min(span.last, following - dt.timedelta(1)))
        found: dict[dt.date, dict[Group, Tickets]] = defaultdict(lambda: defaultdict(Tickets))
        columns = (DayCount.day, DayCount.team, DayCount.service, DayCount.measure, DayCount.value, DayCount.n)
        wanted = _days(DAY, part.first, part.last)
        for day, team, service, measure, value, n in db.session.execute(select(*columns).where(wanted)):
            found[dt.date.fromordinal(day)][team, service].counts[measure][value] += n
        db.session.rollback()
        yield from sorted(found.items(), key=lambda item: item[0])
        month = following


def outages(span: Span, after: tuple[dt.datetime, str] | None, limit: int) -> list[OutageCounted]:
    """Outages and planned work that reach into the period, the newest first, from that place on."""
    query = select(_O).where(*_reaching(span)).order_by(_O.started_at.desc(), _O.outage_id.desc()).limit(limit)
    if after is not None:
        at, outage_id = after
        query = query.where(or_(_O.started_at < at, and_(_O.started_at == at, _O.outage_id < outage_id)))
    return list(db.session.scalars(query))


def outage_pages(span: Span) -> Iterator[list[OutageCounted]]:
    """All of them, a page at a time; each page is a reading of its own, ended by who takes it."""
    after = None
    while page := outages(span, after, PAGE):
        after = (page[-1].started_at, page[-1].outage_id)
        yield page
        if len(page) < PAGE:
            return


def _grouped(rows: Iterable[Any], name: str) -> dict[str, Outages]:
    """An outage counts for each service, or region, that it has."""
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        for key in getattr(row, name):
            found[key].append(row)
    return {key: Outages(group) for key, group in found.items()}


def _tickets(span: Span) -> dict[Group, Tickets]:
    columns = (DayCount.team, DayCount.service, DayCount.measure, DayCount.value)
    found: dict[Group, Tickets] = defaultdict(Tickets)
    query = select(*columns, func.sum(DayCount.n)).where(or_(*_parts(span))).group_by(*columns)
    for team, service, measure, value, n in db.session.execute(query):
        if n:
            found[team, service].counts[measure][value] += int(n)
    return found


def _parts(span: Span) -> list[ColumnElement[bool]]:
    """Whole months, and the days before and after them."""
    first_whole = span.first if span.first.day == 1 else _following(span.first)
    after_last = span.last + dt.timedelta(1)
    end_whole = after_last.replace(day=1)
    if first_whole >= end_whole:
        return [_days(DAY, span.first, span.last)]
    parts = [_days(MONTH, first_whole, end_whole - dt.timedelta(1))]
    if span.first < first_whole:
        parts.append(_days(DAY, span.first, first_whole - dt.timedelta(1)))
    if end_whole <= span.last:
        parts.append(_days(DAY, end_whole, span.last))
    return parts


def _days(grain: int, first: dt.date, last: dt.date) -> ColumnElement[bool]:
    return and_(DayCount.grain == grain, DayCount.day.between(first.toordinal(), last.toordinal()))


def _following(day: dt.date) -> dt.date:
    """The first of the next month."""
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def _course(span: Span) -> Course:
    by_day = (span.last - span.first).days < BY_DAY
    columns, what = (DayCount.day, DayCount.measure), (Measure.CAME, Measure.SOLVED)
    parts = [_days(DAY, *span)] if by_day else _parts(span)
    query = select(*columns, func.sum(DayCount.n)).where(or_(*parts), DayCount.measure.in_(what)).group_by(*columns)
    found: Counter[tuple[dt.date, str]] = Counter()
    for ordinal, measure, n in db.session.execute(query):
        day = dt.date.fromordinal(ordinal)
        found[day if by_day else day.replace(day=1), measure] += int(n)
    starts = list(_starts(span.first if by_day else span.first.replace(day=1), span.last, by_day=by_day))
    came, solved = ([found[day, one] for day in starts] for one in what)
    return Course(PeriodUnit.DAY if by_day else PeriodUnit.MONTH, starts, came, solved)


def _starts(first: dt.date, last: dt.date, *, by_day: bool) -> Iterator[dt.date]:
    day = first
    while day <= last:
        yield day
        day = day + dt.timedelta(1) if by_day else _following(day)


def _reaching(span: Span) -> list[ColumnElement[bool]]:
    begins, ends = span.moments
    goes_on = or_(_O.resolved_at.is_(None), _O.resolved_at > begins)
    return [_O.counted.is_(True), _O.started_at <= ends, goes_on]


def _outages(span: Span) -> Any:
    return select(*(getattr(_O, name) for name in _COLUMNS[:-1]), _O.resolved_at.is_(None).label("ongoing")).where(
        *_reaching(span)
    )
