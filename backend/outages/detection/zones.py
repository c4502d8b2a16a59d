"""The places that are looked at: each listed area, circles of its neighbours, and all that areas are named by."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from backend.areas.unit import Unit
from backend.outages.detection.settings import Settings

CIRCLES = (3, 7, 15, 40)
"""Of so many nearest areas: an outage follows cables, not borders."""
PREFIX = 2
"""Characters of a postcode that make a region (in the Netherlands 90 of them)."""
NAMING = (
    "code",
    "country",
    "province",
    "municipality",
    "place",
    "prefix",
    "telephone_area",
    "shorter",
    "near3",
    "near7",
    "near15",
    "near40",
)
"""Levels, those first whose names say most where several mean the same areas."""
NEXT_TO = ("near7", "shorter")
"""Levels whose zones tell what lies next to an area."""
MOST_PLACED = 0.9
"""The share of areas that have a position where circles are drawn."""
_AT_A_TIME = 256
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_Key = Callable[[Unit], str | None]


class Zones:
    """All zones of a country over its listed areas.

    `members[z]`: units of a zone, ascending. `of[u]`: zones that hold a unit. `level[z]`: which kind. `weight[z]`: what
    an outage of just that place is worth before any ticket, 1 in all. `people[u]`: each unit's share of the people.
    """

    def __init__(self, units: Sequence[Unit], country: str, settings: Settings) -> None:
        self.units = tuple(units)
        self.country = country
        self._number = {unit.code: number for number, unit in enumerate(self.units)}
        self.people = _people(self.units)
        self.members: list[Ints] = []
        self.level: list[str] = []
        self._names: list[tuple[str, ...] | None] = []
        self._add_all()
        self.weight = self._weights(settings)
        self._merge_same()
        self.of = _turned(self.members, len(self.units))
        self.share: Floats = np.array([self.people[zone].sum() for zone in self.members])

    def __len__(self) -> int:
        return len(self.members)

    def unit(self, code: str) -> int | None:
        """The number of a listed area."""
        return self._number.get(code)

    def areas(self, zone: int) -> tuple[str, ...]:
        """The zone as areas are written."""
        name = self._names[zone]
        return name if name is not None else tuple(sorted(self.units[unit].code for unit in self.members[zone]))

    def around(self, units: Ints) -> Ints:
        """Those units and what lies next to them."""
        zones = np.unique(np.concatenate([self.of[unit] for unit in units])) if len(units) else units
        near = [self.members[zone] for zone in zones.tolist() if self.level[zone] in NEXT_TO]
        return np.unique(np.concatenate([units, *near]))

    def within(self, areas: Sequence[str]) -> Ints:
        """The units of what `areas` gave, of this country or an earlier import; unknown names hold nothing."""
        known = {name[0]: zone for zone, name in enumerate(self._names) if name is not None}
        found: set[int] = set()
        for area in areas:
            if area in self._number:
                found.add(self._number[area])
            elif area in known:
                found.update(int(unit) for unit in self.members[known[area]])
        return np.array(sorted(found), dtype=np.int64)

    def _add_all(self) -> None:
        for number, unit in enumerate(self.units):
            self._add("code", [number], (unit.code,))
        if not self._add_circles():
            self._add_by("shorter", lambda unit: unit.code[:-1] if len(unit.code) > PREFIX + 1 else None, "{}")
            self._add_by("place", lambda unit: unit.place, "place:{}")
        self._add_by("municipality", lambda unit: unit.municipality, "municipality:{}")
        self._add_by("telephone_area", lambda unit: unit.telephone_area, None)
        self._add_by("prefix", lambda unit: unit.code[:PREFIX], "{}")
        self._add_by("province", lambda unit: unit.province, "province:{}")
        self._add("country", list(range(len(self.units))), (self.country,))

    def _merge_same(self) -> None:
        """Of zones with the same areas the one is kept that people know by the best name, with the weight of all."""
        kept: dict[bytes, int] = {}
        for zone in sorted(range(len(self)), key=lambda zone: NAMING.index(self.level[zone])):
            first = kept.setdefault(self.members[zone].tobytes(), zone)
            if first != zone:
                self.weight[first] += self.weight[zone]
        left = sorted(kept.values())
        self.members = [self.members[zone] for zone in left]
        self.level = [self.level[zone] for zone in left]
        self._names = [self._names[zone] for zone in left]
        self.weight = self.weight[left]

    def _add_circles(self) -> bool:
        """False where too few areas have a position; the few without one lie in no circle."""
        placed = np.array([number for number, unit in enumerate(self.units) if _is_placed(unit)], dtype=np.int64)
        if len(placed) < MOST_PLACED * len(self.units) or not len(placed):
            return False
        points = _points([self.units[number] for number in placed])
        for size in CIRCLES:
            if size < len(placed):
                for near in _nearest(points, size):
                    self._add(f"near{size}", placed[near], None)
        return True

    def _add_by(self, level: str, key: _Key, naming: str | None) -> None:
        groups: Mapping[str, list[int]] = defaultdict(list)
        for number, unit in enumerate(self.units):
            if name := key(unit):
                groups[name].append(number)
        for name in sorted(groups):
            self._add(level, groups[name], (naming.format(name),) if naming else None)

    def _add(self, level: str, units: Sequence[int] | Ints, names: tuple[str, ...] | None) -> None:
        self.members.append(np.array(sorted(units), dtype=np.int64))
        self.level.append(level)
        self._names.append(names)

    def _weights(self, settings: Settings) -> Floats:
        """Shared within a level, one part equally and one by people; levels that the country lacks give theirs up."""
        levels = {**settings.levels, **settings.without_positions}
        level = np.array(self.level)
        share = np.array([self.people[zone].sum() for zone in self.members])
        weight = np.zeros(len(self))
        for name in dict.fromkeys(self.level):
            here = level == name
            # A country of which no areas are known yet is one zone without people.
            people = share[here] / (share[here].sum() or 1.0)
            weight[here] = levels[name] * ((1 - settings.by_people) / here.sum() + settings.by_people * people)
        return weight / weight.sum() if len(weight) else weight


def _people(units: Sequence[Unit]) -> Floats:
    """Shares of the people; an area of which it is not known counts as the middle one, all equal where none is."""
    known = [unit.population for unit in units if unit.population is not None]
    middle = float(np.median(known)) if known else 1.0
    found = np.array([middle if unit.population is None else float(unit.population) for unit in units]) + 1.0
    return found / found.sum() if len(found) else found


def _is_placed(unit: Unit) -> bool:
    return unit.latitude is not None and unit.longitude is not None


def _points(units: Sequence[Unit]) -> Floats:
    """Points on the unit sphere."""
    latitude = np.radians([unit.latitude or 0.0 for unit in units])
    longitude = np.radians([unit.longitude or 0.0 for unit in units])
    around = np.cos(latitude)
    return np.column_stack([around * np.cos(longitude), around * np.sin(longitude), np.sin(latitude)])


def _nearest(points: Floats, size: int) -> Ints:
    """For each point the `size` nearest, itself among them; shape (points, size)."""
    found = [
        np.argpartition(-(points[start : start + _AT_A_TIME] @ points.T), size - 1, axis=1)[:, :size]
        for start in range(0, len(points), _AT_A_TIME)
    ]
    return np.concatenate(found)


def _turned(members: Sequence[Ints], units: int) -> list[Ints]:
    """For each unit the zones that hold it."""
    sizes = np.array([len(zone) for zone in members])
    zones = np.repeat(np.arange(len(members)), sizes)
    flat = np.concatenate(members) if members else np.array([], dtype=np.int64)
    order = np.argsort(flat, kind="stable")
    return list(np.split(zones[order], np.searchsorted(flat[order], np.arange(1, units))) if units else [])
