"""The space-time permutation scan on a case worked out by hand, and on SaTScan's own."""

import datetime as dt
from math import log

import pytest

from scripts.simulating.peers.permutation import Case, Cluster, clusters
from tests.scripts.simulating import published

LAST = dt.date(2026, 3, 10)
POSITIONS = {"a": (52.0, 5.0), "b": (52.01, 5.0), "far": (53.0, 6.0)}
"""a and b are 1.1 km apart."""


def days_ago(days: int) -> dt.date:
    return LAST - dt.timedelta(days=days)


def scanned(cases: list[Case], most_km: float = 3.0) -> list[Cluster]:
    return clusters(cases, POSITIONS, end=LAST, days=10, most_km=most_km, most_days=3)


CASES = [Case("a", 2, LAST), Case("b", 2, LAST), Case("far", 1, LAST), Case("b", 1, days_ago(5)),
         Case("far", 10, days_ago(5)), Case("far", 2, days_ago(8))]  # fmt: skip


def test_what_is_usual_comes_from_the_cases_themselves() -> None:
    """Of 18 cases 5 are of a and b, and 5 of the last day: 25/18 expected there, 4 seen, 14 elsewhere or earlier."""
    best = scanned(CASES)[0]
    expected = 5 * 5 / 18
    assert set(best.places) == {"a", "b"}
    assert (best.since, best.seen) == (LAST, 4)
    assert best.expected == pytest.approx(expected)
    assert best.statistic == pytest.approx(4 * log(4 / expected) + 14 * log(14 / (18 - expected)), abs=1e-12)


def test_places_that_are_further_apart_are_no_circle() -> None:
    found = scanned(CASES, most_km=1.0)
    assert all(len(one.places) == 1 for one in found)
    assert {one.places for one in found} == {("a",), ("b",)}


def test_what_is_over_is_no_cluster_and_days_before_the_study_do_not_count() -> None:
    assert scanned([Case("a", 5, days_ago(4)), Case("far", 5, LAST), Case("far", 5, days_ago(4))])[0].places == ("far",)
    assert scanned([*CASES, Case("far", 90, days_ago(10))]) == scanned(CASES)


def test_one_case_is_no_cluster() -> None:
    assert scanned([Case("a", 1, LAST), Case("far", 9, days_ago(5))]) == []


@published.here
def test_it_equals_satscan() -> None:
    lines = [line.split() for line in (published.FOLDER / "NYCfever.cas").read_text().splitlines() if line.strip()]
    cases = [Case(place, int(number), dt.date(*map(int, day.split("/")))) for place, number, day in lines]
    lines = [line.split() for line in (published.FOLDER / "NYCfever.geo").read_text().splitlines() if line.strip()]
    positions = {place: (float(latitude), float(longitude)) for place, latitude, longitude in lines}
    end = dt.date(2001, 11, 24)
    first, second, *_ = clusters(cases, positions, end=end, days=24, most_km=3, most_days=7)
    assert first.statistic == pytest.approx(3.845418, abs=1e-6)
    assert (len(first.places), first.seen, round(first.expected, 2)) == (9, 4, 0.67)
    assert second.statistic == pytest.approx(3.164201, abs=1e-6)
