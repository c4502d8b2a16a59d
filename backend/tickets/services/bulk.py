"""One change of many tickets: each as PATCH would make it, in a savepoint of its own, so that none is half done."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from backend import db
from backend.accounts.caller import Caller
from backend.errors import DomainError
from backend.tickets import scope
from backend.tickets.models import Entry, Ticket
from backend.tickets.services.solving import amend
from shared.vocabulary import EntryType

AT_ONCE = 25
"""Tickets in one transaction: a fraction of a second, in which nobody else writes to SQLite."""


@dataclass(frozen=True)
class Asked:
    """One change, of which tickets, as which ETags know them, and since when."""

    ids: Collection[str]
    change: dict[str, Any]
    etags: dict[str, str]
    at: dt.datetime


@dataclass(frozen=True)
class Outcome:
    """What became of one ticket: itself, changed, or why not."""

    id: str
    result: Ticket | DomainError


def amend_each(caller: Caller, asked: Asked, ids: Collection[str]) -> list[Outcome]:
    """Changes those of `ids`, some of the tickets asked for, that may be; says of each what became of it, in order.

    A ticket with an ETag must be as that says; of others the current state counts. A duplicate goes to another team
    with its parent, and so is not refused where that goes.
    """
    parent = asked.change.get("parent")
    # All are locked in the order of ids, as everyone locks who locks many; then parents go first.
    scope.lock(caller, [*ids, parent] if parent else ids)
    duplicates = _duplicates(asked, ids)
    in_order = sorted(ids, key=lambda one: (one in duplicates, one))
    done = {one: _amend_one(caller, one, asked.change, asked.etags.get(one, "*")) for one in in_order}
    done |= {one: _gone_along(caller, asked, done[one]) for one in duplicates}
    return [done[one] for one in ids]


def _duplicates(asked: Asked, ids: Collection[str]) -> set[str]:
    """Those of `ids` that may go along with a parent that is asked for too."""
    if "team" not in asked.change:
        return set()
    merged = select(Ticket.id).where(Ticket.id.in_(ids), Ticket.merged_at.is_not(None))
    return set(db.session.scalars(merged.where(Ticket.parent_id.in_(asked.ids))))


def _gone_along(caller: Caller, asked: Asked, outcome: Outcome) -> Outcome:
    """Of a duplicate that was refused: itself, where it came from the caller's team to the one asked for since then."""
    if isinstance(outcome.result, Ticket):
        return outcome
    ticket = db.session.scalar(select(Ticket).where(Ticket.id == outcome.id, Ticket.team_slug == asked.change["team"]))
    last = select(Entry).where(Entry.ticket_id == outcome.id, Entry.type == EntryType.TRANSFER)
    transfer = db.session.scalar(last.order_by(Entry.seq.desc()).limit(1))
    if ticket is None or transfer is None or transfer.at < asked.at or not transfer.changes:
        return outcome
    theirs = caller.is_manager or transfer.changes["team"]["from"] in caller.teams
    return Outcome(ticket.id, ticket) if theirs else outcome


def _amend_one(caller: Caller, ticket_id: str, change: dict[str, Any], match: str) -> Outcome:
    try:
        with db.part():
            return Outcome(ticket_id, amend(caller, ticket_id, change, match))
    except DomainError as refusal:
        return Outcome(ticket_id, refusal)
