"""What a peer is to the benchmark, and what is usual in the cells that it looks at."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from backend.outages.detection.scan import Scan
from backend.outages.detection.zones import Floats, Ints

LEAST_RATE = 1e-9
"""Tickets an hour; so that a place without people divides nothing by zero."""


class Peer(Protocol):
    """A detector that is told of each ticket as it comes; times are hours since the epoch and never go back."""

    name: str

    def take(self, t: float, unit: int, service: int) -> tuple[float, int]:
        """Its statistic at this ticket, the larger the more suspicious, and the cell that is the strongest."""

    def restart(self) -> None:
        """Forgets what it has seen, as after an alarm."""


class Usual:
    """The cells of a scan and their usual rates: what the peers share; cells are numbered as `Scan` does."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.sets = len(scan.services.sets)
        self.cells = len(scan.zones) * self.sets
        where = np.array([scan.baseline.where[zone].sum() for zone in scan.zones.members])
        self.where: Floats = np.repeat(where, self.sets)
        self._of: dict[tuple[int, int], Ints] = {}

    def of(self, unit: int, service: int) -> Ints:
        """The cells that hold a ticket."""
        found = self._of.get((unit, service))
        if found is None:
            found = self._of[unit, service] = self.scan.cells(unit, service)
        return found

    def rate(self, t: float, cells: Ints) -> Floats:
        """Tickets an hour that are usual in each cell at that time."""
        return self.where[cells] * self.scan.rates.at(t)[cells % self.sets] + LEAST_RATE

    def within(self, t: float, cells: Ints, hours: Sequence[float]) -> Floats:
        """(hours, cells): tickets that are usual in each cell in so many hours until `t`."""
        until = self.scan.rates.until(t)
        country = np.array([until - self.scan.rates.until(t - lasted) for lasted in hours])
        return np.asarray(self.where[cells] * country[:, cells % self.sets] + LEAST_RATE)

    def mean(self) -> Floats:
        """Tickets an hour in each cell over a week."""
        return self.where * np.tile(self.scan.rates.mean, len(self.where) // self.sets)

    def prior(self) -> Floats:
        """What an outage of just that place and set is worth before any ticket: as ours has it, 1 in all."""
        weights = self.scan.services.weights(self.scan.settings)
        return np.outer(self.scan.zones.weight, weights).ravel()
