"""Tickets of a simulated country while nothing is wrong: busy and quiet hours, days, places; echoes; late ones."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from backend.outages.detection.baseline import History
from backend.outages.detection.rates import hours
from backend.outages.detection.zones import Floats, Ints, Zones
from scripts.simulating.country import SERVICES

BEGUN = hours(dt.datetime(2026, 1, 5, tzinfo=dt.UTC))
"""A Monday's midnight: the first hour of every simulated world, in hours since the epoch."""
_DAY = (0.25, 0.18, 0.14, 0.12, 0.12, 0.18, 0.4, 0.8, 1.2, 1.5, 1.6, 1.6, 1.5, 1.5, 1.5, 1.5, 1.5, 1.6, 1.7, 1.8, 1.7)
DAY = np.array([*_DAY, 1.4, 0.9, 0.5])
DAYS = np.array([1.15, 1.1, 1.05, 1.05, 1.05, 0.85, 0.75])
PEOPLE_PASSING_ON = 20_000
LATE_SHARE, LATEST_HOURS = 0.3, 2.0


@dataclass(frozen=True)
class Nature:
    """What a world is like; the defaults are those of the table that the method is measured by."""

    per_day: float = 5_000
    day_cv: float = 0.10
    """Of a day's level in the whole country."""
    local_cv: float = 0.15
    """Of a day's level in a municipality."""
    hidden_cv: float = 0.30
    """Of what an area brings against its people, always; nobody is told."""
    echo: float = 0.03
    """The share of tickets that bring another from next door."""
    history: int = 56
    """Days."""
    holidays: tuple[int, ...] = ()
    """Days on which everything goes as on a Sunday, a third less."""
    storm: tuple[int, float] | None = None
    """Each so many days one province has so many times its tickets, swelling and ebbing over six hours."""
    repeats: float = 0.0
    """The share of tickets that their reporter passes on again within an hour."""
    late: bool = False
    """Whether three in ten are posted up to two hours late, and so out of order."""
    hour_cv: float = 0.0
    """Of each hour's level in the whole country, for itself."""


class Tickets(NamedTuple):
    """In the order in which they come: hours since the epoch, numbers of unit, service and reporter."""

    at: Floats
    unit: Ints
    service: Ints
    reporter: Ints

    def sorted(self) -> "Tickets":
        """By time."""
        return self.chosen(np.argsort(self.at, kind="stable"))

    def chosen(self, rows: Any) -> "Tickets":
        """Those of a mask, of numbers, or of a slice."""
        return Tickets(self.at[rows], self.unit[rows], self.service[rows], self.reporter[rows])

    def history(self) -> History:
        """As what is usual is learned from."""
        return History(self.at, self.unit, self.service, BEGUN, self.reporter)

    def between(self, start: float, end: float) -> "Tickets":
        """Those of that time; the tickets are sorted."""
        return self.chosen(slice(int(np.searchsorted(self.at, start)), int(np.searchsorted(self.at, end))))


def together(*parts: Tickets) -> Tickets:
    """All of them, one after the other."""
    at, unit, service, reporter = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return Tickets(at, unit, service, reporter)


class World:
    """One country's tickets, day by day; the same seed brings the same."""

    def __init__(self, zones: Zones, nature: Nature, seed: int) -> None:
        self.zones, self.nature = zones, nature
        self._rng = np.random.default_rng(seed)
        names = [unit.municipality or unit.code for unit in zones.units]
        self._municipality = np.unique(names, return_inverse=True)[1]
        true = zones.people * self._gamma(nature.hidden_cv, len(zones.units))
        self._where = true / true.sum()

    @cached_property
    def shape(self) -> Floats:
        """(168,) each hour's share of a day of middling level."""
        return np.asarray(np.outer(DAYS / DAYS.mean(), DAY / DAY.sum()).ravel())

    def past(self) -> Tickets:
        """The days before the first that is watched; then the world goes on."""
        return self.days(0, self.nature.history)

    @property
    def first_day(self) -> int:
        """The first after the history."""
        return self.nature.history

    def days(self, first: int, last: int) -> Tickets:
        """Tickets of the days first to last, the last not among them."""
        none = np.array([])
        nothing = Tickets(none, none.astype(int), none.astype(int), none.astype(int))
        return self.posted(together(nothing, *(self._day(day) for day in range(first, last)))).sorted()

    def posted(self, tickets: Tickets) -> Tickets:
        """As they reach the server, where some come late."""
        if not self.nature.late:
            return tickets
        late = self._rng.random(len(tickets.at)) < LATE_SHARE
        return tickets._replace(at=tickets.at + late * self._rng.uniform(0, LATEST_HOURS, len(late)))

    def reporters(self, number: int) -> Ints:
        """Anybody."""
        return self._rng.integers(0, PEOPLE_PASSING_ON, number)

    def _day(self, day: int) -> Tickets:
        rng, nature = self._rng, self.nature
        level = float(self._gamma(nature.day_cv, 1)[0])
        local = self._gamma(nature.local_cv, int(self._municipality.max()) + 1)
        where = self._where * local[self._municipality]
        week = day % 7
        if day in nature.holidays:
            week, level = 6, level * 2 / 3
        by_hour = nature.per_day / (1 + nature.echo) * level * where.sum() * self.shape[week * 24 : week * 24 + 24]
        by_hour = by_hour * self._gamma(nature.hour_cv, 24)
        counted = rng.poisson(by_hour)
        at = BEGUN + day * 24 + np.repeat(np.arange(24), counted) + rng.random(counted.sum())
        unit = rng.choice(len(where), len(at), p=where / where.sum())
        if nature.storm and day % nature.storm[0] == 0:
            more_at, more_unit = self._storm(day, nature.storm[1], where, by_hour)
            at, unit = np.concatenate([at, more_at]), np.concatenate([unit, more_unit])
        service = rng.integers(0, len(SERVICES.singles), len(at))
        tickets = Tickets(at, unit, service, self.reporters(len(at)))
        return self._again(self._echoed(tickets))

    def _storm(self, day: int, times: float, where: Floats, by_hour: Floats) -> tuple[Floats, Ints]:
        """What a province has on top: it swells and ebbs over six hours of the afternoon."""
        provinces = [zone for zone, level in enumerate(self.zones.level) if level == "province"]
        inside = self.zones.members[int(self._rng.choice(provinces))]
        share = where[inside].sum() / where.sum()
        swelling = np.array([0.3, 0.7, 1.0, 1.0, 0.7, 0.3]) * (times - 1)
        counted = self._rng.poisson(by_hour[13:19] * share * swelling)
        at = BEGUN + day * 24 + 13 + np.repeat(np.arange(6), counted) + self._rng.random(counted.sum())
        return at, self._rng.choice(inside, len(at), p=where[inside] / where[inside].sum())

    def _echoed(self, tickets: Tickets) -> Tickets:
        """With those that they bring next door, half an hour later in the mean."""
        brought = tickets.chosen(self._rng.random(len(tickets.at)) < self.nature.echo)
        later = brought.at + self._rng.exponential(0.5, len(brought.at))
        brought = brought._replace(at=later, reporter=self.reporters(len(later)))
        return together(tickets, brought)

    def _again(self, tickets: Tickets) -> Tickets:
        """With those that the same reporter passes on again."""
        again = tickets.chosen(self._rng.random(len(tickets.at)) < self.nature.repeats)
        again = again._replace(at=again.at + self._rng.uniform(0, 1, len(again.at)))
        return together(tickets, again)

    def _gamma(self, cv: float, size: int) -> Floats:
        if not cv:
            return np.ones(size)
        return self._rng.gamma(1 / cv**2, cv**2, size)
