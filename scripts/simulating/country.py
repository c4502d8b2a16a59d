"""The country that is simulated: a CSV file as `import-areas` takes it, or a made-up one of the same size."""

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from backend.areas.unit import Unit
from backend.outages.detection.services import Services
from backend.outages.detection.settings import DEFAULT
from backend.outages.detection.zones import Zones

SERVICES = Services(["internet", "tv", "mobile", "telephony"], {"fixed": ["internet", "tv", "telephony"]})
TIMEZONE = "UTC"
"""Simulated days are days of UTC: the tables of docs/decisions/024 do not hang on a clock change."""
MADE_UP = 4_068
_OF_TOWNS = 0.5
"""The share of areas that lie in one of the big towns."""
_PER_MUNICIPALITY, _PER_PROVINCE = 12, 350


def zones(areas: Path | None) -> Zones:
    """All zones of it."""
    return Zones(read(areas) if areas else made_up(), "NL", DEFAULT)


def read(areas: Path) -> list[Unit]:
    """The areas of a file with the columns of `import-areas`."""
    with areas.open(newline="", encoding="utf-8") as lines:
        return [
            Unit(
                code=row["pc4"],
                place=row["place"] or None,
                municipality=row["municipality"] or None,
                province=row["province"] or None,
                telephone_area=row["area_code"] or None,
                latitude=float(row["lat"]) if row["lat"] else None,
                longitude=float(row["lon"]) if row["lon"] else None,
                population=int(row["population"]) if row["population"] else None,
            )
            for row in csv.DictReader(lines)
        ]


def made_up(areas: int = MADE_UP, seed: int = 7) -> list[Unit]:
    """Areas in towns of uneven size, with people by a long tail, numbered from the west to the east."""
    rng = np.random.default_rng(seed)
    towns = np.column_stack([rng.uniform(50.8, 53.4, areas // 10), rng.uniform(3.6, 7.1, areas // 10)])
    town = np.sort(rng.zipf(1.6, areas).clip(max=len(towns)) - 1)
    town = np.where(rng.random(areas) >= _OF_TOWNS, rng.integers(0, len(towns), areas), town)
    at = towns[town] + rng.normal(0, 0.03, (areas, 2))
    people = rng.gamma(0.9, 4_700, areas).astype(int)
    order = np.lexsort((at[:, 0], at[:, 1]))
    return [_unit(number, at[row], int(people[row]), int(town[row])) for number, row in enumerate(order)]


def _unit(number: int, at: Sequence[float], people: int, town: int) -> Unit:
    province = number // _PER_PROVINCE
    return Unit(
        code=str(1_000 + number * 2),
        place=f"Town {town}",
        municipality=f"Municipality {number // _PER_MUNICIPALITY}",
        province=f"Province {province}",
        telephone_area=f"{number // 30:03}",
        latitude=float(at[0]),
        longitude=float(at[1]),
        population=people,
    )
