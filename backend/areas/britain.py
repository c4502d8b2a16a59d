"""What is particular to Britain, where `M1` begins `M11` without being a part of it: districts and their sectors.

A postcode is kept without its space, `M11AA`: it is of the district `M1`, and `M111AA` of `M11`.
"""

import re
from string import ascii_uppercase, digits

_DISTRICT = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?")
_SECTOR = re.compile(r"(?P<district>[A-Z]{1,2}\d[A-Z\d]?)\s+(?P<sector>\d)")
_LAST = "ABDEFGHJLNPQRSTUWXYZ"
"""The letters after a sector's digit."""


def sector(text: str) -> str | None:
    """`M1 1`, in its one spelling: with its space, without which it would be the district `M11`."""
    found = _SECTOR.fullmatch(text.strip().upper())
    return f"{found['district']} {found['sector']}" if found else None


def prefixes(area: str) -> list[str] | None:
    """The prefixes of the postcodes in a district (with those that add a letter: `SW1` has `SW1A`) or a sector.

    None for what is neither.
    """
    if found := _SECTOR.fullmatch(area):
        return [found["district"] + found["sector"] + letter for letter in _LAST]
    if not _DISTRICT.fullmatch(area):
        return None
    if area[-2:].isdigit() or area[-1].isalpha():
        return [area + digit for digit in digits]
    lettered = [area + letter for letter in ascii_uppercase]
    return lettered + [area + digit + letter for digit in digits for letter in _LAST]
