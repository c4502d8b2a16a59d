"""One change of many tickets: each as PATCH would make it, in a savepoint of its own, so that none is half done."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from backend import db
from backend.accounts.caller import Caller
from backend.errors import DomainError
from backend.forwarding import feed
from backend.tickets import scope
from backend.tickets.models import Ticket
from backend.tickets.services.solving import amend

AT_ONCE = 25
"""Tickets in one transaction: a fraction of a second, in which nobody else writes to SQLite."""


@dataclass(frozen=True)
class Outcome:
    """What became of one ticket: itself, changed, or why not."""

    id: str
    result: Ticket | DomainError


def amend_each(caller: Caller, ids: Collection[str], change: dict[str, Any], etags: dict[str, str]) -> list[Outcome]:
    """Changes those of `ids` that may be, and says of each what became of it, in their order.

    A ticket with an ETag in `etags` must be as that says; of others the current state counts.
    """
    parent = change.get("parent")
    scope.lock(caller, [*ids, parent] if parent else ids)
    # In the order of ids, as everyone locks who locks many.
    done = {one: _amend_one(caller, one, change, etags.get(one, "*")) for one in sorted(ids)}
    return [done[one] for one in ids]


def _amend_one(caller: Caller, ticket_id: str, change: dict[str, Any], match: str) -> Outcome:
    before = feed.recorded()
    try:
        with db.session.begin_nested():
            return Outcome(ticket_id, amend(caller, ticket_id, change, match))
    except DomainError as refusal:
        feed.back_to(before)
        return Outcome(ticket_id, refusal)
