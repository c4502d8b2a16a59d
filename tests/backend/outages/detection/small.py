"""A small country for the detector: a hundred areas in a grid, three services, and tickets made by hand."""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import count

import numpy as np

from backend.areas.unit import Unit
from backend.outages.detection.baseline import Baseline
from backend.outages.detection.detector import Detector
from backend.outages.detection.rates import hours
from backend.outages.detection.reports import Outcome, Report
from backend.outages.detection.services import Services
from backend.outages.detection.settings import DEFAULT, Settings
from backend.outages.detection.zones import Zones

NOON = dt.datetime(2026, 3, 10, 12, 0, tzinfo=dt.UTC)
SERVICES = Services(["internet", "tv", "mobile"], {"fixed": ["internet", "tv"]})
_SIDE = 10
_numbers = count()


def units(side: int = _SIDE, *, placed: bool = True) -> list[Unit]:
    """A grid of areas of some 2 km, 1000 to 1099; two rows make a municipality."""
    return [
        Unit(
            code=str(1_000 + row * side + column),
            place=f"Place {row // 2}",
            municipality=f"Municipality {row // 2}",
            province="North" if row < side // 2 else "South",
            telephone_area=f"0{row // 5}0",
            latitude=52 + row * 0.02 if placed else None,
            longitude=5 + column * 0.03 if placed else None,
            population=1_000,
        )
        for row in range(side)
        for column in range(side)
    ]


ZONES = Zones(units(), "NL", DEFAULT)


def baseline(
    per_hour: float = 30.0,
    *,
    zones: Zones = ZONES,
    services: Services = SERVICES,
    days: float = 56,
    spread: float = 0.1,
) -> Baseline:
    """As if learned until noon: so many tickets an hour in all, the same everywhere and always."""
    levels = tuple(dict.fromkeys(zones.level))
    single = per_hour / len(services.singles)
    by_week = np.array([np.full(168, single * len(members)) for members in services.sets])
    shape = (len(levels), len(services.sets))
    where = np.full(len(zones.units), 1 / len(zones.units))
    at = hours(NOON)
    return Baseline(at, days, 40_000, where, by_week, levels, np.full(shape, spread), np.zeros(shape), 0.03)


def detector(settings: Settings = DEFAULT, learned: Baseline | None = None) -> Detector:
    """One that knows what is usual, and has seen nothing yet."""
    return Detector(ZONES, SERVICES, learned or baseline(), "Europe/Amsterdam", settings)


def report(
    minutes: float, unit: str = "1044", service: str = "internet", *, by: str | None = None, explained: bool = False
) -> Report:
    """A ticket so many minutes after noon; by somebody new, unless said who."""
    number = next(_numbers)
    at = NOON + dt.timedelta(minutes=minutes)
    return Report(f"t{number}", at, unit, service, by or f"person {number}", explained)


def taken(found: Detector, reports: Iterable[Report]) -> list[Outcome]:
    """What each of them comes to."""
    return [found.take(one) for one in reports]


def cluster(start: float, every: float, number: int, unit: str = "1044", service: str = "internet") -> Iterator[Report]:
    """So many tickets from one place, so many minutes apart."""
    return (report(start + every * n, unit, service) for n in range(number))
