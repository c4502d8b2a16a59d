"""The expectation-based Poisson scan (Neill 2009): the best log likelihood ratio over places, services and windows."""

from scripts.simulating.peers.formulas import poisson_excess
from scripts.simulating.peers.peer import Usual
from scripts.simulating.peers.windows import Windows

HOURS = (1 / 6, 1 / 2, 1.0, 2.0, 4.0)


class ExpectationBased:
    """max over the ticket's cells and windows of O log(O/E) - (O - E), where more than expected were seen."""

    name = "EBP scan"

    def __init__(self, usual: Usual, hours: tuple[float, ...] = HOURS) -> None:
        self._usual = usual
        self._windows = Windows(hours, usual.cells)

    def take(self, t: float, unit: int, service: int) -> tuple[float, int]:
        """The log likelihood ratio."""
        cells = self._usual.of(unit, service)
        seen = self._windows.take(t, cells)
        best = poisson_excess(seen, self._usual.within(t, cells, self._windows.hours)).max(axis=0)
        strongest = int(best.argmax())
        return float(best[strongest]), int(cells[strongest])

    def restart(self) -> None:
        """As if nothing had come."""
        self._windows.restart()
