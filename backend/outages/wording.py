"""What an update says: as it was typed, or a template filled in for its outage, in the languages that it has.

An update never goes out with a hole in it: a template that asks for a time which nobody gave is refused.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from backend import moments
from backend.areas import services as areas
from backend.config import config
from backend.errors import Invalid
from backend.outages import words
from backend.outages.models import Outage, OutageTemplate
from backend.teams import services as teams
from backend.teams.placeholders import fill, names
from shared.schemas.outage_templates import LONGEST_TEXT
from shared.vocabulary import LANGUAGES

PLACEHOLDERS = ("title", "where", "services", "started_at", "expected_end_at", "next_update_at", "company")
"""What a template for updates may ask for."""


def filled(outage: Outage, template: OutageTemplate) -> words.Words:
    """The template's texts as they read for the outage as it is now; raises Invalid where it lacks what they ask."""
    texts = {language: text for language in LANGUAGES if (text := (template.text.get(language) or "").strip())}
    said = {language: _filled(outage, text, language) for language, text in texts.items()}
    return {language: said.get(language) for language in LANGUAGES}


def _filled(outage: Outage, text: str, language: str) -> str:
    values: dict[str, str] = {}
    for name in names(text, known=PLACEHOLDERS):
        value = _VALUES[name](outage, language)
        if not value:
            raise Invalid("The outage has no {name}, which the template asks for.", name=name, pointer="/template")
        values[name] = value
    said = fill(text, values, known=PLACEHOLDERS)
    if len(said) > LONGEST_TEXT:
        raise Invalid(
            "Filled in, the template is too long; at most {longest} characters.",
            longest=LONGEST_TEXT,
            pointer="/template",
        )
    return said


def _services(outage: Outage, language: str) -> str:
    titles = teams.titles()[language]
    return ", ".join(titles.get(slug, slug) for slug in outage.services)


def _at(name: str) -> Callable[[Outage, str], str | None]:
    def said(outage: Outage, language: str) -> str | None:
        at: dt.datetime | None = getattr(outage, name)
        return moments.spoken(at, language) if at else None

    return said


_VALUES: dict[str, Callable[[Outage, str], Any]] = {
    "title": words.title,
    "where": lambda outage, language: areas.where(outage.areas, language),
    "services": _services,
    "started_at": _at("started_at"),
    "expected_end_at": _at("expected_end_at"),
    "next_update_at": _at("next_update_at"),
    "company": lambda *_: config().brand_name,
}
