"""Each listed area with the places that it lies in, as areas are written, and what was imported of it."""

from typing import NamedTuple

from sqlalchemy import select

from backend import db
from backend.areas.index import Index
from backend.areas.models import AreaPostcode


class Described(NamedTuple):
    """A listed area (in the Netherlands four digits); `place` and the like are labels: `place:<label>` is an area."""

    code: str
    place: str | None = None
    municipality: str | None = None
    province: str | None = None
    telephone_area: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int | None = None


def described(index: Index) -> list[Described]:
    """All listed areas, by code; a read."""
    rows = {row.code: row for row in db.session.scalars(select(AreaPostcode))}
    places, municipalities, provinces = (index.labels(kind) for kind in ("place", "municipality", "province"))
    found = []
    for code in index.codes:
        names, row = (places.get(code), municipalities.get(code), provinces.get(code)), rows.get(code)
        if row is None:
            found.append(Described(code, *names))
        else:
            found.append(Described(code, *names, row.telephone_area, row.latitude, row.longitude, row.population))
    return found
