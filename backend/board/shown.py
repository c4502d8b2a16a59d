"""What every template of the pages can call: sentences, moments, icons' addresses, and what stands in the frame."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_timedelta
from flask import Flask, g, request
from markupsafe import Markup, escape

from backend import statuses
from backend.board import branding, entrance, navigation, preferences
from backend.board.files import asset
from backend.clock import now
from backend.config import config
from backend.i18n import reader_language
from backend.i18n import say as said
from shared.messages import Message
from shared.vocabulary import Role, Status

Moment = dt.datetime | str | None
_FORMS = {
    "nl": {"day": "EEE d MMM HH:mm", "year": "d MMM y HH:mm", "long": "EEEE d MMMM y 'om' HH:mm"},
    "en": {"day": "EEE d MMM HH:mm", "year": "d MMM y HH:mm", "long": "EEEE d MMMM y 'at' HH:mm"},
}


_ROLES = {
    Role.EMPLOYEE: Message("employees"),
    Role.SOLVER: Message("solving teams"),
    Role.MANAGER: Message("managers"),
    Role.ADMIN: Message("admins"),
}


def init_app(app: Flask) -> None:
    """Gives them to all templates of `app`; those that say `say` otherwise keep their own."""
    named = (say, say_in, moment, lasted, asset, status_name, outage_status_name, roles_named)
    app.jinja_env.globals |= {function.__name__: function for function in named}
    app.jinja_env.globals["frame"] = Frame()


class Frame:
    """What stands around each page."""

    @property
    def language(self) -> str:
        """The page's language."""
        return reader_language()

    @property
    def theme(self) -> str:
        """`auto`, `light` or `dark`."""
        return preferences.theme()

    @property
    def who(self) -> Any:
        """Whoever is signed in, or None."""
        return g.get("caller")

    @property
    def csrf(self) -> str:
        """What forms hold."""
        return entrance.csrf()

    @property
    def brand(self) -> str:
        """The company's name."""
        return config().brand_name

    @property
    def zone(self) -> str:
        """The company's time zone."""
        return config().timezone

    @property
    def logo(self) -> bool:
        """Whether the company has a logo (`/brand/logo`)."""
        return branding.has_logo()

    @property
    def ways(self) -> list[tuple[navigation.Entry, bool]]:
        """Where to go, and which of it is here."""
        who = self.who
        return [(entry, navigation.is_here(entry)) for entry in navigation.entries(who)] if who else []

    @property
    def here(self) -> str:
        """This page's address, to come back to; of a POST its form's."""
        return request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else request.path


def say(sentence: str, **params: object) -> str | Markup:
    """A sentence in the page's language; what is filled in is text, but for moments and other markup of ours."""
    return say_in(reader_language(), sentence, **params)


def say_in(which: str, sentence: str, **params: object) -> str | Markup:
    """The same in the language `which`, for a page that shows both."""
    if not any(isinstance(value, Markup) for value in params.values()):
        return said(Message(sentence, **params) if params else sentence, which)
    return Markup(escape(said(sentence, which))).format(**params)  # noqa: S704 - escaped just here


def moment(at: Moment, form: str = "", language: str = "") -> Markup | str:
    """`19:42` today, `ma 23 nov 19:42` else, in the company's time zone; `form="long"`: in full, as on hovering.

    In the page's language where no other is named.
    """
    when = _read(at)
    if when is None:
        return "–"
    zone, language = ZoneInfo(config().timezone), language or reader_language()
    local, today = when.astimezone(zone), now().astimezone(zone)
    full = str(format_datetime(local, _FORMS[language]["long"], locale=language))
    text = full if form == "long" else _short(local, today, language)
    return Markup('<time datetime="{}" title="{}">{}</time>').format(when.isoformat(), full, text)


def lasted(start: Moment, end: Moment = None) -> str:
    """How long, to the minute, as `3 u 12 min`; until now where there is no end."""
    begun, ended = _read(start), _read(end) or now()
    if begun is None:
        return "–"
    minutes = max(0, int((ended - begun).total_seconds()) // 60)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [(days, "day"), (hours, "hour"), (rest, "minute")]
    told = [part for part in parts if part[0]][:2] or [(0, "minute")]
    return " ".join(_counted(number, unit) for number, unit in told)


def status_name(status: str) -> str:
    """A ticket's status as people call it; of one that is not known, its own word."""
    try:
        return said(statuses.STATUS[Status(status)])
    except ValueError:
        return status


def outage_status_name(status: str, language: str | None = None) -> str:
    """An outage's status as people call it, with a capital; in the page's language where no other is named."""
    found = {str(key): words for key, words in statuses.OUTAGE_STATUS.items()}.get(str(status))
    text = said(found, language) if found else str(status)
    return text[:1].upper() + text[1:]


def roles_named(roles: Iterable[Role]) -> str:
    """For whom something is, as people call them."""
    return ", ".join(said(_ROLES[role]) for role in roles)


def _short(local: dt.datetime, today: dt.datetime, language: str) -> str:
    if local.date() == today.date():
        return f"{local:%H:%M}"
    form = "day" if abs((today - local).days) < 180 else "year"  # noqa: PLR2004 - half a year
    return str(format_datetime(local, _FORMS[language][form], locale=language))


def _counted(number: int, unit: str) -> str:
    size = {"day": 86400, "hour": 3600, "minute": 60}[unit]
    delta = dt.timedelta(seconds=number * size)
    return str(format_timedelta(delta, granularity=unit, threshold=10**6, format="short", locale=reader_language()))  # type: ignore[arg-type]


def _read(at: Moment) -> dt.datetime | None:
    if isinstance(at, str):
        return dt.datetime.fromisoformat(at) if at else None
    return at
