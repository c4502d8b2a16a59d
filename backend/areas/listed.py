"""The postcode areas of a country as its package lists them: what holds until a company imports its own."""

from functools import cache
from typing import NamedTuple

from countrystatecity_postal_codes import get_postcodes_of_country

from backend.areas import netherlands
from shared.postcodes import compact


class Row(NamedTuple):
    """One postcode area (in the Netherlands the four digits) and where it lies; a code may come in several rows."""

    code: str
    place: str | None
    municipality: str | None
    province: str | None


@cache
def of_country(country: str) -> tuple[Row, ...]:
    """The list, by code; empty for a country that the package does not have."""
    found = [(compact(row.code), row.localityName, row.stateCode) for row in get_postcodes_of_country(country)]
    found.sort(key=lambda row: row[0])
    rows = [Row(code, name, None, state) for code, name, state in found]
    return tuple(_dutch(rows)) if country == "NL" else tuple(rows)


def _dutch(rows: list[Row]) -> list[Row]:
    named = [(row, *netherlands.place(row.place or "")) for row in rows]
    coded = [(row.code, carried or netherlands.province(row.province)) for row, _, carried in named]
    provinces = netherlands.fill(coded)
    return [Row(row.code, name or None, None, carried or provinces[row.code]) for row, name, carried in named]
