"""`python -m scripts.detecting.history DAYS A_DAY`: problems of so many days, in the database set, and who is on duty.

A process of its own, so that those who play people hold nothing of the server.
"""

import datetime as dt
import random
import sys
from collections.abc import Iterator

from sqlalchemy import select

from backend import db
from backend.accounts.models import Person
from backend.app import create_app
from backend.areas.memory import areas
from backend.clock import now
from scripts.processes import database, past

_SERVICES = ("internet", "internet", "tv", "mobile", "telephony")


def main() -> None:
    """Exits with one sentence where the database cannot be used."""
    days, a_day = int(sys.argv[1]), int(sys.argv[2])
    app = create_app(database.settings())
    with app.app_context():
        people = list(db.session.scalars(select(Person.id).where(Person.role == "employee").order_by(Person.id)))
        codes = areas().index().codes
        db.session.rollback()
        past.keep(_tickets(days, a_day, people, codes))
        db.session.remove()
        db.extension.engine.dispose()


def _tickets(days: int, a_day: int, people: list[str], codes: list[str]) -> Iterator[past.Past]:
    chance, end = random.Random(1), now()  # noqa: S311 - the same each time
    for number in range(days * a_day):
        at = end - dt.timedelta(days=chance.uniform(0.01, days))
        yield past.Past(at, f"{chance.choice(codes)}AB", chance.choice(_SERVICES), people[number % len(people)])


if __name__ == "__main__":
    main()
