"""Outages: where, which services, and how many tickets an hour they bring on top of the usual."""

from dataclasses import dataclass

import numpy as np

from backend.outages.detection.zones import Floats, Ints, Zones
from scripts.simulating.country import SERVICES
from scripts.simulating.world import LATE_SHARE, LATEST_HOURS, Nature, Tickets, together

LASTS = 6.0
"""Hours: what is not seen by then is missed."""
FIXED = ("internet", "tv", "telephony")
_CORRIDOR = 12


@dataclass(frozen=True)
class Happening:
    """A kind of outage; `level` as in `Zones.level`, or `corridor`: areas in a row, as along a cable."""

    name: str
    level: str
    per_hour: float
    services: tuple[str, ...] = ("internet",)
    ramp: float = 0.0
    """Hours until it brings that many; at once where 0."""
    wrong: float = 0.0
    """The share whose reporter takes another service."""
    beside: "Happening | None" = None
    """Another one elsewhere, at the same time."""
    prototype: float | None = None
    """Minutes that a prototype of the method took, by the table that the work began with."""


TABLE = (
    Happening("1 area, 6 an hour", "code", 6, prototype=90),
    Happening("1 area, 20 an hour", "code", 20, prototype=20),
    Happening("7 areas, 20 an hour", "near7", 20, prototype=29),
    Happening("40 areas, 40 an hour, mobile", "near40", 40, ("mobile",), prototype=14),
    Happening("municipality, 40 an hour", "municipality", 40, prototype=13),
    Happening("PC2, 100 an hour, fixed", "prefix", 100, FIXED, prototype=4.4),
    Happening("country, 60 an hour, mobile", "country", 60, ("mobile",), prototype=92),
    Happening("country, 200 an hour, mobile", "country", 200, ("mobile",), prototype=7.7),
)


@dataclass(frozen=True)
class Outage:
    """One that happens: its units, its tickets, and the rate in the whole of it."""

    kind: Happening
    onset: float
    units: Ints
    tickets: Tickets
    others: Tickets | None = None
    """Those of the one beside it."""


def happen(kind: Happening, zones: Zones, nature: Nature, onset: float, rng: np.random.Generator) -> Outage:
    """It happens where people live, at `onset`, hours since the epoch."""
    units = _place(kind, zones, rng)
    at = onset + _times(kind, rng)
    unit = rng.choice(units, len(at), p=zones.people[units] / zones.people[units].sum())
    numbers = [SERVICES.singles.index(slug) for slug in kind.services]
    service = rng.choice(numbers, len(at))
    wrong = rng.random(len(at)) < kind.wrong
    service = np.where(wrong, rng.integers(0, len(SERVICES.singles), len(at)), service)
    tickets = Tickets(at, unit, service, rng.integers(10**6, 10**9, len(at)))
    if nature.late:
        late = rng.random(len(at)) < LATE_SHARE
        tickets = tickets._replace(at=at + late * rng.uniform(0, LATEST_HOURS, len(at))).sorted()
    if nature.repeats:
        more = tickets.chosen(rng.random(len(tickets.at)) < nature.repeats)
        tickets = together(tickets, more._replace(at=more.at + rng.uniform(0, 1, len(more.at)))).sorted()
    beside = happen(kind.beside, zones, nature, onset, rng).tickets if kind.beside else None
    return Outage(kind, onset, units, tickets, beside)


def _times(kind: Happening, rng: np.random.Generator) -> Floats:
    """Hours after the onset, ascending."""
    at = np.sort(rng.uniform(0, LASTS, rng.poisson(kind.per_hour * LASTS)))
    if kind.ramp:
        at = at[rng.random(len(at)) < at / kind.ramp]
    return np.asarray(at)


def _place(kind: Happening, zones: Zones, rng: np.random.Generator) -> Ints:
    centre = int(rng.choice(len(zones.units), p=zones.people))
    if kind.level == "corridor":
        return _corridor(zones, centre, rng)
    if kind.level.startswith("near"):
        return _circle(zones, centre, int(kind.level.removeprefix("near")))
    here = [int(zone) for zone in zones.of[centre] if zones.level[int(zone)] == kind.level]
    return zones.members[here[0]] if here else np.array([centre])


def _circle(zones: Zones, centre: int, size: int) -> Ints:
    """The nearest areas."""
    latitude = np.radians([unit.latitude or 0.0 for unit in zones.units])
    longitude = np.radians([unit.longitude or 0.0 for unit in zones.units])
    points = np.column_stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)]
    )
    return np.sort(np.argsort(-(points @ points[centre]), kind="stable")[:size])


def _corridor(zones: Zones, centre: int, rng: np.random.Generator) -> Ints:
    """Areas one after the other in one direction."""
    at = np.array([(unit.latitude or 0.0, (unit.longitude or 0.0) * 0.61) for unit in zones.units])
    angle = rng.uniform(0, 2 * np.pi)
    along = (at - at[centre]) @ np.array([np.sin(angle), np.cos(angle)])
    aside = (at - at[centre]) @ np.array([np.cos(angle), -np.sin(angle)])
    cost = np.where(along >= 0, along + 4 * np.abs(aside), np.inf)
    return np.sort(np.argsort(cost)[:_CORRIDOR])
