"""What a message says: as it was typed, or a response template filled in for its ticket, in both languages.

A message never goes out with a hole in it: a template that asks for what the ticket has not is refused, but where a
plain word can stand for it (a customer without a name, a ticket without a solver).
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from backend import db
from backend.config import config
from backend.errors import Invalid
from backend.i18n import say
from backend.moments import spoken
from backend.teams import services as teams
from backend.teams.models import ResponseTemplate, Service
from backend.teams.placeholders import fill, names
from backend.tickets.models import Ticket
from shared.messages import Message
from shared.schemas.timeline import LONGEST_DESCRIPTION
from shared.vocabulary import LANGUAGES

_NAMELESS = Message("the customer")


@dataclass(frozen=True)
class Words:
    """A message's `body` in the team's language, and, of a template, `texts` in those languages that it has."""

    body: str | None
    texts: dict[str, str] | None = None


def words(
    ticket: Ticket, writer: str | None, body: str | None, template: ResponseTemplate | None, pointer: str
) -> Words:
    """The message as it goes out now; `writer` is the person who sends it. Raises Invalid."""
    return Words(body) if template is None else filled(ticket, writer, template.body, pointer)


def filled(ticket: Ticket, writer: str | None, template: dict[str, Any], pointer: str) -> Words:
    """A template's texts, by language, as they read for this ticket; raises Invalid where it lacks what they ask."""
    texts = {
        language: _filled(ticket, writer, text, language, pointer)
        for language, text in template.items()
        if language in LANGUAGES and text
    }
    return Words(in_language(texts, ticket.team.language), texts)


def in_language(texts: dict[str, str], language: str | None) -> str:
    """The text in `language`, else in the one that there is."""
    return texts.get(language or "") or next(iter(texts.values()))


def find_template(team: str, message: dict[str, Any] | None, pointer: str) -> ResponseTemplate | None:
    """The template that a message names, of `team`; raises Invalid where it has none of that slug."""
    slug = (message or {}).get("template")
    return teams.template_called(team, slug, pointer) if slug else None


def _filled(ticket: Ticket, writer: str | None, text: str, language: str, pointer: str) -> str:
    values: dict[str, str] = {}
    for name in names(text):
        value = _value(name, ticket, writer, language)
        if not value:
            raise Invalid("The ticket has no {name}, which the template asks for.", name=name, pointer=pointer)
        values[name] = value
    filled = fill(text, values)
    if len(filled) > LONGEST_DESCRIPTION:
        raise Invalid("Filled in, the template is too long; at most {longest} characters.", longest=10_000)
    return filled


def _value(name: str, ticket: Ticket, writer: str | None, language: str) -> str | None:
    """What a placeholder stands for; None where the ticket has no such thing."""
    values: dict[str, Callable[[], str | None]] = {
        "reference": lambda: ticket.reference,
        "customer_name": lambda: ticket.customer_name or say(_NAMELESS, language),
        "reporter_name": lambda: ticket.reporter.name,
        "team": lambda: ticket.team.name,
        "solver": lambda: writer or (ticket.assignee.name if ticket.assignee else ticket.team.name),
        "service": lambda: _title(db.session.get(Service, ticket.service), language) if ticket.service else None,
        "outage_title": lambda: _outage_title(ticket, language),
        "next_update_by": lambda: _moment(ticket.next_update_by, language),
        "created_at": lambda: _moment(ticket.created_at, language),
        "external_id": lambda: ticket.external_id,
        "company": lambda: config().brand_name,
    }
    return values[name]()


def _outage_title(ticket: Ticket, language: str) -> str | None:
    if ticket.outage_id is None:
        return None
    # By the foreign key: outages stand above tickets, which know nothing else of them.
    (key,) = Ticket.__table__.c.outage_id.foreign_keys
    outage = key.column.table
    title = db.session.scalar(select(outage.c.title).where(outage.c.id == ticket.outage_id))
    return _either(title, language)


def _title(service: Service | None, language: str) -> str | None:
    return _either(service.title, language) if service else None


def _either(text: dict[str, Any] | None, language: str) -> str | None:
    return next((text[code] for code in (language, *LANGUAGES) if text and text.get(code)), None)


def _moment(at: dt.datetime | None, language: str) -> str | None:
    return spoken(at, language) if at else None
