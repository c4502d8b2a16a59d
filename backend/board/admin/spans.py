"""Lengths of time as people write them: `30m`, `4 h`, `2d`; in the pages' clocks."""

import datetime as dt
import re

from babel.dates import format_timedelta

from backend.i18n import reader_language

_UNITS = {"m": 1, "min": 1, "u": 60, "h": 60, "uur": 60, "d": 1440, "dag": 1440, "dagen": 1440, "day": 1440}
_TIME = re.compile(r"(\d{1,6})\s*([a-z]*)", re.ASCII)
_EXACT = 10**6
"""Babel rounds to a larger unit sooner than that."""
_HOUR = {"nl": "u", "en": "h"}


def minutes_of(text: str) -> str:
    """What was typed as minutes, in digits; what cannot be read stays as it is, for the schema to refuse."""
    found = _TIME.fullmatch(text.strip().lower())
    if found is None or (found[2] or "m") not in _UNITS:
        return text
    return str(int(found[1]) * _UNITS[found[2] or "m"])


def written(minutes: int) -> str:
    """Minutes in the largest unit that they fill, as they can be typed again: `90m`, `4h` (in Dutch `4u`), `2d`."""
    if minutes and minutes % 1440 == 0:
        return f"{minutes // 1440}d"
    if minutes and minutes % 60 == 0:
        return f"{minutes // 60}{_HOUR[reader_language()]}"
    return f"{minutes}m"


def long(minutes: int) -> str:
    """The same, to be read: `30 minutes`, `4 hours`, `1 day`."""
    unit = "day" if minutes and minutes % 1440 == 0 else "hour" if minutes and minutes % 60 == 0 else "minute"
    delta, language = dt.timedelta(minutes=minutes), reader_language()
    return str(format_timedelta(delta, granularity=unit, threshold=_EXACT, locale=language))  # type: ignore[arg-type]
