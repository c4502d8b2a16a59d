"""Postcodes of one country: checked, and brought to the one form that areas are prefixes of."""

import re
from functools import cache

from shared.messages import Message
from shared.postcode_patterns import PATTERNS

# A reporter often knows the village but not the letters: the Netherlands' four digits alone name a neighbourhood.
_SHORT = {"NL": r"[1-9]\d{3}"}
_AREA = {"NL": r"[1-9]\d{0,3}|[1-9]\d{3}(?:[A-RT-Z][A-Z]?|S[BCE-RT-Z]?)"}
_EXAMPLES = {
    "NL": "3511 AB",
    "US": "60193",
    "GB": "SW1A 1AA",
    "CA": "K1A 0B1",
    "IE": "D02 AF30",
    "LV": "LV-1010",
    "GG": "GY1 1AA",
    "IM": "IM1 1AA",
    "JE": "JE2 3AB",
    "MT": "VLT 1117",
}
_ON_ENVELOPES = {"AT": "A", "BE": "B", "CH": "CH", "DE": "D", "FR": "F", "LU": "L", "SE": "S"}
"""The letters that stand before a postcode from abroad where they are not the country's code."""
_LEFT_OUT = {"LV": "LV"}
"""What a country's own postcodes begin with, which people leave out, and lists of postcodes too."""
_BOTH = re.compile(r"\[ \\-\]")
_DIGITS = re.compile(r"\\d\{(\d)\}(?:([ -])\??\\d\{(\d)\})?")
_ASCII = re.compile(r"[\x20-\x7e]*")
_LONGEST = 16


class NotAPostcode(ValueError):
    """The text is no postcode of the country; `message` says so for people."""

    def __init__(self, country: str) -> None:
        self.message = Message(
            "Not a postcode of {country}; one looks like {example}.",
            country=country,
            example=example(country),
        )
        super().__init__(self.message)


@cache
def _pattern(country: str) -> re.Pattern[str]:
    full = _without_separators(PATTERNS.get(country, r"[A-Z\d]{2,10}"))
    full = full.removeprefix(_LEFT_OUT.get(country, ""))
    return re.compile(f"(?:{full})|(?:{_SHORT[country]})" if country in _SHORT else full, re.ASCII)


def _without_separators(pattern: str) -> str:
    """The pattern of the compact form: the spaces and hyphens between its parts are gone."""
    gone = _BOTH.sub("", pattern)
    return re.sub(r"(\[[^\]]*\])|[ -]\??", lambda found: found[1] or "", gone)


def compact(text: str) -> str:
    """Upper case without spaces and hyphens: `3511 ab` becomes `3511AB`."""
    return re.sub(r"[\s\-]+", "", text).upper()


def normalise(text: str, country: str = "NL") -> str:
    """The postcode as it is kept, `3511AB`; raises NotAPostcode where `country`'s pattern does not fit."""
    spaced = re.sub(r"\s+", " ", text.strip()).upper()
    if len(spaced) > _LONGEST:
        raise NotAPostcode(country)
    # People leave spaces and hyphens out, or put them where they do not belong.
    kept = compact(without_country(spaced, country)).removeprefix(_LEFT_OUT.get(country, ""))
    if not _pattern(country).fullmatch(kept):
        raise NotAPostcode(country)
    return kept


def without_country(text: str, country: str) -> str:
    """Without the country that stands before some, as in `D-26133`, `B-1000` or `LV-1010`."""
    before = "|".join(sorted({country, _ON_ENVELOPES.get(country, country)}))
    return re.sub(rf"^\s*(?:{before})\s*-\s*(?=\S)", "", text.upper()) if _ASCII.fullmatch(text) else text


def example(country: str) -> str:
    """What a postcode of that country looks like, as people write it."""
    known = _EXAMPLES.get(country)
    found = _DIGITS.fullmatch(PATTERNS.get(country, ""))
    if known or not found:
        return known or "12345"
    first, between, second = int(found[1]), found[2] or "", int(found[3] or 0)
    return "12345678"[:first] + between + "12345678"[first : first + second]


def is_area(text: str, country: str = "NL") -> bool:
    """Whether `text` can be a prefix of this country's postcodes (compact form)."""
    if country in _AREA:
        return re.fullmatch(_AREA[country], text, re.ASCII) is not None
    return re.fullmatch(r"[A-Z\d]{1,10}", text, re.ASCII) is not None and not _goes_on_after_its_end(text, country)


def _goes_on_after_its_end(text: str, country: str) -> bool:
    """Whether it is a whole postcode and more, which no postcode begins with: `1000AB` where they are like `1000`."""
    fits = _pattern(country).fullmatch
    return not fits(text) and any(fits(text[:length]) for length in range(1, len(text)))
