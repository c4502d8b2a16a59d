"""The tickets of the last day that were counted, and who passed them on: one who passes on much counts once."""

from collections import deque
from typing import NamedTuple

import numpy as np

from backend.outages.detection.settings import Settings
from backend.outages.detection.zones import Ints, Zones

_SPARE = 1_000
"""Reporters that are remembered longer than their tickets count, before those are cleared away."""


class Counted(NamedTuple):
    """A ticket that was counted, as it is kept for telling when something began."""

    t: float
    unit: int
    service: int
    ticket: str


class Recent:
    """`rows` are the counted ones in their order; `sets` is how many sets of services a zone's cells are of."""

    def __init__(self, zones: Zones, sets: int, settings: Settings) -> None:
        self._zones, self._sets, self._settings = zones, sets, settings
        self.rows: deque[Counted] = deque()
        self._by_reporter: dict[str, deque[Counted]] = {}

    def not_counted_yet(self, reporter: str, counted: Counted, cells: Ints) -> Ints:
        """Without the places and services for which this reporter was counted already."""
        earlier = self._by_reporter.setdefault(reporter, deque())
        while earlier and earlier[0].t < counted.t - self._settings.reporter_hours:
            earlier.popleft()
        for one in earlier:
            if one.service == counted.service:
                cells = cells[~np.isin(cells // self._sets, self._zones.of[one.unit])]
        earlier.append(counted)
        return cells

    def keep(self, counted: Counted) -> None:
        """It counts; what is too old goes."""
        self.rows.append(counted)
        while self.rows[0].t < counted.t - self._settings.keeps_hours:
            self.rows.popleft()
        if len(self._by_reporter) > 2 * len(self.rows) + _SPARE:
            oldest = counted.t - self._settings.reporter_hours
            self._by_reporter = {who: rows for who, rows in self._by_reporter.items() if rows[-1].t >= oldest}
