"""Tickets of the past straight into the database, as an import of an older system's would bring them."""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple, cast

from sqlalchemy import Table, insert, inspect

from backend import db
from backend.ids import new_id, new_reference
from backend.tickets.models import Ticket

_AT_ONCE = 2_000


class Past(NamedTuple):
    """A problem that came in and is closed; `reporter` is a person's id."""

    at: dt.datetime
    postcode: str
    service: str
    reporter: str


def keep(tickets: Iterable[Past]) -> None:
    """Writes them, in an application context; figures and the feed do not hear of them."""
    table, rows = cast(Table, inspect(Ticket).local_table), _rows(tickets)
    while some := list(islice(rows, _AT_ONCE)):
        db.write(lambda some=some: db.session.execute(insert(table), some).rowcount)  # type: ignore[misc, attr-defined]


def _rows(tickets: Iterable[Past]) -> Iterator[dict[str, Any]]:
    given: set[str] = set()
    for ticket in tickets:
        name = new_reference()
        while name in given:
            name = new_reference()
        given.add(name)
        row: dict[str, Any] = {"id": new_id(), "reference": name, "kind": "problem", "service": ticket.service}
        row |= {"description": "Down.", "severity": "major", "priority": 2, "status": "closed"}
        row |= {"team_slug": "internet", "reporter_id": ticket.reporter, "routed_by": {"rule": None}}
        row |= {"customer_postcode": ticket.postcode, "customer_may_contact": False, "customer_informed": False}
        yield {**row, "status_since": ticket.at, "created_at": ticket.at, "updated_at": ticket.at, "version": 1}
