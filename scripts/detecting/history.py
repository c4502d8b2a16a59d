"""`python -m scripts.detecting.history DAYS A_DAY`: problems of so many days, in the database set, and who is on duty.

A process of its own, so that those who play people hold nothing of the server.
"""

import datetime as dt
import random
import sys
from collections.abc import Iterator
from typing import Any, cast

from sqlalchemy import Table, insert, inspect, select

from backend import db
from backend.accounts.models import Person
from backend.app import create_app
from backend.areas.memory import areas
from backend.clock import now
from backend.ids import new_id, new_reference
from backend.tickets.models import Ticket
from scripts.processes import database

_BATCH = 1000
_SERVICES = ("internet", "internet", "tv", "mobile", "telephony")


def main() -> None:
    """Exits with one sentence where the database cannot be used."""
    days, a_day = int(sys.argv[1]), int(sys.argv[2])
    app = create_app(database.settings())
    with app.app_context():
        people = list(db.session.scalars(select(Person.id).where(Person.role == "employee").order_by(Person.id)))
        codes = areas().index().codes
        db.session.rollback()
        rows = list(_tickets(days, a_day, people, codes))
        table = cast(Table, inspect(Ticket).local_table)
        for first in range(0, len(rows), _BATCH):
            some = rows[first : first + _BATCH]
            db.write(lambda some=some: db.session.execute(insert(table), some).rowcount)
        db.session.remove()
        db.extension.engine.dispose()


def _tickets(days: int, a_day: int, people: list[str], codes: list[str]) -> Iterator[dict[str, Any]]:
    chance, end, given = random.Random(1), now(), set[str]()  # noqa: S311 - the same each time
    for number in range(days * a_day):
        name = new_reference()
        while name in given:
            name = new_reference()
        given.add(name)
        at = end - dt.timedelta(days=chance.uniform(0.01, days))
        customer = {"customer_name": f"Friend {number}", "customer_postcode": f"{chance.choice(codes)}AB"}
        customer |= {"customer_may_contact": False, "customer_informed": False}
        row = {"id": new_id(), "reference": name, "kind": "problem", "service": chance.choice(_SERVICES)}
        row |= {"description": f"Down {number}", "severity": "major", "priority": 2, "status": "closed"}
        row |= {"team_slug": "internet", "reporter_id": people[number % len(people)], "routed_by": {"rule": None}}
        yield {**row, **customer, "status_since": at, "created_at": at, "updated_at": at, "version": 1}


if __name__ == "__main__":
    main()
