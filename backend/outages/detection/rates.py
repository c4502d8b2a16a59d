"""How many tickets are usual at a time: by the hour of the week where the company is."""

import datetime as dt
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np

from backend.outages.detection.zones import Floats

WEEK = 168
HOUR = 3600.0
_AHEAD = 24 * 7


def hours(at: dt.datetime) -> float:
    """Hours since the epoch."""
    return at.timestamp() / HOUR


def moment(at: float) -> dt.datetime:
    """The moment so many hours after the epoch, UTC."""
    return dt.datetime.fromtimestamp(at * HOUR, dt.UTC)


class Calendar:
    """Local time over hours since the epoch: which hour of the week it is, and when days begin."""

    def __init__(self, timezone: str, day_begins: int) -> None:
        self._zone = ZoneInfo(timezone)
        self._day_begins = day_begins

    def hour_of_week(self, hour: int) -> int:
        """0 to 167, from Monday's midnight; of the hour that begins so many hours after the epoch."""
        local = moment(hour).astimezone(self._zone)
        return local.weekday() * 24 + local.hour

    def is_new_day(self, hour: int) -> bool:
        """Whether a day begins with that hour."""
        return moment(hour).astimezone(self._zone).hour == self._day_begins


class Rates:
    """Tickets an hour of each set of services in the whole country, over time; `by_week` is (sets, 168)."""

    def __init__(self, by_week: Floats, calendar: Calendar, start: float) -> None:
        self._by_week = by_week
        self._calendar = calendar
        self._start = int(start)
        self._rates = np.empty((0, by_week.shape[0]))
        self._sums = np.zeros((1, by_week.shape[0]))
        self._days = np.empty(0)
        self._extend(2 * _AHEAD)

    @cached_property
    def mean(self) -> Floats:
        """Over a week."""
        return np.asarray(self._by_week.mean(axis=1))

    def at(self, t: float) -> Floats:
        """Of each set at a time; never before the start."""
        row = self._row(t)
        return np.asarray(self._rates[row])

    def until(self, t: float) -> Floats:
        """How many were usual from the start until a time, of each set; none before it."""
        row = self._row(t)
        return np.asarray(self._sums[row] + self._rates[row] * max(0.0, t - self._start - row))

    def between(self, start: float, end: float) -> Floats:
        """How many are usual in that time, of each set."""
        return self.until(end) - self.until(start)

    def day_of(self, t: float) -> float:
        """When the day began that a time lies in."""
        row = self._row(t)
        return float(self._days[row])

    def _row(self, t: float) -> int:
        row = max(0, int(t) - self._start)
        if row >= len(self._rates):
            self._extend(row - len(self._rates) + _AHEAD)
        return row

    def _extend(self, more: int) -> None:
        first = self._start + len(self._rates)
        added = range(first, first + more)
        rates = self._by_week[:, [self._calendar.hour_of_week(hour) for hour in added]].T
        self._rates = np.concatenate([self._rates, rates])
        self._sums = np.concatenate([self._sums, self._sums[-1] + np.cumsum(rates, axis=0)])
        days, day = [], self._days[-1] if len(self._days) else float(self._start)
        for hour in added:
            day = float(hour) if self._calendar.is_new_day(hour) else day
            days.append(day)
        self._days = np.concatenate([self._days, days])
