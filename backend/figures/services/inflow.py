"""What came in lately, by service and region, against the usual."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, or_, select

from backend import db
from backend.areas import services as areas
from backend.config import config
from backend.figures.facts import ALL, NONE
from backend.figures.models import HourCount, TicketCounted
from backend.figures.usual import WEEKS, before, hour_of, lately, level, usual, weeks_of
from shared.vocabulary import Level

HOUR, DAY = 1, 24
Key = tuple[str, str]
"""Region and service, `*` for all of either."""


class Against(dict[str, float | int | str | None]):
    """AgainstUsualSchema."""


class Inflow:
    """The last hour and day as of `at`; `first` is the first hour of which anything is known."""

    def __init__(self, at: dt.datetime, first: int | None) -> None:
        zone = ZoneInfo(config().timezone)
        self._cells = _cells(_hours(at, zone))
        self._spans = {hours: sorted(lately(at, hours))[1:] for hours in (HOUR, DAY)}
        self._weeks = {hours: weeks_of(lately(at, hours), first, zone) for hours in (HOUR, DAY)}
        self._edges = {hours: _edge(at, hours) for hours in (HOUR, DAY)}

    @property
    def regions(self) -> list[str]:
        """Those of the country, where they are known, and of what came in lately."""
        found = {region for region, _ in self._cells if region not in (ALL, NONE)}
        return sorted({*areas.regions()[1], *found})

    def against(self, hours: int, *, region: str = ALL, service: str = ALL) -> Against:
        """What came in the last `hours` (1 or 24) against the usual."""
        cells: Counter[int] = self._cells.get((region, service)) or Counter()
        count = sum(cells.get(hour, 0) for hour in self._spans[hours]) + self._edges[hours][region, service]
        usually = usual(self._weeks[hours], cells)
        return Against(count=count, usual=usually, level=str(level(count, usually)) if usually is not None else UNKNOWN)


UNKNOWN = str(Level.UNKNOWN)


def _hours(at: dt.datetime, zone: ZoneInfo) -> list[int]:
    """All hours that are asked for: of the last day, and of the same one in the weeks before."""
    last = hour_of(at)
    day = range(last - DAY, last + 1)
    return sorted({*day, *(before(hour, weeks, zone) for hour in day for weeks in range(1, WEEKS + 1))})


def _cells(hours: Iterable[int]) -> dict[Key, Counter[int]]:
    found: dict[Key, Counter[int]] = defaultdict(Counter)
    listed = areas.regions()[1] or list(db.session.scalars(select(HourCount.region).distinct()))
    columns = (HourCount.region, HourCount.hour, HourCount.service, HourCount.n)
    here = HourCount.region.in_([ALL, NONE, *listed])
    # Stretch by stretch, the regions with each: so both databases go by the key, and read no other hour.
    stretches = [and_(here, HourCount.hour.between(first, last)) for first, last in _stretches(hours)]
    for region, hour, service, n in db.session.execute(select(*columns).where(or_(*stretches))):
        found[region, service][hour] += n
        found[region, ALL][hour] += n
    return found


def _stretches(hours: Iterable[int]) -> list[tuple[int, int]]:
    """Sorted hours as the first and last of each unbroken stretch."""
    found: list[tuple[int, int]] = []
    for hour in hours:
        if found and found[-1][1] == hour - 1:
            found[-1] = (found[-1][0], hour)
        else:
            found.append((hour, hour))
    return found


def _edge(at: dt.datetime, hours: int) -> Counter[Key]:
    """What came in that part of the first hour that lies in the span: cells know whole hours only."""
    since = at - dt.timedelta(hours=hours)
    query = select(TicketCounted.region, TicketCounted.service, func.count())
    query = query.where(TicketCounted.hour == hour_of(since), TicketCounted.at > since)
    found: Counter[Key] = Counter()
    for region, service, n in db.session.execute(query.group_by(TicketCounted.region, TicketCounted.service)):
        for key in ((region, service), (region, ALL), (ALL, service), (ALL, ALL)):
            found[key] += n
    return found
