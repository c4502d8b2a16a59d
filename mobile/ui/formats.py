"""Times as people read them: absolute, local, in the language's way."""

import datetime as dt

_DAYS = {
    "nl": ("ma", "di", "wo", "do", "vr", "za", "zo"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = {
    "nl": ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


_TWICE = {"nl": ("zomertijd", "wintertijd"), "en": ("summer time", "winter time")}
_HOUR = dt.timedelta(hours=1)


def clock(at: dt.datetime, language: str, zone: dt.tzinfo | None = None) -> str:
    """`19:42` in `zone`, by default the device's; in the hour that comes twice with which of both it is."""
    shown = at.astimezone(zone).strftime("%H:%M")
    # By the hours around it: the device's zone says nothing of changes.
    for other, which in zip((at + _HOUR, at - _HOUR), _TWICE[language], strict=True):
        if other.astimezone(zone).strftime("%H:%M") == shown:
            return f"{shown} ({which})"
    return shown


def day(at: dt.datetime, language: str, *, now: dt.datetime | None = None, zone: dt.tzinfo | None = None) -> str:
    """`ma 23 nov`, with the year only where it is another than `now`'s."""
    local, today = at.astimezone(zone), (now or dt.datetime.now(dt.UTC)).astimezone(zone)
    text = f"{_DAYS[language][local.weekday()]} {local.day} {_MONTHS[language][local.month - 1]}"
    return text if local.year == today.year else f"{text} {local.year}"


def moment(
    at: dt.datetime | None, language: str, *, now: dt.datetime | None = None, zone: dt.tzinfo | None = None
) -> str:
    """`19:42` today, `ma 23 nov, 19:42` on any other day, nothing for None; never "2 hours ago"."""
    if at is None:
        return ""
    local, today = at.astimezone(zone), (now or dt.datetime.now(dt.UTC)).astimezone(zone)
    if local.date() == today.date():
        return clock(at, language, zone)
    return f"{day(at, language, now=now, zone=zone)}, {clock(at, language, zone)}"


_MEGABYTE = 1_000_000


def size(count: int, language: str) -> str:
    """`512 kB`, `1,2 MB`: of so many bytes, never less than 1 kB."""
    if count < _MEGABYTE:
        return f"{max(1, round(count / 1000))} kB"
    text = f"{count / _MEGABYTE:.1f} MB"
    return text.replace(".", ",") if language == "nl" else text
