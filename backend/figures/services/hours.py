"""Tickets by the hour against the usual, for charts."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from backend import db
from backend.areas import services as areas
from backend.clock import now
from backend.config import config
from backend.errors import Invalid
from backend.figures.facts import ALL
from backend.figures.models import HourCount, TicketCounted
from backend.figures.services.standing import Standing, standing
from backend.figures.usual import ENOUGH, WEEKS, before, hour_of
from backend.teams import services as teams
from shared.vocabulary import HourSpan

_LONG = {HourSpan.DAY: 24, HourSpan.WEEK: 7 * 24}
Cells = dict[str, Counter[int]]
"""Service -> hour -> how many; `*` for all services."""


@dataclass(frozen=True)
class Line:
    """What came in, hour by hour, and what usually does; `service` is `*` for all together."""

    service: str
    count: list[int]
    usual: list[float | None]


class Hours(NamedTuple):
    """The lines of a chart."""

    standing: Standing
    area: str | None
    hours: list[int]
    total: Line
    lines: list[Line]


def hours(query: dict[str, Any]) -> Hours:
    """By HoursQuerySchema, loaded; for those who have asked whether it may be seen. Raises Invalid."""
    area = areas.normalise(query["area"], "/query/area") if (query.get("area") or "").strip() else None
    wanted = _wanted(query.get("service"))
    db.snapshot()
    stands, last = standing(), hour_of(now())
    shown = list(range(last - _LONG[HourSpan(query["span"])] + 1, last + 1))
    weeks = _weeks(shown)
    cells = _cells(area, min(weeks[-1]), last, wanted)
    lines = [Line(service, *_line(cells[service], shown, weeks, stands.first)) for service in _services(wanted, cells)]
    total = Line(ALL, *_line(cells[ALL], shown, weeks, stands.first))
    return Hours(stands, area, shown, total, lines)


def _wanted(service: str | None) -> str | None:
    if not service:
        return None
    try:
        teams.check_service(service)
    except Invalid as error:
        error.pointer = "/query/service"
        raise
    return service


def _weeks(shown: Sequence[int]) -> list[list[int]]:
    """The same hours in each of the weeks before, the last one first."""
    zone = ZoneInfo(config().timezone)
    return [[before(hour, weeks, zone) for hour in shown] for weeks in range(1, WEEKS + 1)]


def _line(
    cells: Counter[int], shown: Sequence[int], weeks: Sequence[Sequence[int]], first: int | None
) -> tuple[list[int], list[float | None]]:
    usual: list[float | None] = []
    for number in range(len(shown)):
        then = [week[number] for week in weeks]
        known = [cells[hour] for hour in then if first is not None and hour >= first]
        usual.append(float(median(known)) if len(known) >= ENOUGH else None)
    return [cells[hour] for hour in shown], usual


def _services(wanted: str | None, cells: Cells) -> list[str]:
    if wanted is not None:
        return [wanted]
    there = [row["slug"] for row in teams.list_services()]
    return [*there, *sorted(service for service in cells if service not in (ALL, *there) and cells[service].total())]


def _cells(area: str | None, first: int, last: int, service: str | None) -> Cells:
    found: Cells = defaultdict(Counter)
    for name, hour, n in db.session.execute(_query(area, first, last, service)):
        found[name][hour] += n
        found[ALL][hour] += n
    return found


def _query(area: str | None, first: int, last: int, service: str | None) -> Any:
    """From the cells of the country or a region; of another area the tickets there are counted, which are few."""
    if area in (None, config().country) or area in areas.regions()[1]:
        region = ALL if area in (None, config().country) else area
        query = select(HourCount.service, HourCount.hour, HourCount.n)
        query = query.where(HourCount.region == region, HourCount.hour.between(first, last))
        return query.where(HourCount.service == service) if service else query
    codes = areas.listed(area or "")
    if not codes:
        raise Invalid("Figures do not go down that far; ask for a wider area.", pointer="/query/area")
    columns = (TicketCounted.service, TicketCounted.hour)
    query = select(*columns, func.count()).where(TicketCounted.area.in_(codes))
    query = query.where(TicketCounted.hour.between(first, last))
    return (query.where(TicketCounted.service == service) if service else query).group_by(*columns)
