"""Everybody at the same false alarms, and how sure a rate of few alarms is."""

import numpy as np
import pytest

from scripts.simulating.peers import calibration


def test_of_values_within_six_hours_the_highest_counts() -> None:
    at = np.array([0.0, 1.0, 5.0, 6.5, 7.5, 20.0])
    statistic = np.array([3.0, 9.0, 8.0, 2.0, 7.0, 1.0])
    assert calibration.peaks(at, statistic).tolist() == [9.0, 7.0, 1.0]


def test_two_that_are_six_hours_apart_are_two() -> None:
    assert calibration.peaks(np.array([0.0, 6.0]), np.array([1.0, 1.0])).tolist() == [1.0, 1.0]


def test_the_threshold_lets_through_as_many_as_are_allowed() -> None:
    highest = [5.0, 9.0, 1.0, 7.0, 3.0]
    limit = calibration.threshold(highest, days=60, a_month=1)
    assert sum(value >= limit for value in highest) == 2
    assert limit == np.nextafter(5.0, np.inf)
    assert sum(value >= calibration.threshold(highest, days=60, a_month=0) for value in highest) == 0
    assert sum(value >= calibration.threshold(highest, days=59, a_month=1) for value in highest) == 1
    assert sum(value >= calibration.threshold(highest, days=60, a_month=1.5) for value in highest) == 3


def test_more_allowed_than_there_are_takes_all_of_them_and_no_day_tells_nothing() -> None:
    assert calibration.threshold([4.0, 2.0], days=300, a_month=1) == 2.0
    with pytest.raises(ValueError, match="no quiet day"):
        calibration.threshold([], days=30, a_month=1)


def test_equal_values_are_never_let_through_in_part() -> None:
    limit = calibration.threshold([4.0, 4.0, 4.0, 2.0], days=60, a_month=1)
    assert limit > 4.0


class Adding:
    """Counts until it is begun anew."""

    name = "adding"

    def __init__(self) -> None:
        self.restart()

    def take(self, t: float, unit: int, service: int) -> tuple[float, int]:
        self._number += 1
        return float(self._number), 0

    def restart(self) -> None:
        self._number = 0


def test_a_peer_begins_anew_after_an_alarm_and_those_within_six_hours_are_the_same() -> None:
    tickets = [(float(hour), 0, 0) for hour in range(1, 13)]
    assert calibration.alarms(Adding(), tickets, 3.0) == [3.0, 9.0], "at 3, 6, 9 and 12 it begins anew"
    assert calibration.alarms(Adding(), tickets, 3.0, apart=1.0) == [3.0, 6.0, 9.0, 12.0]
    assert calibration.alarms(Adding(), tickets, 13.0) == []


@pytest.mark.parametrize(
    ("count", "low", "high"), [(0, 0.0, 3.688879), (1, 0.025318, 5.571643), (10, 4.795389, 18.390356)]
)
def test_the_interval_is_the_exact_one(count: int, low: float, high: float) -> None:
    """Garwood's limits are in every table of Poisson intervals."""
    assert calibration.interval(count, days=30) == pytest.approx((low, high), abs=1e-5)


def test_more_days_make_it_narrower_and_surer_makes_it_wider() -> None:
    assert calibration.interval(10, days=300) == pytest.approx((0.4795389, 1.8390356), abs=1e-6)
    assert calibration.interval(10, days=30, sure=0.99)[1] > calibration.interval(10, days=30)[1]
    assert calibration.interval(900, days=30) == pytest.approx((842.16, 960.79), abs=0.02)
