"""A country of a dozen areas of which all that is usual is known, so that figures can be worked out by hand."""

import datetime as dt

import numpy as np

from backend.areas.unit import Unit
from backend.outages.detection.baseline import Baseline
from backend.outages.detection.rates import hours
from backend.outages.detection.scan import Scan
from backend.outages.detection.services import Services
from backend.outages.detection.settings import DEFAULT, Settings
from backend.outages.detection.zones import Zones

AREAS = 12
INTERNET, MOBILE = 0, 1
SERVICES = Services(["internet", "mobile"], {})
AT = hours(dt.datetime(2026, 1, 5, tzinfo=dt.UTC))
"""A Monday's midnight; hours since the epoch."""


def zones(areas: int = AREAS) -> Zones:
    return Zones([Unit(str(1000 + n), municipality=f"M{n // 4}", population=999) for n in range(areas)], "NL", DEFAULT)


def scan(
    *,
    per_hour: float = 12.0,
    areas: int = AREAS,
    services: Services = SERVICES,
    echo: float = 0.0,
    spread: float = 1e-6,
    unrest: float = 0.0,
    settings: Settings = DEFAULT,
    by_hour: list[float] | None = None,
) -> Scan:
    """`per_hour` of each single service in the whole country, each area the same; `by_hour` for each hour of a week."""
    places = zones(areas)
    single = np.full(168, per_hour) if by_hour is None else np.array(by_hour)
    by_week = np.array([single * len(members) for members in services.sets])
    levels = tuple(dict.fromkeys(places.level))
    baseline = Baseline(
        at=AT,
        days=56.0,
        tickets=100_000,
        where=np.full(areas, 1 / areas),
        by_week=by_week,
        levels=levels,
        spread=np.full((len(levels), len(services.sets)), spread),
        unrest=np.full((len(levels), len(services.sets)), unrest),
        echo=echo,
    )
    return Scan(places, services, baseline, "UTC", settings)


def cell(of: Scan, level: str, number: int, services: int) -> int:
    """Of the so-manieth zone of a level, by set of services."""
    zone = [zone for zone, name in enumerate(of.zones.level) if name == level][number]
    return zone * len(of.services.sets) + services
