"""What counts of a ticket, and which cells that adds to: pure. No database."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from backend.figures.measures import Measure, bucket
from backend.figures.usual import hour_of
from shared import lifecycle
from shared.vocabulary import Status

NONE = "-"
"""In place of a service, area or region that there is not."""
ALL = "*"
"""The whole country, as a region."""
DAY, MONTH = 0, 1
_RUNNING = (Status.ACKNOWLEDGED, Status.IN_PROGRESS)

HourCell = tuple[str, int, str]
"""Region, hour, service."""
DayCell = tuple[int, int, str, str, str, int]
"""Grain, day, team, service, measure, value."""
Mark = tuple[int, str, int]
"""Day, measure, value: a ticket's own part of a day's cell."""


class Facts(NamedTuple):
    """What is kept as counted of one ticket: the columns of `figures_ticket`, but for its id."""

    at: dt.datetime
    hour: int
    service: str
    team: str
    area: str
    region: str
    open: bool
    runs: bool
    due_at: dt.datetime | None
    breached_at: dt.datetime | None
    human_at: dt.datetime | None
    cells: str


def facts(ticket: Any, place: tuple[str, str], reopened: Sequence[dt.datetime], zone: ZoneInfo) -> Facts:
    """Those of a ticket's row; `place` is its area and region, `reopened` when its reporter said it is not fixed."""
    # A duplicate that was merged has no work of its own: its parent is open.
    is_open = ticket.status not in lifecycle.DONE and ticket.merged_at is None
    return Facts(
        at=ticket.created_at,
        hour=hour_of(ticket.created_at),
        service=ticket.service or NONE,
        team=ticket.team_slug,
        area=place[0],
        region=place[1],
        open=is_open,
        runs=is_open and ticket.status in _RUNNING,
        due_at=ticket.due_at,
        breached_at=ticket.breached_at,
        human_at=ticket.last_human_action_at,
        cells=written(_marks(ticket, reopened, zone)),
    )


def written(marks: Iterator[Mark]) -> str:
    """Marks as they are kept: `739500:ca:0 739500:an:12`."""
    return " ".join(f"{day}:{measure}:{value}" for day, measure, value in marks)


def read(text: str) -> Iterator[Mark]:
    """What `written` made."""
    for mark in text.split():
        day, measure, value = mark.split(":")
        yield int(day), measure, int(value)


def hour_cells(one: Facts) -> list[HourCell]:
    """The cells of the hour in which it was passed on."""
    return [(ALL, one.hour, one.service), (one.region, one.hour, one.service)]


def day_cells(one: Facts) -> Iterator[DayCell]:
    """The cells of its days, and of their months."""
    for day, measure, value in read(one.cells):
        first = dt.date.fromordinal(day).replace(day=1).toordinal()
        yield DAY, day, one.team, one.service, measure, value
        yield MONTH, first, one.team, one.service, measure, value


def count(hours: Counter[HourCell], days: Counter[DayCell], one: Facts | None, by: int) -> None:
    """Adds the cells of one (or with -1 takes them away)."""
    if one is None:
        return
    for hour_cell in hour_cells(one):
        hours[hour_cell] += by
    for day_cell in day_cells(one):
        days[day_cell] += by


def _marks(ticket: Any, reopened: Sequence[dt.datetime], zone: ZoneInfo) -> Iterator[Mark]:
    def day(at: dt.datetime) -> int:
        return at.astimezone(zone).date().toordinal()

    yield day(ticket.created_at), Measure.CAME, 0
    clocks = ticket.clocks or {}
    for name, taken, in_time in (
        ("response", Measure.ANSWERED, Measure.ANSWER_IN_TIME),
        ("resolution", Measure.SOLVED, Measure.SOLVE_IN_TIME),
    ):
        timer = clocks.get(name) or {}
        met, breached = _moment(timer.get("met")), _moment(timer.get("breached"))
        if met is not None:
            yield day(met), taken, bucket((met - ticket.created_at).total_seconds())
        if breached is not None:
            yield day(breached), in_time, 0
        elif met is not None and timer.get("target") is not None:
            yield day(met), in_time, 1
    if ticket.rating is not None and ticket.rated_at is not None:
        yield day(ticket.rated_at), Measure.RATED, ticket.rating
    for at in reopened:
        yield day(at), Measure.REOPENED, 0


def _moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None
