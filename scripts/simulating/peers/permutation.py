"""The prospective space-time permutation scan, as SaTScan has it: circles of places by the last days.

Source: Kulldorff, Heffernan, Hartman, Assunção and Mostashari 2005, "A space-time permutation scan statistic for
disease outbreak detection". What is usual comes from the cases themselves: E = sum over places of C_place C_days / C.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from backend.outages.detection.zones import Floats

EARTH_KM = 6371.3
LEAST_CASES = 2


@dataclass(frozen=True)
class Case:
    """So many cases of a day at a place."""

    place: str
    cases: int
    day: dt.date


@dataclass(frozen=True)
class Cluster:
    """Places within a circle, the nearest to its centre first, and days from `since` to the last one."""

    places: tuple[str, ...]
    since: dt.date
    seen: int
    expected: float
    statistic: float
    """Log likelihood ratio."""


def clusters(
    cases: Iterable[Case],
    positions: Mapping[str, tuple[float, float]],
    *,
    end: dt.date,
    days: int,
    most_km: float,
    most_days: int,
) -> list[Cluster]:
    """The likeliest clusters that go on until `end`, the likeliest first, none of which shares a place with one before.

    `positions` are latitude and longitude; `days` is how long the study lasts, `end` being its last one.
    """
    places = tuple(positions)
    counted = _counted(cases, places, end, days)
    found: list[Cluster] = []
    for circle in _circles(np.array([positions[place] for place in places]), most_km):
        found += _of_circle(counted, circle, places, end, most_days)
    found.sort(key=lambda one: -one.statistic)
    apart: list[Cluster] = []
    taken: set[str] = set()
    for one in found:
        if taken.isdisjoint(one.places):
            apart.append(one)
            taken.update(one.places)
    return apart


def likelihood_ratio(seen: Floats, expected: Floats, total: float) -> Floats:
    """c log(c/E) + (C - c) log((C - c)/(C - E)) where more than expected are seen, else 0."""
    inside = seen * np.log(np.maximum(seen, 1.0) / expected)
    rest = total - seen
    outside = rest * np.log(np.maximum(rest, 1.0) / (total - expected))
    return np.asarray(np.where(seen > expected, inside + outside, 0.0))


def _counted(cases: Iterable[Case], places: Sequence[str], end: dt.date, days: int) -> Floats:
    """(places, days), the last day first."""
    number = {place: row for row, place in enumerate(places)}
    counted = np.zeros((len(places), days))
    for case in cases:
        ago = (end - case.day).days
        if 0 <= ago < days:
            counted[number[case.place], ago] += case.cases
    return counted


def _circles(positions: Floats, most_km: float) -> list[np.ndarray]:
    """Around each place those within reach, the nearest first."""
    latitude, longitude = np.radians(positions).T
    half = np.sin((latitude[:, None] - latitude) / 2) ** 2
    half += np.cos(latitude)[:, None] * np.cos(latitude) * np.sin((longitude[:, None] - longitude) / 2) ** 2
    km = 2 * EARTH_KM * np.arcsin(np.sqrt(half))
    order = np.argsort(km, axis=1, kind="stable")
    return [near[km[place, near] <= most_km] for place, near in enumerate(order)]


def _of_circle(
    counted: Floats, circle: np.ndarray, places: Sequence[str], end: dt.date, most_days: int
) -> list[Cluster]:
    """The best cylinder of each width around one centre."""
    total = counted.sum()
    recent = np.cumsum(counted[:, :most_days], axis=1)
    seen = np.cumsum(recent[circle], axis=0)
    expected = np.cumsum(counted[circle].sum(axis=1))[:, None] * recent.sum(axis=0) / total
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(seen >= LEAST_CASES, likelihood_ratio(seen, expected, total), 0.0)
    found = []
    for width, lasted in enumerate(ratio.argmax(axis=1)):
        if ratio[width, lasted] > 0:
            inside = tuple(places[place] for place in circle[: width + 1])
            since = end - dt.timedelta(days=int(lasted))
            told = int(seen[width, lasted]), float(expected[width, lasted]), float(ratio[width, lasted])
            found.append(Cluster(inside, since, *told))
    return found
