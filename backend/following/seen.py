"""What a friend sees on a status page: where it stands and since when, and nothing of anybody.

No name, address or description, and none of the messages between reporter and team, which may hold them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from backend import db
from backend.following import said
from backend.following.known import Happening, Known, is_past, known
from backend.following.wording import either
from backend.i18n import say
from backend.moments import spoken
from backend.outages.behind.models import Affected
from backend.outages.models import Outage
from backend.teams import services as teams
from backend.tickets.models import Entry, Ticket
from backend.tickets.services.friend import said_it_works
from shared import lifecycle
from shared.messages import Message
from shared.vocabulary import (
    AffectedAction,
    AffectedStatus,
    EntryType,
    Kind,
    OutageKind,
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
    was: str = ""
    """The title of the outage that goes on as this one."""


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


def outage(row: Outage, language: str, was: Outage | None = None) -> Seen:
    """The page of an outage, the same for all who look; `was` is the one that goes on as it."""
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
        was=either(was.title, language) if was else "",
    )


def _facts_of_ticket(row: Ticket, language: str) -> Iterator[tuple[str, str]]:
    yield say(Message("Since"), language), spoken(row.status_since, language)
    yield say(Message("Team"), language), row.team.name
    if row.status == Status.HELD and row.held_until:
        yield say(Message("Expected to go on"), language), spoken(row.held_until, language)
    if row.next_update_by and row.status not in lifecycle.DONE:
        yield say(Message("News by"), language), spoken(row.next_update_by, language)


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
