"""The product's scan against what it is meant to be: likelihood ratios summed up slowly, and a martingale while all is
well.
"""

from dataclasses import replace
from math import exp, floor, prod

import numpy as np
import pytest

from backend.outages.detection.scan import Scan
from backend.outages.detection.services import Services
from backend.outages.detection.settings import DEFAULT
from tests.scripts.simulating import small
from tests.scripts.simulating.small import AT, INTERNET

START = AT - 24
"""A midnight; a scan builds its state up from a day before its baseline on, and begins at the first ticket."""
ALONE = Services(["internet"], {})
Ticket = tuple[float, int, int]


def stream(seed: int, number: int = 120) -> list[Ticket]:
    """Over two and a half days, so that midnights lie between."""
    rng = np.random.default_rng(seed)
    at = START + np.sort(rng.uniform(0, 60, number))
    where, what = rng.integers(0, small.AREAS, number), rng.integers(0, 2, number)
    return list(zip(at.tolist(), where.tolist(), what.tolist(), strict=True))


def in_cell(scan: Scan, tickets: list[Ticket], cell: int) -> list[float]:
    zone, services = divmod(cell, scan.sets)
    members, numbers = set(scan.zones.members[zone].tolist()), set(scan.services.sets[services])
    return [t for t, unit, service in tickets if unit in members and service in numbers]


def predicted(scan: Scan, at: list[float], cell: int, begun: float, spread: float) -> list[float]:
    """The null rate at each of a cell's tickets by its definition: from the usual rates, hour by hour."""
    a, tau, echo = 1 / spread**2, scan.settings.echo_hours, scan.baseline.echo
    zone, services = divmod(cell, scan.sets)
    share = scan.baseline.where[scan.zones.members[zone]].sum()

    def usual(t: float) -> float:
        return float(share * scan.baseline.by_week[services, floor(t - AT) % 168])

    found = []
    for row, t in enumerate(at):
        day = max(begun, START + 24 * floor((t - START) / 24))
        hours = range(floor(day), floor(t) + 1)
        expected = sum(usual(hour) * (min(t, hour + 1) - max(day, hour)) for hour in hours)
        counted = sum(day <= one for one in at[:row])
        echoes = sum(exp(-(t - one) / tau) for one in at[:row])
        level = (a + counted) / (a + expected)
        found.append(usual(t) * (1 + scan.margin(cell)) * level + echo / tau * echoes + 1e-9)
    return found


def summed(at: list[float], null: list[float], excess: float, begun: float) -> float:
    """R at the last ticket: over all times s from `begun` on the likelihood ratio of what came since.

    That is exp(-d (t - s)) prod (1 + d / null_i) over the tickets since s: between two tickets only the first factor
    changes with s, and its integral is known.
    """
    bounds, end = [begun, *at], at[-1]
    return sum(
        (exp(-excess * (end - bounds[row + 1])) - exp(-excess * (end - bounds[row]))) / excess
        * prod(1 + excess / rate for rate in null[row:])
        for row in range(len(at))
    )  # fmt: skip


def term(scan: Scan, tickets: list[Ticket], cell: int, spread: float) -> float:
    """A cell's part of W: prior weight times the mean of R over the excesses that can be told from what is usual."""
    at, begun = in_cell(scan, tickets, cell), tickets[0][0]
    null = predicted(scan, at, cell, begun, spread)
    zone, services = divmod(cell, scan.sets)
    mean = scan.baseline.where[scan.zones.members[zone]].sum() * scan.baseline.by_week[services].mean()
    possible = [one for one in scan.settings.excess if one >= mean / 2] or [scan.settings.excess[-1]]
    prior = scan.zones.weight[zone] * scan.services.weights(scan.settings)[services]
    return float(prior * np.mean([summed(at, null, excess, begun) for excess in possible]))


@pytest.mark.parametrize("seed", [1, 2])
def test_the_recursion_is_the_sum_over_all_times_at_which_it_may_have_begun(seed: int) -> None:
    by_hour = [2.0, 1.0, 0.5, 3.0, 4.0, 1.5, 6.0] * 24
    scan = small.scan(echo=0.1, spread=0.3, unrest=0.1, by_hour=by_hour)
    tickets = stream(seed)
    for row in range(len(tickets)):
        t, unit, service = tickets[row]
        seen = scan.take(t, scan.cells(unit, service))
        if row % 20 == 19:
            slowly = [term(scan, tickets[: row + 1], int(one), 0.3) for one in seen.cells]
            assert seen.terms == pytest.approx(slowly, rel=1e-9)
            assert seen.statistic == pytest.approx(sum(slowly), rel=1e-9)


def test_the_sum_is_the_integral_that_it_says() -> None:
    """Three tickets at rate 2, an excess of 3: by ten thousand onsets in each hour."""
    at, null, excess = [START + 0.5, START + 0.75, START + 1.5], [2.0, 2.0, 2.0], 3.0
    onsets = START + (np.arange(15_000) + 0.5) / 10_000
    ratios = [exp(-excess * (at[-1] - s)) * prod(1 + excess / 2.0 for t in at if t >= s) for s in onsets]
    assert summed(at, null, excess, START) == pytest.approx(sum(ratios) / 10_000, rel=1e-6)


def between_alarms(scan: Scan, at: np.ndarray, threshold: float) -> tuple[np.ndarray, np.ndarray]:
    """Hours from one alarm to the next, anywhere, and W at each; it begins anew after each."""
    rng = np.random.default_rng(0)
    everywhere, sets = np.arange(len(scan.zones.units)), np.arange(scan.sets)
    unit, service = (
        rng.integers(0, number, len(at)).tolist() for number in (len(everywhere), len(scan.services.singles))
    )
    before, lasted, statistics = at[0], [], []
    for t, where, what in zip(at.tolist(), unit, service, strict=True):
        statistic = scan.take(t, scan.cells(where, what)).statistic
        if statistic >= threshold:
            lasted.append(t - before)
            statistics.append(statistic)
            before = t
            scan.forget(everywhere, sets)
    return np.array(lasted), np.array(statistics)


def by_days(rng: np.random.Generator, per_hour: float, days: int, spread: float) -> np.ndarray:
    """Each day at its own level, Gamma with that coefficient of variation."""
    levels = rng.gamma(1 / spread**2, spread**2, days) if spread else np.ones(days)
    counted = rng.poisson(24 * per_hour * levels)
    return np.sort(START + 24 * np.repeat(np.arange(days), counted) + rng.uniform(0, 24, counted.sum()))


def with_echoes(rng: np.random.Generator, at: np.ndarray, echo: float) -> np.ndarray:
    """Each ticket brings so many others in the mean, which may bring others; half an hour later in the mean."""
    found, newest = [at], at
    while len(newest):
        brought = np.repeat(newest, rng.poisson(echo, len(newest)))
        newest = brought + rng.exponential(DEFAULT.echo_hours, len(brought))
        found.append(newest)
    return np.sort(np.concatenate(found))


NO_MARGIN = replace(DEFAULT, margin=0.0, margin_begun=0.0, excess=(3.0, 10.0, 30.0))


@pytest.mark.parametrize(
    ("spread", "echo"), [(0.0, 0.0), (0.8, 0.0), (0.0, 0.25)], ids=["steady", "days that differ", "echoes"]
)
def test_while_all_is_well_it_grows_by_an_hour_an_hour_so_that_alarms_are_that_rare(spread: float, echo: float) -> None:
    """W - t is a martingale if the null rate is the true one given what came before: E[W at the alarm] = E[time to it].

    In a country of one area and one service all cells see the same, so that W is all there is.
    """
    rng = np.random.default_rng(20)
    threshold, per_hour = 4.0, 6.0
    at = by_days(rng, per_hour, 45, spread)
    at = with_echoes(rng, at, echo) if echo else at
    scan = small.scan(per_hour=per_hour, areas=1, services=ALONE, echo=echo, spread=spread or 1e-6, settings=NO_MARGIN)
    lasted, statistics = between_alarms(scan, at, threshold)
    assert len(lasted) > 60
    assert lasted.mean() >= threshold
    difference = statistics - lasted
    assert abs(difference.mean()) <= 3.5 * difference.std() / np.sqrt(len(difference))


def test_over_many_places_and_services_it_is_as_rare() -> None:
    threshold = 3.0
    at = by_days(np.random.default_rng(3), 24.0, 8, 0.0)
    scan = small.scan(per_hour=12.0, settings=NO_MARGIN)
    lasted, _ = between_alarms(scan, at, threshold)
    assert len(lasted) > 20
    assert lasted.mean() >= threshold


def test_with_a_usual_rate_that_is_too_low_it_cries_wolf() -> None:
    """What the two before would not say of a scan that does not count its likelihoods right."""
    at = by_days(np.random.default_rng(20), 6.0, 30, 0.0)
    scan = small.scan(per_hour=4.0, areas=1, services=ALONE, settings=NO_MARGIN)
    lasted, statistics = between_alarms(scan, at, 5.0)
    difference = statistics - lasted
    assert difference.mean() > 3.5 * difference.std() / np.sqrt(len(difference))


def test_rates_are_known_at_any_time_after_the_start() -> None:
    """Also where nothing was asked about the weeks between."""
    rates = small.scan(by_hour=[float(hour) for hour in range(168)]).rates
    assert rates.at(AT + 5 * 168 + 30.5)[INTERNET] == 30
    assert small.scan().rates.day_of(AT + 90 * 24 + 5.5) == AT + 90 * 24
