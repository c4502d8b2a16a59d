"""The company as detection sees it: its postcode areas, services and sets; by other ones it is to be learned anew."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import select

from backend import db
from backend.areas import services as areas
from backend.areas.unit import Unit
from backend.config import config
from backend.outages.detection.services import Services
from backend.outages.detection.settings import DEFAULT
from backend.outages.detection.zones import Zones
from backend.teams.models import Service


class Company(NamedTuple):
    """What a detector is made for; `stamp` is another one where areas, services or the time zone are."""

    zones: Zones
    services: Services
    timezone: str
    stamp: str


def stamp() -> str:
    """Of which company what was learned holds; a read of little."""
    singles, sets = _offered()
    said = (config().country, areas.version(), singles, sorted((name, sets[name]) for name in sets), config().timezone)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:32]


def company() -> Company:
    """The company as it is now; a read of all its areas."""
    singles, sets = _offered()
    zones = _zones(tuple(areas.described()), config().country)
    return Company(zones, Services(singles, sets), config().timezone, stamp())


@lru_cache(maxsize=2)
def _zones(units: tuple[Unit, ...], country: str) -> Zones:
    """Made once of the same areas: it takes a second or so."""
    return Zones(units, country, DEFAULT)


def _offered() -> tuple[Sequence[str], Mapping[str, Sequence[str]]]:
    """The single services, and each set of them by name."""
    rows = db.session.execute(select(Service.slug, Service.sets).order_by(Service.position, Service.slug)).all()
    sets: dict[str, list[str]] = {}
    for slug, names in rows:
        for name in names:
            sets.setdefault(name, []).append(slug)
    return [slug for slug, _ in rows], sets
