"""Rounds through all who are behind an outage: begun in the transaction of what they tell; the worker does the rest."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Table, func, insert, inspect, literal, or_, select, update

from backend import db
from backend.clock import now
from backend.config import AUTO, config
from backend.ids import new_id
from backend.outages.behind.models import Affected, OutageRound
from backend.outages.behind.services import wording
from backend.outages.behind.services.candidates import trouble
from backend.outages.happened import Happened, What
from backend.outages.merged import with_merged
from backend.outages.models import Outage, OutageSign
from backend.tickets import services as tickets
from backend.tickets.journal import SYSTEM, Actor
from backend.tickets.models import Ticket
from shared import lifecycle
from shared.vocabulary import OutageStatus, RoundKind

SIGNS, TICKETS, AFFECTED = "signs", "tickets", "affected"
"""What a round goes through: tickets that a suspicion was drawn from, or tickets and then those without one."""
OVER = frozenset({OutageStatus.RESOLVED, OutageStatus.COMPLETED})
"""After these the question is whether it works again."""

_UNDONE = (What.DISMISSED, What.CANCELLED)


def react(happened: Happened) -> None:
    """Brings a change of an outage to all who are behind it, and behind it whom it now reaches (telling.py)."""
    kind = _kind(happened)
    if kind is not None:
        _begin_telling(happened, kind)
    outage = happened.outage
    if happened.what is What.DECLARED and config().outage_links == AUTO:
        take_in(outage)
    is_open = outage.status not in lifecycle.OUTAGE_ENDED and outage.status != OutageStatus.SUSPECTED
    if happened.what is What.DECLARED and happened.before is not None:
        _begin_linking_signs(outage)
    if happened.into is not None:
        _hand_on_signs(outage, happened.into)
    if outage.takes_in and is_open and happened.reaches_further:
        begin_linking(outage, SYSTEM)


def begin_linking(outage: Outage, actor: Actor, teams: Sequence[str] | None = None) -> OutageRound | None:
    """A round that puts all open tickets behind the outage that match, of these teams alone; None where none does."""
    total = tickets.count_matching_of(teams, trouble(outage))
    named = list(teams) if teams is not None else None
    return _begin(outage, RoundKind.LINK, link_news(outage), actor, total, teams=named)


def _begin_linking_signs(outage: Outage) -> None:
    """A suspicion that is confirmed is behind the tickets that it was drawn from."""
    total = db.session.scalar(select(func.count()).select_from(signs(outage.id).subquery())) or 0
    _begin(outage, RoundKind.LINK, link_news(outage), SYSTEM, total, phase=SIGNS)


def _hand_on_signs(outage: Outage, into: Outage) -> None:
    """What a suspicion was drawn from is a sign of what it goes on as, and behind that where it is no suspicion."""
    known = select(OutageSign.ticket_id).where(OutageSign.outage_id == into.id)
    rows = select(literal(into.id), OutageSign.ticket_id, OutageSign.at)
    rows = rows.where(OutageSign.outage_id == outage.id, OutageSign.ticket_id.not_in(known))
    db.session.execute(insert(OutageSign).from_select(["outage_id", "ticket_id", "at"], rows))
    if into.status != OutageStatus.SUSPECTED:
        _begin_linking_signs(into)


def signs(outage_id: str) -> Select[str]:
    """The ids of the open tickets that a suspicion was drawn from, and that are behind no outage that goes on."""
    free = (tickets.is_free(), tickets.not_declined(with_merged([outage_id])[outage_id]))
    query = select(Ticket.id).join(OutageSign, OutageSign.ticket_id == Ticket.id)
    query = query.where(OutageSign.outage_id == outage_id, *free)
    return query.where(Ticket.status.not_in(lifecycle.DONE))


def take_in(outage: Outage) -> None:
    """From now on what matches comes behind it by itself."""
    table = cast(Table, inspect(Outage).local_table)
    # Past the ORM, which would count a version: nothing that people see of it changes.
    db.session.execute(update(table).where(table.c.id == outage.id).values(takes_in=True))
    db.session.refresh(outage, ["takes_in"])


def link_news(outage: Outage) -> tickets.News:
    """What a ticket is told that comes behind the outage; behind one that is over it is asked at once."""
    return tickets.News(wording.of_link(outage), asks=outage.status in OVER, links=True, to=outage.id)


def _kind(happened: Happened) -> RoundKind | None:
    """What they are told; None where nothing is."""
    what, before = happened.what, happened.before
    if what in _UNDONE:
        return RoundKind.UNDO
    if what is What.MERGED:
        return RoundKind.MOVE
    if happened.hidden or (happened.update is None and what is not What.DECLARED):
        return None
    if what is What.RESOLVED:
        return RoundKind.ASK
    was_over = before is not None and before.status in OVER
    return RoundKind.REOPEN if was_over and what is What.MOVED else RoundKind.NEWS


def _begin_telling(happened: Happened, kind: RoundKind) -> None:
    outage, into = happened.outage, happened.into
    # Who knew of no outage hears that there is one, where that is known now.
    quiet = happened.hidden and (into is None or into.status == OutageStatus.SUSPECTED)
    news = tickets.News(
        wording.of_link(into) if into is not None and happened.hidden else wording.of_change(happened),
        asks=kind is RoundKind.ASK,
        reopens=kind in (RoundKind.REOPEN, RoundKind.UNDO),
        links=kind in (RoundKind.UNDO, RoundKind.MOVE),
        to=into.id if into is not None else None,
        goes_on=kind is RoundKind.MOVE,
        quiet=quiet,
    )
    update_id = happened.update.id if happened.update is not None else None
    total = how_many(outage.id) + on_their_way(outage.id)
    _begin(outage, kind, news, happened.actor, total, update_id=update_id)


def how_many(outage_id: str) -> int:
    """How many are behind it that can still be told something."""
    waiting = (Affected.outage_id == outage_id, Affected.status.in_(lifecycle.AFFECTED_OPEN))
    entries = db.session.scalar(select(func.count()).where(*waiting)) or 0
    return tickets.count_behind(outage_id) + entries


def on_their_way(outage_id: str) -> int:
    """How many come behind it by rounds that are not done: they hear what is said now after they have come."""
    left = OutageRound.total - OutageRound.tickets - OutageRound.affected
    rows = db.session.scalars(select(left).where(OutageRound.finished_at.is_(None), brings_behind(outage_id)))
    return sum(max(1, number) for number in rows)


def brings_behind(outage_id: Any, of: Any = OutageRound) -> ColumnElement[bool]:
    """Which rounds bring somebody behind that outage: of its own, or of one that goes on as it."""
    goes_on = (of.kind == RoundKind.MOVE) & (of.news["to"].as_string() == outage_id)
    return or_(goes_on, (of.kind == RoundKind.LINK) & (of.outage_id == outage_id))


def _begin(
    outage: Outage,
    kind: RoundKind,
    news: tickets.News,
    actor: Actor,
    total: int,
    *,
    update_id: str | None = None,
    teams: list[str] | None = None,
    phase: str = TICKETS,
) -> OutageRound | None:
    if not total:
        return None
    row = OutageRound(id=new_id(), outage_id=outage.id, update_id=update_id, kind=str(kind), teams=teams, at=now())
    row.news, row.actor = asdict(news), actor.kept()
    row.phase, row.cursor, row.total, row.tickets, row.affected = phase, "", total, 0, 0
    db.session.add(row)
    db.session.flush()
    return row
