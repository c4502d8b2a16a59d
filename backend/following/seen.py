"""What a friend sees on a status page: where it stands and since when, and nothing of anybody.

No name, address or description, and none of the messages between reporter and team, which may hold them.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select

from backend import db
from backend.clock import now
from backend.following import said
from backend.i18n import say
from backend.moments import spoken
from backend.outages import present as show_outage
from backend.outages import promises
from backend.outages.behind.models import Affected
from backend.outages.models import Outage
from backend.teams import services as teams
from backend.tickets.models import Entry, Ticket
from backend.tickets.services.friend import said_it_works
from shared import lifecycle
from shared.messages import Message
from shared.vocabulary import (
    LANGUAGES,
    AffectedAction,
    AffectedStatus,
    EntryType,
    Kind,
    OutageKind,
    OutageStatus,
    Status,
    Visibility,
)

_MANY = 50
"""Steps of a ticket that are listed, the newest."""
_WAY = (
    (frozenset({Status.ACKNOWLEDGED}), Message("Received")),
    (frozenset({Status.IN_PROGRESS, Status.PENDING, Status.HELD}), Message("Being worked on")),
    (frozenset({Status.RESOLVED, Status.CLOSED}), Message("Resolved")),
)


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
    facts: tuple[tuple[str, str], ...]
    late: bool
    advice: Words | None
    happened: tuple[Happening, ...]
    postmortem: Words | None


@dataclass(frozen=True)
class Seen:
    """A whole page, in one language; `asks` where the friend can say that it works, `both` that it does not."""

    title: str
    about: str
    state: str
    lead: str
    tone: str
    facts: tuple[tuple[str, str], ...] = ()
    late: bool = False
    way: tuple[tuple[str, str], ...] = ()
    happened: tuple[Happening, ...] = ()
    known: Known | None = None
    asks: bool = False
    both: bool = False
    thanked: bool = False
    lang: str | None = field(default=None)
    """Of the title, where that is not the page's."""


def ticket(row: Ticket, outage: Outage | None, language: str) -> Seen:
    """The page of a ticket; `outage` is the one behind it that people know of."""
    asks = row.kind == Kind.QUESTION
    answered = asks and row.status in (Status.RESOLVED, Status.CLOSED)
    state, lead = said.ANSWERED if answered else said.TICKET[Status(row.status)]
    name = Message("Question {reference}") if asks else Message("Report {reference}")
    open_ = row.status not in lifecycle.DONE
    thanked = open_ and said_it_works(row)
    return Seen(
        title=say(Message(name.template, reference=row.reference), language),
        about=teams.titles()[language].get(row.service or "", ""),
        state=say(state, language),
        lead=say(lead, language),
        tone=said.TONES.get(row.status, said.WAITING),
        facts=tuple(_facts_of_ticket(row, language)),
        late=open_ and is_past(row.next_update_by),
        way=() if asks else tuple(_way(row, language)),
        happened=tuple(_happened(row, language)),
        known=known(outage, language) if outage else None,
        asks=not asks and (row.status == Status.RESOLVED or (open_ and not thanked)),
        both=not asks and row.status == Status.RESOLVED,
        thanked=thanked,
    )


def affected(row: Affected, behind: Outage, language: str) -> Seen:
    """The page of a customer behind an outage: as the outage's, and whether it works for them."""
    status = AffectedStatus(row.status)
    moves = lifecycle.AFFECTED_MOVES[status]
    words = said.AFFECTED.get(status)
    shown = outage(behind, language)
    return replace(
        shown,
        state=say(words[0], language) if words else shown.state,
        lead=say(words[1], language) if words else shown.lead,
        tone=said.TONES_AFFECTED.get(status, said.WAITING) if words else shown.tone,
        asks=AffectedAction.WORKS in moves,
        both=AffectedAction.STILL_BROKEN in moves,
    )


def outage(row: Outage, language: str) -> Seen:
    """The page of an outage, the same for all who look."""
    told = known(row, language)
    kind = Message("Maintenance") if row.kind == OutageKind.MAINTENANCE else Message("Outage")
    services = teams.titles()[language]
    about = ", ".join(services.get(slug, slug) for slug in row.services)
    return Seen(
        title=told.title.text,
        about=f"{say(kind, language)}: {about}",
        state=told.state,
        lead=told.lead,
        tone=told.tone,
        known=told,
        lang=told.title.lang,
    )


def known(row: Outage, language: str) -> Known:
    """What people were told of an outage, without who told it."""
    told = show_outage.for_team(row)
    state, lead = said.OUTAGE[OutageStatus(row.status)]
    return Known(
        title=_words(row.title, language) or Words(""),
        state=say(state, language),
        lead=say(lead, language),
        tone=said.TONES.get(row.status, said.WAITING),
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


def _facts_of_ticket(row: Ticket, language: str) -> Iterator[tuple[str, str]]:
    yield say(Message("Since"), language), spoken(row.status_since, language)
    yield say(Message("Team"), language), row.team.name
    if row.status == Status.HELD and row.held_until:
        yield say(Message("Expected to go on"), language), spoken(row.held_until, language)
    if row.next_update_by and row.status not in lifecycle.DONE:
        yield say(Message("News by"), language), spoken(row.next_update_by, language)


def _facts_of_outage(row: Outage, told: Mapping[str, Any], language: str) -> Iterator[tuple[str, str]]:
    open_ = row.status not in lifecycle.OUTAGE_ENDED
    yield say(Message("Where"), language), told["where"][language]
    begins = Message("Begins") if row.started_at > now() else Message("Since")
    yield say(begins, language), spoken(row.started_at, language)
    if row.resolved_at and not open_:
        yield say(Message("Over since"), language), spoken(row.resolved_at, language)
    if row.expected_end_at and open_:
        yield say(Message("Expected to be over"), language), spoken(row.expected_end_at, language)
    for earlier in told["estimates"]:
        yield say(Message("Expected before"), language), _spoken(earlier["expected_end_at"], language)
    if row.next_update_at and open_:
        yield say(Message("News by"), language), spoken(row.next_update_at, language)


def _way(row: Ticket, language: str) -> Iterator[tuple[str, str]]:
    """The way of a ticket in three steps, each `done`, `now` or `later`; none for one that left it."""
    at = next((index for index, (statuses, _) in enumerate(_WAY) if row.status in statuses), None)
    if at is None:
        return
    for index, (_, words) in enumerate(_WAY):
        ended = index < at or row.status == Status.CLOSED
        yield say(words, language), "done" if ended else "now" if index == at else "later"


def _happened(row: Ticket, language: str) -> Iterator[Happening]:
    """The statuses that it has had, the newest first."""
    public = (Entry.ticket_id == row.id, Entry.visibility == Visibility.PUBLIC)
    kinds = Entry.type.in_(
        [EntryType.CREATED, EntryType.STATUS, EntryType.TRANSFER, EntryType.MERGED, EntryType.OUTAGE]
    )
    entries = select(Entry.at, Entry.type, Entry.changes).where(*public, kinds).order_by(Entry.seq.desc()).limit(_MANY)
    for at, kind, changes in db.session.execute(entries):
        to = (changes or {}).get("status", {}).get("to")
        status = Status.ACKNOWLEDGED if kind == EntryType.CREATED else to
        if status in said.TICKET:
            yield Happening(at.isoformat(), spoken(at, language), say(said.TICKET[Status(status)][0], language))


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
