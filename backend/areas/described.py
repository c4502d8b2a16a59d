"""Each listed area with the places that it lies in, as areas are written, and what was imported of it."""

from sqlalchemy import select

from backend import db
from backend.areas.index import Index
from backend.areas.models import AreaPostcode
from backend.areas.unit import Unit


def described(index: Index) -> list[Unit]:
    """All listed areas, by code; a read."""
    rows = {row.code: row for row in db.session.scalars(select(AreaPostcode))}
    places, municipalities, provinces = (index.labels(kind) for kind in ("place", "municipality", "province"))
    found = []
    for code in index.codes:
        names, row = (places.get(code), municipalities.get(code), provinces.get(code)), rows.get(code)
        if row is None:
            found.append(Unit(code, *names))
        else:
            found.append(Unit(code, *names, row.telephone_area, row.latitude, row.longitude, row.population))
    return found
