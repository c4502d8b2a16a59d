"""The peers' formulas against numbers worked out by hand, and against what published programs put out."""

import csv
from math import exp, factorial, fsum, log

import numpy as np
import pytest

from scripts.simulating.peers import formulas
from tests.scripts.simulating import published


def test_the_excess_is_the_likelihood_of_the_best_rate_against_the_usual_one() -> None:
    found = formulas.poisson_excess(np.array([8.0, 5.0, 3.0, 0.0]), np.array([5.0, 5.0, 5.0, 5.0]))
    assert found == pytest.approx([8 * log(8 / 5) - 3, 0, 0, 0], abs=1e-14)


def test_the_chart_takes_the_best_onset() -> None:
    statistics, alarms = formulas.glr_chart([5, 7, 9], 5, 5)
    assert statistics == pytest.approx([0, 7 * log(7 / 5) - 2, 16 * log(16 / 10) - 6], abs=1e-14)
    assert not any(alarms)


def test_after_an_alarm_it_begins_anew() -> None:
    statistics, alarms = formulas.glr_chart([20, 8], 5, 5)
    assert alarms == [True, False]
    assert statistics == pytest.approx([20 * log(4) - 15, 8 * log(8 / 5) - 3], abs=1e-14)
    statistics, alarms = formulas.cusum_chart([18, 8], 5, log(2), 5)
    assert alarms == [True, False]
    assert statistics == pytest.approx([18 * log(2) - 5, 8 * log(2) - 5], abs=1e-14)


def test_cusum_adds_up_and_never_falls_below_zero() -> None:
    assert formulas.cusum_chart([2, 8, 9, 1], 5, log(2), 50)[0] == pytest.approx(
        [0, 8 * log(2) - 5, 17 * log(2) - 10, 18 * log(2) - 15 if 18 * log(2) > 15 else 0], abs=1e-14
    )


def test_cusum_in_continuous_time_is_the_chart_of_ever_shorter_intervals() -> None:
    """Rate 2 usual, 2 more sought; tickets at 0.5, 0.6 and 2.0. Between them S falls by 2 an hour, each adds log 2."""
    minute = 1 / 6000
    counts = np.zeros(12_600)
    counts[[3_000, 3_600, 12_000]] = 1
    chart, _ = formulas.cusum_chart(counts.tolist(), 2 * minute, log(2), 50)
    s = formulas.cusum_step(np.array([0.0]), np.array([0.5]), np.array([2.0]), np.array([2.0]))
    assert s == pytest.approx(log(2))
    s = formulas.cusum_step(s, np.array([0.1]), np.array([2.0]), np.array([2.0]))
    assert s == pytest.approx(2 * log(2) - 0.2)
    assert chart[3_600] == pytest.approx(float(s[0]), abs=1e-3)
    s = formulas.cusum_step(s, np.array([1.4]), np.array([2.0]), np.array([2.0]))
    assert s == pytest.approx(log(2)), "it fell to zero between"
    assert chart[12_000] == pytest.approx(float(s[0]), abs=1e-3)


@pytest.mark.parametrize(("seen", "mean"), [(1, 0.001), (3, 0.5), (12, 3.0), (30, 10.0), (160, 100.0), (420, 300.0)])
def test_the_surprise_is_the_chance_of_so_many_or_more(seen: int, mean: float) -> None:
    tail = fsum(exp(n * log(mean) - mean - fsum(map(log, range(1, n + 1)))) for n in range(seen, seen + 600))
    found = formulas.poisson_surprise(np.array([seen]), np.array([mean]), formulas.log_factorials(500))
    assert found == pytest.approx(-log(tail) / log(10), abs=1e-6)


def test_the_surprise_by_hand_and_none_where_no_more_came_than_usual() -> None:
    found = formulas.poisson_surprise(np.array([3, 1, 2]), np.array([0.5, 2.0, 2.0]), formulas.log_factorials(10))
    by_hand = 1 - exp(-0.5) * (1 + 0.5 + 0.125)
    assert found == pytest.approx([-log(by_hand) / log(10), 0, 0], abs=1e-9)


def test_hardly_above_a_great_mean_it_is_near_enough() -> None:
    for seen in (401, 410, 430):
        pmf = [exp(n * log(400) - 400 - fsum(map(log, range(1, n + 1)))) for n in range(seen, seen + 200)]
        found = formulas.poisson_surprise(np.array([seen]), np.array([400.0]), formulas.log_factorials(500))
        assert found == pytest.approx(-log(fsum(pmf)) / log(10), abs=0.05)


def test_log_factorials() -> None:
    assert formulas.log_factorials(20) == pytest.approx([log(factorial(n)) for n in range(21)], abs=1e-12)


def _column(file: str, name: str) -> list[float]:
    with (published.FOLDER / file).open(newline="") as lines:
        return [float(row[name]) for row in csv.DictReader(lines)]


@published.here
def test_the_scan_of_one_place_equals_r_surveillance() -> None:
    statistics, alarms = formulas.glr_chart(_column("poisson200.csv", "y"), 5, 5)
    assert statistics == pytest.approx(_column("oracle_glrpois_mle.csv", "glr"), abs=1e-12)
    assert alarms == [bool(alarm) for alarm in _column("oracle_glrpois_mle.csv", "alarm")]


@published.here
def test_cusum_equals_r_surveillance() -> None:
    statistics, alarms = formulas.cusum_chart(_column("poisson200.csv", "y"), 5, log(2), 5)
    assert statistics == pytest.approx(_column("oracle_cusum_lr_theta_log2.csv", "cusum"), abs=1e-12)
    assert alarms == [bool(alarm) for alarm in _column("oracle_cusum_lr_theta_log2.csv", "alarm")]
