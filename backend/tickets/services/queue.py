"""A team's queue: pages of tickets in an order, and how many there are; always within the caller's scope.

Scopes and statuses that are joined by "or" are looked up one by one, each by an index that gives its tickets in order,
and the first of each are merged: a page costs the same at any size, and at any depth.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, union_all

from backend import db
from backend.accounts.caller import Caller
from backend.accounts.models import Person
from backend.teams import services as teams
from backend.tickets import scope
from backend.tickets.models import Ticket
from backend.tickets.services import filters
from backend.tickets.services.filters import Query
from backend.tickets.services.sorting import ORDERS, Order, Place
from shared import lifecycle

_MOST_BRANCHES = 48
_BY = {"status": "status", "team": "team_slug", "assignee": "assignee_id", "priority": "priority"}

Conditions = list[ColumnElement[bool]]


@dataclass(frozen=True)
class Branch:
    """Tickets that one index finds; no two branches of a query hold the same ticket.

    `few`: they are all taken and then put in order. Otherwise the index gives them in order, and a page is enough.
    """

    found_by: Conditions
    few: bool = False


def list_tickets(caller: Caller, query: Query, place: Place | None) -> list[Ticket]:
    """One more than a page (`query["limit"]`) of tickets, so that the reader knows whether there is a next one.

    `place` is where the page before ended (`Order.place`). Raises Invalid, naming the filter.
    """
    order, most = ORDERS[query["sort"]], query["limit"] + 1
    parts = [part for branch in _branches(caller, query, order) for part in _ids(caller, query, branch, order, place)]
    if not parts:
        return []
    rows = select(Ticket).where(Ticket.id.in_(union_all(*parts)))
    return list(db.session.scalars(rows.order_by(*order.by()).limit(most)))


def count(caller: Caller, query: Query) -> dict[Any, int]:
    """How many tickets there are for each value of `query["by"]`; raises Invalid, naming the filter."""
    of, found = filters.column(_BY[query["by"]]), dict[Any, int]()
    for branch in _branches(caller, query, None):
        rows = select(of, func.count()).where(*_wanted(caller, query, branch, filters.hide)).group_by(of)
        for value, number in db.session.execute(rows):
            found[value] = found.get(value, 0) + number
    return found


def names(by: str, values: Collection[Any]) -> dict[Any, str]:
    """What the teams or people of a count by `by` are called."""
    if by == "team":
        return teams.names()
    if by != "assignee":
        return {}
    people = select(Person.id, Person.name).where(Person.id.in_([value for value in values if value]))
    return {row.id: row.name for row in db.session.execute(people)}


def _branches(caller: Caller, query: Query, order: Order | None) -> list[Branch]:
    filters.check(caller, query)
    narrow = filters.narrow(caller, query)
    if narrow is not None:
        return [Branch([*narrow, scope.visible(caller, filters.hide)], few=True)]
    found = list(_scopes(caller, query))
    statuses = filters.words(query, "status")
    if not _by_status(statuses, order) or len(found) * len(statuses) > _MOST_BRANCHES:
        return found
    return [part for branch in found for part in _split(branch, statuses, order)]


def _by_status(statuses: list[str], order: Order | None) -> bool:
    """Whether to look up by status: its index is in order of coming in, and what is open are thousands at most."""
    return bool(statuses) and (_is_its_own(order) or not set(statuses) & lifecycle.ENDED)


def _is_its_own(order: Order | None) -> bool:
    return order is None or order.fields[0] == "created_at"


def _split(branch: Branch, statuses: list[str], order: Order | None) -> list[Branch]:
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


def _ids(caller: Caller, query: Query, branch: Branch, order: Order, place: Place | None) -> Iterator[Select[Any]]:
    seen = filters.hide if branch.few else filters.but(order.fields[0])
    rows = select(Ticket.id).where(*_wanted(caller, query, branch, seen))
    for after, fields in order.stretches(place):
        if branch.few:
            yield rows.where(*after)
            continue
        page = rows.where(*after).order_by(*order.ordered(fields)).limit(query["limit"] + 1)
        yield select(page.subquery().c.id)


def _wanted(caller: Caller, query: Query, branch: Branch, seen: filters.Columns) -> Conditions:
    return [*branch.found_by, *filters.conditions(caller, query, seen)]
