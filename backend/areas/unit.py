"""One listed area and the places that it lies in: plain values, for whoever reckons with areas."""

from typing import NamedTuple


class Unit(NamedTuple):
    """A listed area (in the Netherlands four digits); `place` and the like are labels: `place:<label>` is an area."""

    code: str
    place: str | None = None
    municipality: str | None = None
    province: str | None = None
    telephone_area: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int | None = None
