"""What people said is no outage: so much more is expected there from then on, and half as much after a half-life."""

from dataclasses import dataclass

import numpy as np

from backend.outages.detection.services import Services
from backend.outages.detection.settings import Settings
from backend.outages.detection.zones import Floats, Ints, Zones

LEAST_EXPECTED = 0.1
"""Tickets an hour below which what was dismissed is forgotten."""


@dataclass
class _Excess:
    """Tickets an hour that came on top in a place, as of `at`."""

    units: Ints
    services: frozenset[int]
    at: float
    per_hour: float


class Dismissed:
    """All of it, as far as it is still expected."""

    def __init__(self, zones: Zones, services: Services, settings: Settings) -> None:
        self._zones, self._services, self._settings = zones, services, settings
        self._all: list[_Excess] = []

    def add(self, units: Ints, services: frozenset[int], t: float, per_hour: float) -> None:
        """So many more tickets an hour are nothing to tell of in those units and services."""
        # An import may have taken every name away that an older entry of the log has: nothing is expected nowhere.
        if len(units):
            self._all.append(_Excess(units, services, t, per_hour))

    def expected(self, t: float, cells: Ints) -> Floats | None:
        """What is expected of it in those cells now, tickets an hour; None where nothing was dismissed."""
        if not self._all:
            return None
        self._all = [one for one in self._all if self._still(one, t) >= LEAST_EXPECTED]
        found = np.zeros(len(cells))
        zones, sets = np.divmod(cells, len(self._services.sets))
        for one in self._all:
            concerned = np.array([not one.services.isdisjoint(self._services.sets[k]) for k in sets])
            found += self._still(one, t) * concerned * self._shares(one, zones)
        return found

    def _shares(self, one: _Excess, zones: Ints) -> Floats:
        """By people, how much of its place lies in each zone."""
        people = self._zones.people[one.units]
        share = {}
        for zone in np.unique(zones):
            inside = np.isin(one.units, self._zones.members[zone], assume_unique=True)
            share[zone] = float(people[inside].sum() / people.sum())
        return np.array([share[zone] for zone in zones])

    def _still(self, one: _Excess, t: float) -> float:
        return float(one.per_hour * 0.5 ** ((t - one.at) / self._settings.dismissed_half_life))
