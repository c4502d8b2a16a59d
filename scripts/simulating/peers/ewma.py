"""EWMA of the count of each place and set of services (Borror, Champ and Rigdon 1998), in continuous time."""

import numpy as np

from scripts.simulating.peers.formulas import poisson_excess
from scripts.simulating.peers.peer import LEAST_RATE, Usual

HOURS = 1.0


class Ewma:
    """Z = sum exp(-(t - t_i) / tau), of which at a steady rate l the mean is l tau and the variance l tau / 2.

    As published the statistic is (Z - mean) / sd. One limit on that cannot serve a village and a country: the small
    ones' alarms drown the rest. So 2 Z, of which mean and variance are those of a Poisson count of mean 2 l tau, is
    judged as such a count by its log likelihood ratio; `in_sd` gives the published one, an sd being at least 1.
    """

    def __init__(self, usual: Usual, *, hours: float = HOURS, in_sd: bool = False) -> None:
        self.name = "EWMA in sd" if in_sd else "EWMA"
        self._usual, self._tau, self._in_sd = usual, hours, in_sd
        self.restart()

    def take(self, t: float, unit: int, service: int) -> tuple[float, int]:
        """The log likelihood ratio, or the number of standard deviations."""
        cells = self._usual.of(unit, service)
        z = self._z[cells] * np.exp((self._at[cells] - t) / self._tau) + 1.0
        self._z[cells], self._at[cells] = z, t
        self._bring_mean(t)
        mean = self._usual.where[cells] * self._mean[cells % self._usual.sets] + LEAST_RATE
        sd = np.sqrt(np.maximum(1.0, mean / 2))
        score = (z - mean) / sd if self._in_sd else poisson_excess(2 * z, 2 * mean)
        strongest = int(score.argmax())
        return float(score[strongest]), int(cells[strongest])

    def restart(self) -> None:
        """As if nothing had come, and as if it had been watching for long."""
        self._z = np.zeros(self._usual.cells)
        self._at = np.zeros(self._usual.cells)
        self._mean, self._mean_at = np.zeros(self._usual.sets), float("-inf")

    def _bring_mean(self, t: float) -> None:
        """The mean of Z in the whole country, of each set: a rate that changes is followed as Z follows it."""
        rates = self._usual.scan.rates
        if self._mean_at == float("-inf"):
            self._mean, self._mean_at = rates.at(t) * self._tau, t
            return
        lasted = t - self._mean_at
        if lasted > 0:
            still = np.exp(-lasted / self._tau)
            average = rates.between(self._mean_at, t) / lasted
            self._mean, self._mean_at = self._mean * still + average * self._tau * (1 - still), t
