"""A company with two weeks of tickets, many reporters, and workers that look when a test says so."""

import datetime as dt
import itertools
import random
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select

from backend import db
from backend.accounts import services as accounts
from backend.outages.detection import learning
from backend.outages.detection.models import LogEntry, Suspected
from backend.outages.detection.watching import Watching
from backend.tickets.models import Ticket
from tests.backend.client import Client
from tests.backend.duty.conftest import mailed, managers, on_duty  # noqa: F401 - fixtures
from tests.backend.outages.behind import spread as spread_all
from tests.backend.tickets.at import Set, frozen, moment

START = "2026-06-01 10:00"
HISTORY = 150
PLACES = ("1011AB", "3511AB", "3512AB", "3581AB", "9711AB", "6811AB", "5611AB", "2511AB", "8911AB", "4381AB")
REPORTERS = 12


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Set:
    set_to = frozen(monkeypatch)
    set_to(START)
    return set_to


@pytest.fixture
def history(app: Flask, at: Set, employee: Client) -> None:
    """Some ten problems a day for two weeks, here and there."""
    at("2026-05-18 08:00")
    first = employee.submit(customer={"name": "The first", "postcode": "1011AB"})
    chance, rows = random.Random(7), []  # noqa: S311 - the same each time
    with app.app_context():
        kept = db.session.get_one(Ticket, first["id"])
        facts = {column.key: getattr(kept, column.key) for column in Ticket.__table__.columns}
        for number in range(HISTORY):
            came = moment("2026-05-18 08:00") + dt.timedelta(hours=chance.uniform(0, 14 * 24))
            of = {"id": f"past-{number}", "reference": f"PAST-{number}", "service": chance.choice(("internet", "tv"))}
            rows.append(facts | of | {"created_at": came, "customer_postcode": chance.choice(PLACES)})
        db.session.execute(insert(Ticket), rows)
        db.session.commit()
    at(START)


@pytest.fixture
def learned(app: Flask, history: None) -> None:
    with app.app_context():
        learning.learn_now()


@pytest.fixture
def reporters(app: Flask, sign_in: Callable[[str], Client]) -> list[Client]:
    """Employees, as one who passes on much counts once."""
    names = [f"reporter{number}@example.org" for number in range(REPORTERS)]
    with app.app_context():
        for name in names:
            db.write(lambda name=name: accounts.add_person(name, name.partition("@")[0], "employee").id)
    return [sign_in(name) for name in names]


Pass = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def pass_on(at: Set, reporters: list[Client]) -> Pass:
    """Problems passed on by as many people, two minutes after each other."""
    turn = itertools.cycle(reporters)
    clock = [moment(START)]

    def pass_on(number: int, postcode: str = "3511AB", minutes: float = 2, **changes: Any) -> list[dict[str, Any]]:
        found = []
        for count in range(number):
            clock[0] += dt.timedelta(minutes=minutes)
            at(clock[0])
            customer = {"name": f"Friend {count}", "phone": "0612345678", "postcode": postcode}
            found.append(next(turn).submit(customer=customer, **changes))
        return found

    return pass_on


Look = Callable[..., None]


@pytest.fixture
def worker(app: Flask) -> Callable[[str], Look]:
    """A worker by name: each call looks until nothing is left."""

    def worker(name: str = "one") -> Look:
        watching = Watching(name)

        def look() -> None:
            with app.app_context():
                while watching.go_on():
                    pass
                db.session.remove()

        return look

    return worker


@pytest.fixture
def look(worker: Callable[[str], Look], learned: None) -> Look:
    return worker("one")


@pytest.fixture
def spread(app: Flask) -> Callable[[], int]:
    return lambda: spread_all(app)


def suspicions(client: Client) -> list[dict[str, Any]]:
    """The suspected outages, each as the API shows it."""
    items = client.get("/outages").json["items"]
    return [client.get(f"/outages/{item['id']}").json for item in items if item["status"] == "suspected"]


def told(app: Flask) -> list[tuple[Any, ...]]:
    """All that detection came to, without the ids of outages: what two histories that are the same agree in."""
    with app.app_context():
        columns = (LogEntry.kind, LogEntry.at, LogEntry.ticket_id, LogEntry.key, LogEntry.told)
        log = [tuple(row) for row in db.session.execute(select(*columns).order_by(LogEntry.seq))]
        kept = select(Suspected.key, Suspected.raised, Suspected.told, Suspected.decided).order_by(Suspected.key)
        return [*log, *(tuple(row) for row in db.session.execute(kept))]
