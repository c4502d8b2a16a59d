"""CUSUM of each place and set of services for several strengths, made comparable over them as well as can be."""

import numpy as np

from backend.outages.detection.zones import Floats, Ints
from scripts.simulating.peers.formulas import cusum_step
from scripts.simulating.peers.peer import Usual

EXCESS = (3.0, 10.0, 30.0, 100.0, 300.0)
"""Tickets an hour on top of the usual."""
MARGIN = 0.25
"""The usual rate is taken so much higher: without, a busy day alarms everywhere."""
ECHO_HOURS = 0.5


class BestCusum:
    """S <- max(0, S - d t) + log(1 + d / l) (Page 1954, in continuous time); max over cells and d of S + log(pi / d).

    exp(S) / d is about the Shiryaev-Roberts statistic in hours, and pi what the cell is worth before any ticket: cells
    and strengths share out the false alarms as in ours. `margin` and `echoes` make the usual rate as wary as ours but
    for the level of the day: at the same false alarms it is half as slow again without, and its best is to be beaten.
    """

    def __init__(
        self,
        usual: Usual,
        *,
        excess: tuple[float, ...] = EXCESS,
        margin: float = MARGIN,
        echoes: bool = True,
        name: str = "best CUSUM",
    ) -> None:
        self.name = name
        self._usual, self._excess, self._margin = usual, np.array(excess), margin
        self._echo = usual.scan.baseline.echo / ECHO_HOURS if echoes else 0.0
        self._bonus = _bonus(usual, self._excess)
        self.restart()

    def take(self, t: float, unit: int, service: int) -> tuple[float, int]:
        """log of an hours-like statistic."""
        cells = self._usual.of(unit, service)
        lasted = t - self._at[cells]
        s = cusum_step(self._s[cells], lasted[:, None], self._excess, self._null(t, cells, lasted)[:, None])
        self._s[cells] = s
        self._at[cells] = t
        best = (s + self._bonus[cells]).max(axis=1)
        strongest = int(best.argmax())
        return float(best[strongest]), int(cells[strongest])

    def restart(self) -> None:
        """As if nothing had come."""
        self._s = np.zeros((self._usual.cells, len(self._excess)))
        self._at = np.zeros(self._usual.cells)
        self._echoes = np.zeros(self._usual.cells)

    def _null(self, t: float, cells: Ints, lasted: Floats) -> Floats:
        """l (1 + m) + H, with H = (e / tau) sum exp(-(t - t_i) / tau) over the earlier tickets of a cell."""
        rate = self._usual.rate(t, cells) * (1.0 + self._margin)
        if not self._echo:
            return rate
        echoes = self._echoes[cells] * np.exp(-lasted / ECHO_HOURS)
        self._echoes[cells] = echoes + 1.0
        return np.asarray(rate + self._echo * echoes)


def _bonus(usual: Usual, excess: Floats) -> Floats:
    """(cells, excesses): log(pi / d), pi shared by the excesses of at least half the usual; -inf for the others."""
    possible = excess >= usual.scan.settings.least_of_usual * usual.mean()[:, None]
    possible[~possible.any(axis=1), -1] = True
    shared = usual.prior()[:, None] * possible / possible.sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(shared) - np.log(excess))
