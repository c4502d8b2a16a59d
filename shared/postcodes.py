"""Postcodes of one country: checked, and brought to the one form that areas are prefixes of."""

import re
from functools import cache

from shared.messages import Message
from shared.postcode_patterns import PATTERNS

# A reporter often knows the village but not the letters: the Netherlands' four digits alone name a neighbourhood.
_SHORT = {"NL": r"[1-9]\d{3}"}
_AREA = {"NL": r"[1-9]\d{0,3}|[1-9]\d{3}(?:[A-RT-Z][A-Z]?|S[BCE-RT-Z]?)"}
_EXAMPLES = {"NL": "3511 AB", "US": "60193", "BE": "1000", "DE": "26133", "GB": "SW1A 1AA"}
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
    full = PATTERNS.get(country, r"[A-Z\d]{2,10}")
    return re.compile(f"(?:{full})|(?:{_SHORT[country]})" if country in _SHORT else full, re.ASCII)


def compact(text: str) -> str:
    """Upper case without spaces and hyphens: `3511 ab` becomes `3511AB`."""
    return re.sub(r"[\s\-]+", "", text).upper()


def normalise(text: str, country: str = "NL") -> str:
    """The postcode as it is kept, `3511AB`; raises NotAPostcode where `country`'s pattern does not fit."""
    spaced = re.sub(r"\s+", " ", text.strip()).upper()
    if len(spaced) > _LONGEST:
        raise NotAPostcode(country)
    # People leave the space out, or put it where it does not belong: the compact form is tried too.
    fits = _pattern(country).fullmatch
    if not (fits(spaced) or fits(compact(spaced))):
        raise NotAPostcode(country)
    return compact(spaced)


def example(country: str) -> str:
    """What a postcode of that country looks like, as people write it."""
    return _EXAMPLES.get(country, "12345")


def is_area(text: str, country: str = "NL") -> bool:
    """Whether `text` can be a prefix of this country's postcodes (compact form)."""
    if country in _AREA:
        return re.fullmatch(_AREA[country], text, re.ASCII) is not None
    return re.fullmatch(r"[A-Z\d]{1,10}", text, re.ASCII) is not None and not _goes_on_after_its_end(text, country)


def _goes_on_after_its_end(text: str, country: str) -> bool:
    """Whether it is a whole postcode and more, which no postcode begins with: `1000AB` where they are like `1000`."""
    fits = _pattern(country).fullmatch
    return not fits(text) and any(fits(text[:length]) for length in range(1, len(text)))
