"""Which indexes find a list's tickets: scopes and statuses that are joined by "or" are looked up one by one, each by an
index that gives its tickets in order, and the first of each are merged: a page costs the same at any size and depth.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from backend.accounts.caller import Caller
from backend.tickets import scope
from backend.tickets.models import Ticket
from backend.tickets.services import filters
from backend.tickets.services.filters import Query
from backend.tickets.services.sorting import Order, Place
from shared import lifecycle

_MOST_BRANCHES = 48

Conditions = list[ColumnElement[bool]]


@dataclass(frozen=True)
class Branch:
    """Tickets that one index finds; no two branches of a query hold the same ticket.

    `few`: they are all taken and then put in order. Otherwise the index gives them in order, and a page is enough.
    """

    found_by: Conditions
    few: bool = False


def ids(caller: Caller, query: Query, order: Order, place: Place | None, most: int) -> list[Select[Any]]:
    """Queries for the ids of the first tickets after `place`, `most` of each branch at least; raises Invalid."""
    found = split(caller, query, order)
    return [part for branch in found for part in _ids(caller, query, branch, order, place, most)]


def split(caller: Caller, query: Query, order: Order | None) -> list[Branch]:
    """The branches of a list in `order`, or of a count; raises Invalid."""
    filters.check(caller, query)
    narrow = filters.narrow(caller, query)
    if narrow is not None:
        return [Branch([*narrow, scope.visible(caller, filters.hide)], few=True)]
    found = list(_scopes(caller, query))
    statuses = filters.words(query, "status")
    if not _by_status(statuses, order) or len(found) * len(statuses) > _MOST_BRANCHES:
        return found
    return [part for branch in found for part in _by_each(branch, statuses, order)]


def _by_status(statuses: list[str], order: Order | None) -> bool:
    """Whether to look up by status: its index is in order of coming in, and what is open are thousands at most."""
    return bool(statuses) and (_is_its_own(order) or not set(statuses) & lifecycle.ENDED)


def _is_its_own(order: Order | None) -> bool:
    return order is None or order.fields[0] == "created_at"


def _by_each(branch: Branch, statuses: list[str], order: Order | None) -> list[Branch]:
    if branch.few:
        return [branch]
    return [Branch([*branch.found_by, Ticket.status == status], few=not _is_its_own(order)) for status in statuses]


def _scopes(caller: Caller, query: Query) -> Iterator[Branch]:
    asked = filters.words(query, "team")
    if caller.is_manager and not asked:
        yield Branch([])
        return
    own = asked if caller.is_manager else sorted(caller.teams)
    yield from (Branch([Ticket.team_slug == team]) for team in own if not asked or team in asked)
    if caller.is_person and not caller.is_manager:
        elsewhere = [filters.hide("team_slug").not_in(own)] if own else []
        yield Branch([Ticket.reporter_id == caller.id, *elsewhere], few=True)


def _ids(
    caller: Caller, query: Query, branch: Branch, order: Order, place: Place | None, most: int
) -> Iterator[Select[Any]]:
    seen = filters.hide if branch.few else filters.but(order.fields[0])
    rows = select(Ticket.id).where(*wanted(caller, query, branch, seen))
    for after, fields in order.stretches(place):
        if branch.few:
            yield rows.where(*after)
            continue
        page = rows.where(*after).order_by(*order.ordered(fields)).limit(most)
        yield select(page.subquery().c.id)


def wanted(caller: Caller, query: Query, branch: Branch, seen: filters.Columns) -> Conditions:
    """All that is asked of a branch's tickets."""
    return [*branch.found_by, *filters.conditions(caller, query, seen)]
