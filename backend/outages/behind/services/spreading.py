"""Carrying out rounds: a batch of those behind an outage, each batch whole or not at all."""

from typing import Any, cast

from sqlalchemy import Table, exists, inspect, select, update
from sqlalchemy.orm import aliased

from backend import db
from backend.aside import Aside
from backend.clock import now
from backend.forwarding.feed import record_change
from backend.outages.behind.models import Affected, OutageRound
from backend.outages.behind.services.candidates import trouble
from backend.outages.behind.services.rounds import AFFECTED, SIGNS, brings_behind, signs
from backend.outages.models import Outage
from backend.tickets import services as tickets
from backend.tickets.journal import Actor
from backend.tickets.models import Ticket
from shared import lifecycle
from shared.vocabulary import AffectedStatus, RoundKind

BATCH = 25
"""Tickets in one transaction: some tens of milliseconds, in which nobody else writes to SQLite."""
BATCH_OF_AFFECTED = 250
_ASIDE = Aside("outages' tickets")
_NOT_THERE = {AffectedStatus.UNDONE, AffectedStatus.WITHDRAWN}

_BECOME = {
    RoundKind.ASK: (AffectedStatus.WAITING, AffectedStatus.ASKED),
    RoundKind.REOPEN: (AffectedStatus.ASKED, AffectedStatus.WAITING),
}
"""What those without a ticket become."""


def anything_to_spread() -> bool:
    """Whether a round is under way; a read."""
    waiting = exists().where(OutageRound.finished_at.is_(None), *_ASIDE.none_of(OutageRound.seq))
    return bool(db.session.scalar(select(waiting)))


def spread() -> int:
    """Carries the next batch out; 0 where no round is under way. Runs inside `db.write`.

    The round's cursor moves in the transaction that tells them, so that a kill in between loses and doubles nothing.
    """
    row = _next()
    if row is None:
        return 0
    done: list[int] = []
    _ASIDE.try_one(row.seq, lambda: done.append(carry_on(row)))
    return sum(done) or 1


def carry_on(row: OutageRound) -> int:
    """The next batch of one round, whose row is locked; at least 1."""
    done = _affected(row) if row.phase == AFFECTED else _tickets(row)
    record_change("outage", row.outage_id, ["managers"])
    return max(1, done)


def _next() -> OutageRound | None:
    """The oldest of an outage that nobody is busy with, so that all hear things in the order of their saying.

    Who comes from an outage that goes on as it has come before: else they would miss what is said of it meanwhile.
    """
    earlier = aliased(OutageRound)
    first = (earlier.outage_id == OutageRound.outage_id) | brings_behind(OutageRound.outage_id, earlier)
    waits = exists().where(first, earlier.seq < OutageRound.seq, earlier.finished_at.is_(None))
    query = select(OutageRound).where(
        OutageRound.finished_at.is_(None),
        *_ASIDE.none_of(OutageRound.seq),
        ~waits,
    )
    return db.session.scalar(query.order_by(OutageRound.seq).limit(1).with_for_update(skip_locked=True))


def _tickets(row: OutageRound) -> int:
    news, actor = tickets.News(**row.news), Actor.of_kept(row.actor)
    if row.kind == RoundKind.LINK:
        ids = _to_link(row)
        told = tickets.put_behind(ids, news, actor, only_free=True)
    else:
        ids = tickets.behind(row.outage_id, row.cursor, BATCH)
        told = tickets.tell_behind(row.outage_id, ids, news, actor)
    row.tickets += told
    if len(ids) == BATCH:
        row.cursor = ids[-1]
    elif row.kind == RoundKind.LINK:
        row.finished_at = now()
    else:
        row.phase, row.cursor = AFFECTED, ""
    return told


def _to_link(row: OutageRound) -> list[str]:
    if row.phase == SIGNS:
        query = signs(row.outage_id).where(Ticket.id > row.cursor)
        return list(db.session.scalars(query.order_by(Ticket.id).limit(BATCH)))
    about = trouble(db.session.get_one(Outage, row.outage_id))
    return tickets.matching_ids(row.teams, about, row.cursor, BATCH)


def _affected(row: OutageRound) -> int:
    # With an outage that goes on as another go also those who have answered: its figures go along.
    concerned = set(AffectedStatus) - _NOT_THERE if row.kind == RoundKind.MOVE else lifecycle.AFFECTED_OPEN
    waiting = (Affected.outage_id == row.outage_id, Affected.status.in_(concerned))
    query = select(Affected.id, Affected.reporter_id).where(*waiting, Affected.id > row.cursor)
    found = db.session.execute(query.order_by(Affected.id).limit(BATCH_OF_AFFECTED).with_for_update()).all()
    if found:
        _tell([one.id for one in found], row)
    for one in found:
        record_change("affected", one.id, [f"person:{one.reporter_id}"])
    row.affected += len(found)
    if len(found) == BATCH_OF_AFFECTED:
        row.cursor = found[-1].id
    else:
        row.finished_at = now()
    return len(found)


def _tell(ids: list[str], row: OutageRound) -> None:
    """By few statements for all of them: what they are told stands with the outage."""
    at, kind, table = now(), RoundKind(row.kind), cast(Table, inspect(Affected).local_table)
    told: dict[str, Any] = {"updated_at": at, "version": table.c.version + 1}
    # Of a suspicion that came to nothing they knew nothing.
    told |= {} if row.news["quiet"] else {"told_at": at}
    if kind is RoundKind.MOVE:
        told["outage_id"] = row.news["to"]
    if kind is RoundKind.UNDO:
        told["status"] = str(AffectedStatus.UNDONE)
    db.session.execute(update(table).where(table.c.id.in_(ids)).values(told))
    if kind in _BECOME:
        of, becomes = _BECOME[kind]
        moved = {"status": str(becomes), "asked_at": at if becomes is AffectedStatus.ASKED else None}
        db.session.execute(update(table).where(table.c.id.in_(ids), table.c.status == of).values(moved))
