"""An outage as the friend's page tells of it, without who told it."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from backend.clock import now
from backend.following import said
from backend.following.times import times
from backend.i18n import say
from backend.moments import spoken
from backend.outages import present as show_outage
from backend.outages import promises
from backend.outages.models import Outage
from shared import lifecycle
from shared.messages import Message
from shared.vocabulary import LANGUAGES, OutageStatus


@dataclass(frozen=True)
class Words:
    """A text, and the language that it is in where that is not the page's."""

    text: str
    lang: str | None = None


@dataclass(frozen=True)
class Happening:
    """One thing in the list of what happened."""

    at: str
    when: str
    state: str
    text: Words | None = None


@dataclass(frozen=True)
class Known:
    """The outage, as a page tells of it."""

    title: Words
    state: str
    lead: str
    tone: str
    over: bool
    facts: tuple[tuple[str, str], ...]
    late: bool
    advice: Words | None
    happened: tuple[Happening, ...]
    postmortem: Words | None


def known(row: Outage, language: str) -> Known:
    """What people were told of an outage, without who told it."""
    told = show_outage.for_team(row)
    state, lead = said.OUTAGE[OutageStatus(row.status)]
    return Known(
        title=_words(row.title, language) or Words(""),
        state=say(state, language),
        lead=say(lead, language),
        tone=said.TONES.get(row.status, said.WAITING),
        over=row.status in lifecycle.OUTAGE_ENDED,
        facts=tuple(_facts_of_outage(row, told, language)),
        late=is_late(row),
        advice=_words(row.advice, language) if row.status not in lifecycle.OUTAGE_ENDED else None,
        happened=tuple(_updates(told["updates"], language)),
        postmortem=_words(row.postmortem, language),
    )


def is_late(row: Outage) -> bool:
    """Whether what was promised is overdue: that is said, not hidden."""
    return promises.is_late(row, now())


def is_past(at: dt.datetime | None) -> bool:
    """Whether a promised time has passed."""
    return at is not None and at <= now()


def _facts_of_outage(row: Outage, told: Mapping[str, Any], language: str) -> Iterator[tuple[str, str]]:
    yield say(Message("Where"), language), told["where"][language]
    yield from times(row, language)


def _updates(updates: list[dict[str, Any]], language: str) -> Iterator[Happening]:
    for update in updates:
        state = said.OUTAGE.get(OutageStatus(update["status"]))
        words = say(state[0], language) if state else ""
        when = _spoken(update["at"], language)
        yield Happening(update["at"], when, words, _words(update["text"], language, update.get("text_in")))


def _words(text: Mapping[str, str | None] | None, language: str, written_in: str | None = None) -> Words | None:
    """The text in `language`, else in the one that it was written in."""
    if text and written_in in LANGUAGES and written_in != language:
        return Words(text[written_in] or "", written_in)
    for code in (language, *LANGUAGES):
        found = (text or {}).get(code)
        if found and found.strip():
            return Words(found, None if code == language else code)
    return None


def _spoken(at: str, language: str) -> str:
    return spoken(dt.datetime.fromisoformat(at), language)
