"""A team's queue: pages of tickets in an order, and how many there are; always within the caller's scope."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select, union_all

from backend import db
from backend.accounts.caller import Caller
from backend.accounts.models import Person
from backend.teams import services as teams
from backend.tickets.models import Ticket
from backend.tickets.services import branches, filters, searching
from backend.tickets.services.filters import Query
from backend.tickets.services.sorting import Order, Place

_BY = {"status": "status", "team": "team_slug", "assignee": "assignee_id", "priority": "priority"}


def list_tickets(caller: Caller, query: Query, order: Order, place: Place | None, most: int) -> list[Ticket]:
    """Up to `most` tickets after `place`, which is where the page before ended; raises Invalid, naming the filter."""
    if searching.asked(query):
        return searching.page(caller, query, order, place, most)
    parts = branches.ids(caller, query, order, place, most)
    if not parts:
        return []
    rows = select(Ticket).where(Ticket.id.in_(union_all(*parts)))
    return list(db.session.scalars(rows.order_by(*order.by()).limit(most)))


def count(caller: Caller, query: Query) -> dict[Any, int]:
    """How many tickets there are for each value of `query["by"]`; raises Invalid, naming the filter."""
    of, found = filters.column(_BY[query["by"]]), dict[Any, int]()
    for wanted in _counted(caller, query):
        for value, number in db.session.execute(select(of, func.count()).where(*wanted).group_by(of)):
            found[value] = found.get(value, 0) + number
    return found


def _counted(caller: Caller, query: Query) -> list[branches.Conditions]:
    """Conditions that each count some of the tickets; no ticket is counted twice."""
    if searching.asked(query):
        return [hits] if (hits := searching.hits(caller, query)) is not None else []
    return [branches.wanted(caller, query, one, filters.hide) for one in branches.split(caller, query, None)]


def names(by: str, values: Collection[Any]) -> dict[Any, str]:
    """What the teams or people of a count by `by` are called."""
    if by == "team":
        return teams.names()
    if by != "assignee":
        return {}
    people = select(Person.id, Person.name).where(Person.id.in_([value for value in values if value]))
    return {row.id: row.name for row in db.session.execute(people)}
