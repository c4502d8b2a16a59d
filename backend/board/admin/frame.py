"""What all pages under `/admin` stand in: who may see which part, and the way between them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, request
from markupsafe import Markup, escape

from backend.accounts.caller import Caller
from backend.board.admin import words
from backend.board.web import belongs, page
from backend.cursors import write_cursor
from backend.i18n import say
from shared.messages import Message
from shared.vocabulary import Role

_COMMAND = re.compile(r"`([^`]+)`")

ADMINS = (Role.ADMIN,)
OVERSEERS = (Role.ADMIN, Role.MANAGER)
KEEPERS = (Role.ADMIN, Role.MANAGER, Role.SOLVER)
"""Who keeps what belongs to a team: of solvers only what is their own team's, which the services see to."""


@dataclass(frozen=True)
class Section:
    """One part of the settings, for `roles`; `about` says in a line what is there."""

    name: str
    title: Message
    about: Message
    icon: str
    roles: tuple[Role, ...]

    @property
    def address(self) -> str:
        """Where it begins."""
        return f"/admin/{self.name}"


SECTIONS = (
    Section(
        "people",
        Message("People"),
        Message("Who has an account, with which role and in which teams."),
        "people",
        ADMINS,
    ),
    Section(
        "teams", Message("Teams"), Message("Members, rules, templates, clocks, keys and endpoints."), "team", KEEPERS
    ),
    Section(
        "services",
        Message("Services"),
        Message("What people can pass a problem on with, and in which order."),
        "box",
        OVERSEERS,
    ),
    Section(
        "help",
        Message("Help"),
        Message("What people can try themselves, before anything is passed on."),
        "question",
        KEEPERS,
    ),
    Section(
        "clocks", Message("Clocks"), Message("By which hours and within which time, for all teams."), "clock", OVERSEERS
    ),
    Section(
        "outage-templates",
        Message("Texts for outages"),
        Message("What people are told of outages often."),
        "book",
        OVERSEERS,
    ),
    Section(
        "duty", Message("On duty"), Message("Who hears first of what cannot wait, and who next."), "bell", OVERSEERS
    ),
    Section(
        "deliveries",
        Message("Deliveries"),
        Message("What went to teams, what came back, and what was given up."),
        "send",
        KEEPERS,
    ),
    Section(
        "inbox", Message("Unclear mail"), Message("Mail that came in and that nobody could place."), "mail", OVERSEERS
    ),
    Section(
        "changes", Message("Who changed what"), Message("Every change of a setting, newest first."), "history", KEEPERS
    ),
    Section(
        "readings",
        Message("Who read what"),
        Message("Who saw a customer's data, and when."),
        "eye",
        OVERSEERS,
    ),
    Section(
        "feedback",
        Message("About the app"),
        Message("What people said about the app itself."),
        "chat",
        OVERSEERS,
    ),
    Section(
        "checks", Message("What is missing"), Message("What to see to before a company goes live."), "shield", ADMINS
    ),
)


def init_app(app: Flask) -> None:
    """Gives the templates what the settings' pages call."""
    app.jinja_env.filters["says"] = _said
    app.jinja_env.filters["coded"] = coded
    app.jinja_env.globals["back"] = back


def back(words: str, address: str) -> Markup:
    """The way back to the list that a page belongs to."""
    return Markup('<a href="{}">← {}</a>').format(address, words)


def coded(text: str) -> Markup:
    """A sentence whose `commands` stand out."""
    return Markup(_COMMAND.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped just here


def _said(named: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    """Words and what they are called, as the choices of a form; of words with a tone and an icon the words alone."""
    return [(value, say(name[0] if isinstance(name, tuple) else name)) for value, name in named]


def sections(who: Caller) -> list[Section]:
    """Those that `who` may see."""
    return [section for section in SECTIONS if belongs(who, section.roles)]


def admin_page(who: Caller, template: str, *, status: int = 200, **shown: Any) -> Response:
    """A page under `/admin`."""
    there = sections(who)
    here = [one.name for one in there if f"{request.path}/".startswith(f"{one.address}/")]
    frame = {"who": who, "sections": there, "section": here[0] if here else "", "words": words}
    return page(f"admin/{template}", status=status, **(frame | shown))


def further(parts: list[Any]) -> str:
    """The address of this list, continued after `parts`."""
    return f"{request.path}?{urlencode({**request.args.to_dict(), 'cursor': write_cursor(parts)})}"


def beginning() -> str:
    """The address of this list from its beginning; empty where this is it."""
    if "cursor" not in request.args:
        return ""
    rest = {name: value for name, value in request.args.items() if name != "cursor"}
    return f"{request.path}?{urlencode(rest)}"
