"""A team's queue: pages of tickets in an order, and how many there are; always within the caller's scope."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import case, func, select, union_all

from backend import db
from backend.accounts.caller import Caller
from backend.accounts.models import Person
from backend.clock import now
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


def glance(caller: Caller, query: Query) -> dict[str, dict[str, int]]:
    """Of tickets that `query` leaves, by status: how many, how many of them are the caller's, and are too late.

    What three counts would tell, looked at once: each page of the queue shows it.
    """
    mine = case((Ticket.assignee_id == caller.id, 1), else_=0)
    late = case((filters.breached_at(now()), 1), else_=0)
    told = select(Ticket.status, func.count(), func.sum(mine), func.sum(late)).group_by(Ticket.status)
    found: dict[str, dict[str, int]] = {}
    for wanted in _counted(caller, query):
        for status, many, own, over in db.session.execute(told.where(*wanted)):
            so_far = found.setdefault(status, {"all": 0, "mine": 0, "late": 0})
            for name, number in (("all", many), ("mine", own), ("late", over)):
                so_far[name] += int(number or 0)
    return found


def names(by: str, values: Collection[Any]) -> dict[Any, str]:
    """What the teams or people of a count by `by` are called."""
    if by == "team":
        return teams.names()
    if by != "assignee":
        return {}
    people = select(Person.id, Person.name).where(Person.id.in_([value for value in values if value]))
    return {row.id: row.name for row in db.session.execute(people)}
