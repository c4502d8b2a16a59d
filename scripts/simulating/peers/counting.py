"""The count of the last hour, as a wall display has it: by what is usual at each place, or by one limit a level."""

import numpy as np

from backend.outages.detection.baseline import History
from backend.outages.detection.zones import Floats, Ints
from scripts.simulating.peers.formulas import log_factorials, poisson_surprise
from scripts.simulating.peers.peer import LEAST_RATE, Usual
from scripts.simulating.peers.windows import Windows

_MOST = 100_000
_LOG_FACTORIAL = log_factorials(_MOST)
_LEARNED_DAYS = 28
_LEAST_SPREAD = 0.5
"""Tickets; a level whose busiest hours are all alike still differs by as much."""


class Count:
    """-log10 of the chance that as many tickets come in an hour, at the rate that is usual there then.

    With `by_week` false the rate is the mean of the week, as where nobody has looked at hours and days.
    """

    def __init__(self, usual: Usual, *, hours: float = 1.0, by_week: bool = True) -> None:
        self.name = f"count in {hours * 60:g} min" + ("" if by_week else ", mean rate")
        self._usual, self._by_week = usual, by_week
        self._windows = Windows((hours,), usual.cells)
        self._mean = usual.mean() * hours + LEAST_RATE

    def take(self, t: float, unit: int, service: int) -> tuple[float, int]:
        """The surprise."""
        cells = self._usual.of(unit, service)
        seen = np.minimum(self._windows.take(t, cells)[0], _MOST)
        mean = self._usual.within(t, cells, self._windows.hours)[0] if self._by_week else self._mean[cells]
        score = poisson_surprise(seen, mean, _LOG_FACTORIAL)
        strongest = int(score.argmax())
        return float(score[strongest]), int(cells[strongest])

    def restart(self) -> None:
        """As if nothing had come."""
        self._windows.restart()


class RawCount:
    """How many came in an hour against one limit for each level and set of services, as people set it.

    The limits come from the busiest hour of each day of the last four weeks anywhere on that level: the statistic is by
    how many of their standard deviations a count is above their mean, so that one threshold sets the limits of all.
    """

    def __init__(self, usual: Usual, history: History, *, hours: float = 1.0) -> None:
        self.name = f"raw count in {hours * 60:g} min"
        self._usual = usual
        levels = {name: row for row, name in enumerate(dict.fromkeys(usual.scan.zones.level))}
        row = np.array([levels[name] for name in usual.scan.zones.level])
        self._kind: Ints = (row[:, None] * usual.sets + np.arange(usual.sets)).ravel()
        self._windows = Windows((hours,), usual.cells)
        busiest = self._busiest(history, len(levels) * usual.sets)
        self._mean, self._spread = busiest.mean(axis=0), np.maximum(_LEAST_SPREAD, busiest.std(axis=0))
        self.restart()

    def take(self, t: float, unit: int, service: int) -> tuple[float, int]:
        """Standard deviations."""
        cells = self._usual.of(unit, service)
        kind = self._kind[cells]
        score = (self._windows.take(t, cells)[0] - self._mean[kind]) / self._spread[kind]
        strongest = int(score.argmax())
        return float(score[strongest]), int(cells[strongest])

    def restart(self) -> None:
        """As if nothing had come."""
        self._windows.restart()

    def _busiest(self, history: History, kinds: int) -> Floats:
        """(days, levels x sets) the highest count of each day."""
        start = max(history.since, history.at[-1] - 24 * _LEARNED_DAYS) if len(history.at) else history.since
        days = int((history.at[-1] - start) // 24) + 1 if len(history.at) else 1
        found = np.zeros((days, kinds))
        first = int(np.searchsorted(history.at, start))
        rows = zip(*(column[first:].tolist() for column in history[:3]), strict=True)
        for t, unit, service in rows:
            cells = self._usual.of(unit, service)
            counted = self._windows.take(t, cells)[0]
            np.maximum.at(found[int((t - start) // 24)], self._kind[cells], counted)
        return found
