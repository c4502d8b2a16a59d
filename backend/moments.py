"""Moments as people say them: an absolute time, in the company's time zone."""

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from backend.config import config

_FORM = {"nl": "EEEE d MMMM 'om' HH:mm", "en": "EEEE d MMMM 'at' HH:mm"}


def spoken(at: dt.datetime, language: str) -> str:
    """`maandag 23 november om 21:00`: never "in two hours", which is wrong by the time that it is read."""
    return _spoken(at, language, config().timezone)


@lru_cache(maxsize=10_000)
def _spoken(at: dt.datetime, language: str, timezone: str) -> str:
    return str(format_datetime(at.astimezone(ZoneInfo(timezone)), _FORM[language], locale=language))
