"""Moments as people say them: an absolute time, in the company's time zone."""

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from backend.config import config
from backend.i18n import say
from shared.messages import Message

_FORM = {"nl": "EEEE d MMMM 'om' HH:mm", "en": "EEEE d MMMM 'at' HH:mm"}
_DAY = "EEEE d MMMM"


def spoken(at: dt.datetime, language: str) -> str:
    """`maandag 23 november om 21:00`: never "in two hours", which is wrong by the time that it is read."""
    return _spoken(at, language, config().timezone)


def short(at: dt.datetime) -> str:
    """`23-11-2026 21:00`, for letters in which several times stand; a Message in the hour that comes twice."""
    local = at.astimezone(ZoneInfo(config().timezone))
    return _which(local.strftime("%d-%m-%Y %H:%M"), local)


def span(start: dt.datetime, end: dt.datetime | None, language: str) -> str:
    """From when to when: `maandag 23 november van 01:00 tot 05:00`; both days where they differ."""
    if end is None:
        return say(Message("from {start}", start=spoken(start, language)), language)
    zone = ZoneInfo(config().timezone)
    day, until = (str(format_datetime(at.astimezone(zone), _DAY, locale=language)) for at in (start, end))
    if day != until:
        return say(Message("from {start} to {end}", start=spoken(start, language), end=spoken(end, language)), language)
    times = {name: _clock(at.astimezone(zone), language) for name, at in (("start", start), ("end", end))}
    return say(Message("{day} from {start} to {end}", day=day, **times), language)


@lru_cache(maxsize=10_000)
def _spoken(at: dt.datetime, language: str, timezone: str) -> str:
    local = at.astimezone(ZoneInfo(timezone))
    return _told_apart(str(format_datetime(local, _FORM[language], locale=language)), local, language)


def _clock(local: dt.datetime, language: str) -> str:
    return _told_apart(f"{local:%H:%M}", local, language)


def _told_apart(text: str, local: dt.datetime, language: str) -> str:
    which = _which(text, local)
    return say(which, language) if isinstance(which, Message) else text


def _which(text: str, local: dt.datetime) -> str:
    """In the hour that comes twice, as the clocks go back, which of both it is."""
    if local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset():
        return text
    return Message("{time} (winter time)", time=text) if local.fold else Message("{time} (summer time)", time=text)
