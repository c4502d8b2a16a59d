"""Tickets behind an outage: put behind it, told how it goes, asked whether it works; runs inside `db.write`."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from backend import db
from backend.accounts.models import Person
from backend.aside import Aside
from backend.clock import now
from backend.forwarding import services as forwarding
from backend.tickets import journal, scope
from backend.tickets.models import StillBroken, Ticket
from backend.tickets.services.following import path
from backend.tickets.services.matching import is_free
from backend.tickets.wording import in_language
from shared import lifecycle
from shared.vocabulary import EntryType, EventType, OutageAnswer, Status, StatusReason, Visibility


@dataclass(frozen=True)
class News:
    """What tickets behind an outage are told, in plain values; `texts` by language, at least one unless `quiet`.

    `asks`: it is over, does it work again? `reopens`: it is not over after all. `links`: they go behind `to`, or behind
    none. `goes_on`: it is the same outage under another id, and what was said of the one was said of the other.
    `quiet`: the reporter knew of no outage, and reads nothing of it.
    """

    texts: dict[str, str]
    asks: bool = False
    reopens: bool = False
    links: bool = False
    to: str | None = None
    quiet: bool = False
    goes_on: bool = False


_ASIDE = Aside("tickets behind an outage")


def behind(outage_id: str, after: str, limit: int) -> list[str]:
    """The next tickets behind the outage that have not ended, by id; a read."""
    rows = select(Ticket.id).where(*_open(outage_id), Ticket.id > after)
    return list(db.session.scalars(rows.order_by(Ticket.id).limit(limit)))


def count_behind(outage_id: str) -> int:
    """How many tickets are behind it that have not ended; a read."""
    return db.session.scalar(select(func.count()).where(*_open(outage_id))) or 0


def tell_behind(outage_id: str, ids: Collection[str], news: News, actor: journal.Actor) -> int:
    """Tells those of `ids` that are behind the outage and have not ended; how many."""
    return _tell(_locked(ids, *_open(outage_id)), news, actor)


def put_behind(ids: Collection[str], news: News, actor: journal.Actor, *, only_free: bool = False) -> int:
    """Puts those of `ids` that have not ended, and are not behind it, behind `news.to`; how many.

    `only_free`: what somebody has put behind another outage meanwhile stays there.
    """
    elsewhere = is_free() if only_free else Ticket.outage_id.is_distinct_from(news.to)
    return _tell(_locked(ids, elsewhere, Ticket.status.not_in(lifecycle.ENDED)), news, actor)


def answer_outage(ticket: Ticket, answer: OutageAnswer) -> None:
    """Keeps what came of the question whether it works, where that was asked; managers' figures move."""
    if ticket.outage_answer == OutageAnswer.ASKED and ticket.outage_id is not None:
        ticket.outage_answer = str(answer)
        if answer is OutageAnswer.STILL_BROKEN:
            _keep_that_it_was_broken(ticket.id, ticket.outage_id)
        forwarding.record_change("outage", ticket.outage_id, ["managers"])


def _keep_that_it_was_broken(ticket_id: str, outage_id: str) -> None:
    if db.session.get(StillBroken, (ticket_id, outage_id)) is None:
        db.session.add(StillBroken(ticket_id=ticket_id, outage_id=outage_id, at=now()))


def _open(outage_id: str) -> tuple[ColumnElement[bool], ...]:
    return Ticket.outage_id == outage_id, Ticket.status.not_in(lifecycle.ENDED)


def _locked(ids: Collection[str], *which: ColumnElement[bool]) -> list[Ticket]:
    """In the order of their ids, so that no two wait for each other in a circle; with their reporters at hand."""
    query = select(Ticket).options(*scope.BY_ITSELF).where(Ticket.id.in_(ids), *which).order_by(Ticket.id)
    tickets = list(db.session.scalars(query.with_for_update(of=Ticket)))
    db.session.scalars(select(Person).where(Person.id.in_({ticket.reporter_id for ticket in tickets}))).all()
    return tickets


def _tell(tickets: list[Ticket], news: News, actor: journal.Actor) -> int:
    return len(tickets) - len(_ASIDE.each(tickets, lambda ticket: _tell_one(ticket, news, actor)))


def _tell_one(ticket: Ticket, news: News, actor: journal.Actor) -> None:
    changes: journal.Changes = {}
    if news.links and ticket.outage_id is not None:
        _carry_over(ticket, news)
    if news.links:
        journal.set_field(ticket, "outage_id", news.to, changes)
    if news.reopens:
        _reopen(ticket, changes)
    if news.links and ticket.outage_answer is not None:
        ticket.outage_answer = None
    if news.asks:
        _ask(ticket, changes)
    # All that becomes of a ticket is one change of its row, and one new version.
    with db.session.no_autoflush:
        _say(ticket, news, actor, changes)


def _carry_over(ticket: Ticket, news: News) -> None:
    """What its reporter said of the outage goes along where that goes on, and counts no more where it was none."""
    said = db.session.get(StillBroken, (ticket.id, ticket.outage_id))
    if said is None or (news.to is not None and not news.goes_on):
        return
    db.session.delete(said)
    if news.to is not None:
        _keep_that_it_was_broken(ticket.id, news.to)


def _ask(ticket: Ticket, changes: journal.Changes) -> None:
    """Resolved by the outage's end, as far as its own life allows; what its team had resolved needs no question."""
    before = Status(ticket.status)
    steps = path(before, Status.RESOLVED, merged=ticket.merged_at is not None, reopened=False)
    for step in steps:
        journal.move(ticket, step, StatusReason.OUTAGE if step is Status.RESOLVED else None, changes)
    if steps:
        changes["status"] = {"from": str(before), "to": ticket.status}
        ticket.next_update_by, ticket.outage_answer = None, str(OutageAnswer.ASKED)


def _reopen(ticket: Ticket, changes: journal.Changes) -> None:
    """What the outage's end had resolved is being worked on again."""
    if ticket.status == Status.RESOLVED and ticket.outage_answer == OutageAnswer.ASKED:
        journal.move(ticket, Status.IN_PROGRESS, None, changes)
        ticket.outage_answer = None


def _say(ticket: Ticket, news: News, actor: journal.Actor, changes: journal.Changes) -> None:
    """What only tells of the outage is no event of the ticket: its team hears of the outage itself, once."""
    event = EventType.UPDATED if changes else None
    if news.quiet:
        journal.note(ticket, actor, EntryType.CHANGE, event, visibility=Visibility.INTERNAL, changes=changes)
        return
    body = in_language(news.texts, ticket.team.language)
    journal.note(ticket, actor, EntryType.OUTAGE, event, body=body, texts=news.texts, changes=changes or None)
