"""What is usual for an hour: the same hour of the same weekday in the weeks before. Pure: no database."""

import datetime as dt
from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import median
from zoneinfo import ZoneInfo

from shared.vocabulary import Level

WEEKS = 8
"""So many weeks are looked back on,"""
ENOUGH = 4
"""and so many must be known before anything is called usual."""
FEW = 2
"""Beyond the usual, so few more are chance whatever the usual is."""
_HOUR = 3600


def hour_of(at: dt.datetime) -> int:
    """The hour since 1970 that a moment lies in."""
    return int(at.timestamp()) // _HOUR


def start_of(hour: int) -> dt.datetime:
    """When it begins."""
    return dt.datetime.fromtimestamp(hour * _HOUR, dt.UTC)


def before(hour: int, weeks: int, zone: ZoneInfo) -> int:
    """The same hour of the clock on the wall so many weeks before, also where the clocks were changed in between."""
    local = start_of(hour).astimezone(zone)
    return hour_of((local - dt.timedelta(weeks=weeks)).astimezone(dt.UTC))


def weeks_of(hours: Mapping[int, float], first: int | None, zone: ZoneInfo) -> list[dict[int, float]]:
    """The same hours in each of the weeks before of which all is known, each with the part of it that is meant.

    `first` is the first hour of which anything is known.
    """
    weeks = ({before(hour, ago, zone): part for hour, part in hours.items()} for ago in range(1, WEEKS + 1))
    return [] if first is None else [then for then in weeks if min(then) >= first]


def usual(weeks: Sequence[Mapping[int, float]], counted: Mapping[int, int]) -> float | None:
    """How many usually come: the median of those weeks, which one outage does not move; None of fewer than four.

    `counted` is how many came in each hour.
    """
    if len(weeks) < ENOUGH:
        return None
    return round(float(median(sum(part * counted.get(hour, 0) for hour, part in then.items()) for then in weeks)), 1)


def lately(at: dt.datetime, hours: int) -> dict[int, float]:
    """The last so many hours up to `at`: those that lie in them, each with the part of it that does."""
    last = hour_of(at)
    part = (at - start_of(last)).total_seconds() / _HOUR
    whole = dict.fromkeys(range(last - hours + 1, last), 1.0)
    return {last - hours: 1 - part, **whole, last: part}


def level(count: int, usually: float | None) -> Level:
    """How far a count lies above the usual: three, and six, times what chance makes of a steady stream (Poisson)."""
    if usually is None:
        return Level.UNKNOWN
    above, chance = count - usually - FEW, sqrt(max(usually, 1.0))
    if above > 6 * chance:
        return Level.MUCH_MORE
    return Level.MORE if above > 3 * chance else Level.USUAL
