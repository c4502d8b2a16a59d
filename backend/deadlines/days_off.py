"""Dates on which nobody works: the public holidays of a country or region, and what a team adds or takes away."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import holidays

NAMES_FROM = 2024
"""Holidays are known by name from a few years: some come once in five."""


@dataclass(frozen=True)
class DaysOff:
    """`closed` and `opened` are dates as `2026-12-24`, or `12-24` for every year; a date in both is worked on.

    `worked` names holidays (in English or the country's language) that are no day off, wherever in the year they fall.
    """

    region: str | None = None
    worked: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    opened: frozenset[str] = frozenset()

    def of(self, year: int) -> frozenset[dt.date]:
        """All days off of a year."""
        public = self._public(year) if self.region else set()
        return frozenset((public | _dates(self.closed, year)) - _dates(self.opened, year))

    def _public(self, year: int) -> set[dt.date]:
        """Where two fall on one date, both must be worked on."""
        found = _public(self.region or "", year)
        return {day for day, languages in found.items() if all(said - self.worked for said in languages)}


def known(region: str) -> bool:
    """Whether the library has the holidays of `region`, a country as `NL` or a part of one as `DE-BY`."""
    country, _, part = region.partition("-")
    supported = holidays.list_supported_countries()
    return country in supported and (not part or part in supported[country])


def names(region: str) -> list[str]:
    """The names of a region's public holidays, in English and the country's language, in the order of the year."""
    found = [languages for year in range(NAMES_FROM, NAMES_FROM + 7) for languages in _public(region, year).values()]
    return list(dict.fromkeys(name for languages in found for said in languages for name in sorted(said)))


def _dates(written: frozenset[str], year: int) -> set[dt.date]:
    return {date for text in written if (date := _date(text, year)) is not None and date.year == year}


def _date(text: str, year: int) -> dt.date | None:
    """29 February is a date of some years only."""
    try:
        return dt.date.fromisoformat(text if len(text) > len("12-24") else f"{year:04}-{text}")
    except ValueError:
        return None


@lru_cache(maxsize=512)
def _public(region: str, year: int) -> dict[dt.date, tuple[frozenset[str], ...]]:
    """The public holidays by date, with their names in English and in the country's language."""
    country, _, part = region.partition("-")
    english = holidays.country_holidays(country, subdiv=part or None, years=year, language="en_US")
    own = holidays.country_holidays(country, subdiv=part or None, years=year, language=english.default_language)
    return {day: (frozenset(english.get_list(day)), frozenset(own.get_list(day))) for day in sorted(own)}
