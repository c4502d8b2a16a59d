"""What is particular to the Dutch list: provinces by code and by other names, and official place names taken apart."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import chain
from operator import itemgetter

PROVINCES = {
    "DR": "Drenthe",
    "FL": "Flevoland",
    "FR": "Friesland",
    "GE": "Gelderland",
    "GR": "Groningen",
    "LI": "Limburg",
    "NB": "Noord-Brabant",
    "NH": "Noord-Holland",
    "OV": "Overijssel",
    "UT": "Utrecht",
    "ZE": "Zeeland",
    "ZH": "Zuid-Holland",
}
_ALSO = {"FRYSLÂN": "Friesland", "GLD": "Gelderland", "GN": "Groningen", "L": "Limburg"}
_SUFFIX = re.compile(r"(?P<name>.+?) (?:\((?P<a>[A-Za-z]{1,3})\)|(?P<b>NH|NB|L|Gld|GLD|Gn|GN|Ut))")
"""Places that share a name carry their province in the official one: `Bergen L`, `Hengelo (Gld)`."""

_BLOCKS = ((1300, 1379, "Flevoland"), (8881, 8899, "Friesland"))
"""Almere, Terschelling and Vlieland: whole blocks that the list leaves open, with neighbours across the water."""

_AROUND = 3
Coded = tuple[str, str | None]
"""A postcode area's four digits, and its province where known."""


def province(text: str | None) -> str | None:
    """A province's usual name, from its code, its Frisian name or an abbreviation; other texts as they are."""
    upper = (text or "").strip().upper()
    return PROVINCES.get(upper) or _ALSO.get(upper) or (text or "").strip() or None


def place(official: str) -> tuple[str, str | None]:
    """An official place name as its plain name and the province that it carries, if any."""
    found = _SUFFIX.fullmatch(official)
    if found is None:
        return official, None
    carried = province(found["a"] or found["b"])
    return (found["name"], carried) if carried in PROVINCES.values() else (official, None)


def fill(areas: Sequence[Coded]) -> dict[str, str | None]:
    """The province of each area of the package's list, which leaves 4 in 10 open and mistakes some for a namesake's.

    Postcodes run through the country in order, so an open one takes the nearest listed one's province: right for 97 in
    100. An import (`import-areas`) makes all of them right.
    """
    listed = _trusted([(int(code), name) for code, name in areas if name])
    return {code: _block(int(code)) or _nearest(int(code), listed) for code, _ in areas}


def _trusted(listed: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Those that one of the three listed before or after agrees with: a namesake elsewhere stands alone."""
    return [
        (code, name)
        for i, (code, name) in enumerate(listed)
        if name in {other for _, other in chain(listed[max(0, i - _AROUND) : i], listed[i + 1 : i + 1 + _AROUND])}
    ]


def _block(code: int) -> str | None:
    return next((name for first, last, name in _BLOCKS if first <= code <= last), None)


def _nearest(code: int, listed: list[tuple[int, str]]) -> str | None:
    """`listed` runs in the order of the codes; of two as near the lower one."""
    at = bisect_left(listed, code, key=itemgetter(0))
    around = listed[max(0, at - 1) : at + 1]
    return min(around, key=lambda known: abs(known[0] - code))[1] if around else None
