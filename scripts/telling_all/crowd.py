"""`python -m scripts.telling_all.crowd OUTAGE TICKETS AFFECTED`: so many behind the outage, in the database set.

A process of its own, so that those who play people hold nothing of the server. Rows are written as they would stand.
"""

import sys
from collections.abc import Iterator
from typing import Any, cast

from sqlalchemy import Table, insert, inspect, select

from backend import db
from backend.accounts.models import Person
from backend.app import create_app
from backend.clock import now
from backend.ids import new_id, new_reference
from backend.outages.behind.models import Affected
from backend.tickets.models import Entry, Ticket
from scripts.processes import database

_BATCH = 1000


def main() -> None:
    """Exits with one sentence where the database cannot be used."""
    outage, tickets, affected = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    app = create_app(database.settings())
    with app.app_context():
        people = list(db.session.scalars(select(Person.id).where(Person.role == "employee").order_by(Person.id)))
        db.session.rollback()
        references = _references()
        for first in range(0, tickets, _BATCH):
            names = (next(references) for _ in range(first, min(first + _BATCH, tickets)))
            some = [_ticket(outage, people[n % len(people)], n, name) for n, name in enumerate(names, first)]
            db.write(lambda rows=some: _add_tickets(rows))
        for first in range(0, affected, _BATCH):
            more = [_affected(outage, people[n % len(people)], n) for n in range(first, min(first + _BATCH, affected))]
            db.write(lambda rows=more: _add(Affected, rows))
        db.session.remove()
        db.extension.engine.dispose()


def _add_tickets(rows: list[dict[str, Any]]) -> int:
    _add(Ticket, rows)
    told = {"type": "created", "visibility": "public", "actor_kind": "reporter", "actor_name": "Somebody"}
    return _add(Entry, [{"id": new_id(), "ticket_id": row["id"], "at": row["created_at"], **told} for row in rows])


def _add(model: type[Any], rows: list[dict[str, Any]]) -> int:
    db.session.execute(insert(cast(Table, inspect(model).local_table)), rows)
    return len(rows)


def _common(outage: str, person: str, number: int) -> dict[str, Any]:
    at = now()
    customer = {"customer_name": f"Friend {number}", "customer_postcode": "3511AB"}
    customer |= {"customer_may_contact": False, "customer_informed": False}
    whose = {"id": new_id(), "outage_id": outage, "reporter_id": person, "service": "internet", "severity": "major"}
    return {**whose, **customer, "created_at": at, "updated_at": at, "version": 1}


def _references() -> Iterator[str]:
    """No two alike: of so many at once two sometimes are."""
    given: set[str] = set()
    while True:
        name = new_reference()
        if name not in given:
            given.add(name)
            yield name


def _ticket(outage: str, person: str, number: int, name: str) -> dict[str, Any]:
    row = _common(outage, person, number)
    rest = {"reference": name, "kind": "problem", "description": f"Down {number}", "priority": 2}
    rest |= {"status": "acknowledged", "status_since": row["created_at"], "team_slug": "internet"}
    return {**row, **rest, "routed_by": {"rule": None}}


def _affected(outage: str, person: str, number: int) -> dict[str, Any]:
    return {**_common(outage, person, number), "status": "waiting"}


if __name__ == "__main__":
    main()
