"""A mixture Shiryaev-Roberts scan over places, services and strengths, brought up to date at each ticket.

For each zone z, set of services k and excess d, in hours t since the cell was last looked at:

    R <- (R exp(-d t) + (1 - exp(-d t)) / d) (1 + d / null)        W = sum pi_z pi_k mean_d R

R - t is a martingale while nothing is wrong, if `null` is the rate at which tickets then come (Shiryaev 1963, Roberts
1966, Pollak 1985; over places Assuncao and Correa 2009), so that W reaches A by chance no sooner than after A hours in
the mean. `null` is predicted at each ticket, as how busy a day is becomes known only as it goes:

    null = l0 (1 + m) (a + n) / (a + E) + H        a = 1 / spread^2

with n tickets seen and E usual since the day began: the mean of what is left open by a day's level of Gamma(a, a)
after them (Gamma-Poisson). H = (e / tau) sum exp(-(t - t_i) / tau): one ticket brings others.
"""

from typing import NamedTuple

import numpy as np

from backend.outages.detection.baseline import Baseline
from backend.outages.detection.rates import Calendar, Rates
from backend.outages.detection.services import Services
from backend.outages.detection.settings import Settings
from backend.outages.detection.zones import Floats, Ints, Zones

REPLAYED = 24.0 * 9
"""Hours before a baseline from which on the state can be built up: what the log holds, and two days."""
LEAST_RATE = 1e-9
SILENT = 30.0
"""Usual tickets in the whole country while none came: chance alone does that never. We did not hear, and know as little
of the day as at its beginning."""
MOST = 1e15
"""Hours: far beyond any threshold, and far from what a float holds."""


class Seen(NamedTuple):
    """What the scan says at a ticket: W, and the cells that hold it with their parts of W."""

    statistic: float
    cells: Ints
    terms: Floats


class Scan:
    """The state over all cells; a cell is `zone * sets + set`. Times are hours since the epoch and never go back."""

    def __init__(self, zones: Zones, services: Services, baseline: Baseline, timezone: str, settings: Settings) -> None:
        self.zones, self.services, self.baseline, self.settings = zones, services, baseline, settings
        sets = self.sets = len(services.sets)
        start = baseline.at - REPLAYED
        self.rates = Rates(baseline.by_week, Calendar(timezone, settings.day_begins), start)
        where = np.array([baseline.where[zone].sum() for zone in zones.members])
        self._where = np.repeat(where, sets)
        self._excess = np.array(settings.excess)
        self._weight = self._weights(np.outer(where, self.rates.mean).ravel())
        self._a, self._margin = self._variation()
        self._echo = baseline.echo / settings.echo_hours
        cells = len(zones) * sets
        self._r = np.zeros((cells, len(self._excess)))
        self._heard = float("-inf")
        self._at = np.full(cells, start)
        self._until = np.zeros(cells)
        self._echoes = np.zeros(cells)
        self._counted = np.zeros(cells)
        self._usual = np.zeros(cells)

    def cells(self, unit: int, service: int) -> Ints:
        """The cells that hold a ticket: every zone of its unit by every set of its service."""
        return np.asarray((self.zones.of[unit][:, None] * self.sets + self.services.of[service]).ravel())

    def usual(self, cell: int, t: float) -> float:
        """Tickets an hour that are usual in a cell at that time of the week."""
        return float(self._where[cell] * self.rates.at(t)[cell % self.sets])

    def usual_between(self, cell: int, start: float, end: float) -> float:
        """How many tickets are usual in a cell in that time."""
        return float(self._where[cell] * self.rates.between(start, end)[cell % self.sets])

    def level_of_day(self, cell: int) -> float:
        """How busy the day is in a cell against the usual, as far as it was known at its last ticket."""
        return float((self._a[cell] + self._counted[cell]) / (self._a[cell] + self._usual[cell]))

    def margin(self, cell: int) -> float:
        """By how much the usual rate is taken higher in a cell."""
        return float(self._margin[cell])

    def echo_rate(self) -> float:
        """Tickets an hour that one brings right after it."""
        return self._echo

    def take(self, t: float, cells: Ints, expected: Floats | None = None) -> Seen:
        """A ticket in those cells; `expected` is what else is expected there, tickets an hour."""
        null, echoes = self._null(t, cells)
        if expected is not None:
            null = null + expected
        r = np.minimum(self._decayed(t, cells) * (1.0 + self._excess / null[:, None]), MOST)
        self._r[cells] = r
        self._at[cells] = t
        self._echoes[cells] = echoes + 1.0
        self._counted[cells] += 1.0
        terms = (r * self._weight[cells]).sum(axis=1)
        return Seen(float(terms.sum()), cells, terms)

    def look(self, t: float, cells: Ints) -> Seen:
        """How it stands there without another ticket."""
        terms = (self._decayed(t, cells) * self._weight[cells]).sum(axis=1)
        return Seen(float(terms.sum()), cells, terms)

    def account(self, t: float, cells: Ints) -> None:
        """A ticket that something known accounts for: no sign of anything, nor of a quiet day there."""
        _, echoes = self._null(t, cells)
        self._r[cells] = self._decayed(t, cells)
        self._at[cells] = t
        self._echoes[cells] = echoes
        self._counted[cells] = np.maximum(self._counted[cells], self._usual[cells])

    def forget(self, units: Ints, sets: Ints) -> None:
        """What was found there is known now: from here on only what comes on top counts."""
        zones = np.unique(np.concatenate([self.zones.of[unit] for unit in units])) if len(units) else units
        self._r[(zones[:, None] * self.sets + sets).ravel()] = 0.0

    def _null(self, t: float, cells: Ints) -> tuple[Floats, Floats]:
        """The rate at which tickets come there if nothing is wrong, and the echoes' sum; brings the day's level on."""
        self._begin(t)
        of = cells % self.sets
        until = self.rates.until(t)[of]
        day = self.rates.day_of(t)
        at = self._at[cells]
        before = np.where(at < day, self.rates.until(day)[of], self._until[cells])
        newer = at >= day
        usual = np.where(newer, self._usual[cells], 0.0) + self._where[cells] * (until - before)
        counted = np.where(newer, self._counted[cells], 0.0)
        self._usual[cells], self._counted[cells], self._until[cells] = usual, counted, until
        level = (self._a[cells] + counted) / (self._a[cells] + usual)
        echoes = self._echoes[cells] * np.exp((at - t) / self.settings.echo_hours)
        rate = self._where[cells] * self.rates.at(t)[of] * level * (1.0 + self._margin[cells])
        return rate + self._echo * echoes + LEAST_RATE, echoes

    def _begin(self, t: float) -> None:
        """From the first ticket on is known how many came: that none was heard of before it says nothing of the day."""
        silent = self._heard == float("-inf") or self.rates.between(self._heard, t)[-1] >= SILENT
        self._heard = max(self._heard, t)
        if silent:
            self._at[:] = t
            self._usual[:] = self._counted[:] = 0.0
            self._until[:] = np.tile(self.rates.until(t), len(self.zones))

    def _decayed(self, t: float, cells: Ints) -> Floats:
        still = np.exp((self._at[cells] - t)[:, None] * self._excess)
        rest = 1.0 / self._excess
        return np.asarray((self._r[cells] - rest) * still + rest)

    def _weights(self, usual: Floats) -> Floats:
        """(cells, excesses): prior of zone and set, shared by the excesses that are no small part of the usual."""
        possible = self._excess >= self.settings.least_of_usual * usual[:, None]
        possible[~possible.any(axis=1), -1] = True
        prior = np.outer(self.zones.weight, self.services.weights(self.settings)).ravel()
        return np.asarray(prior[:, None] * possible / possible.sum(axis=1, keepdims=True))

    def _variation(self) -> tuple[Floats, Floats]:
        """For each cell a = 1 / spread^2, and the margin on the usual rate."""
        number = {level: row for row, level in enumerate(self.baseline.levels)}
        rows = np.array([number[level] for level in self.zones.level])
        spread = self.baseline.spread[rows].ravel()
        settings = self.settings
        new = settings.margin_begun / (1 + self.baseline.days / settings.margin_days)
        return 1.0 / spread**2, settings.margin + new + self.baseline.unrest[rows].ravel()
