"""What is counted as tickets change is what a recount finds, whatever was done in between, and whoever was killed."""

import datetime as dt
import os
import random
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, update

from backend import db
from backend.deadlines import services as deadlines
from backend.figures import services
from backend.figures.models import DayCount, HourCount, TicketCounted
from backend.tickets.models import Ticket
from shared.schemas.clocks import ClocksSchema
from tests.backend.client import Client
from tests.backend.outages.declared import outage
from tests.backend.tickets.at import Set, moment

ACTS = int(os.environ.get("DOORGEVEN_EXAMPLES", "120"))
POSTCODES = ("3511 AB", "1011 AB", "4331", "9711 AA", "2511 AA", None)


class Company:
    """Everybody at work, each act at random; what is refused is refused."""

    def __init__(self, chance: random.Random, reporter: Client, solver: Client, manager: Client) -> None:
        self.chance, self.reporter, self.solver, self.manager = chance, reporter, solver, manager
        self.tickets: list[dict[str, Any]] = []
        self.outages: list[dict[str, Any]] = []

    def act(self) -> None:
        acts = [self.submit, self.move, self.move, self.hand_on, self.say, self.rate, self.correct]
        acts += [self.declare, self.tell, self.affected, self.merge]
        answer = self.chance.choice(acts)()
        assert answer is None or answer.status_code < 500, answer.text

    def submit(self) -> Any:
        postcode = self.chance.choice(POSTCODES)
        customer = {"name": "Oma", "postcode": postcode} if postcode else None
        kind = {"kind": "problem", "service": self.chance.choice(["internet", "tv", "mobile"])} if postcode else {}
        body = {"kind": "question", "description": "What now?", "severity": "minor", **kind}
        answer = self.reporter.post("/tickets", {**body, **({"customer": customer} if customer else {})})
        assert answer.status_code == 201, answer.text
        self.tickets.append(answer.json or {})

    def move(self) -> Any:
        status = self.chance.choice(["in_progress", "pending", "held", "resolved", "rejected"])
        reason = {"status_reason": "fixed"} if status in ("resolved", "rejected") else {}
        return self._amend(status=status, **reason)

    def hand_on(self) -> Any:
        return self._amend(team=self.chance.choice(["internet", "tv", "mobile"]))

    def say(self) -> Any:
        what = self.chance.choice(["reopen", "confirm", "cancel", "seen"])
        return self._about(lambda one: self.reporter.post(f"/tickets/{one['id']}/{what}"))

    def rate(self) -> Any:
        stars = {"rating": self.chance.randint(1, 5)}
        return self._about(lambda one: self.reporter.post(f"/tickets/{one['id']}/rating", stars))

    def correct(self) -> Any:
        def patch(one: dict[str, Any]) -> Any:
            etag = self.reporter.get(f"/tickets/{one['id']}").headers["ETag"]
            return self.reporter.patch(f"/tickets/{one['id']}/customer", {"postcode": "8011 AA"}, etag)

        return self._about(patch)

    def declare(self) -> Any:
        areas = [self.chance.choice(["3511", "10", "province:Zeeland", "NL"])]
        answer = self.manager.post("/outages", outage(areas=areas, impact=self.chance.choice(["minor", "critical"])))
        self.outages.append(answer.json or {})
        return answer

    def tell(self) -> Any:
        status = self.chance.choice(["identified", "monitoring", "resolved", "investigating", "closed", "dismissed"])
        body = {"text": "So it is.", "status": status}
        return self._of_outage(lambda one: self.manager.post(f"/outages/{one['id']}/updates", body))

    def affected(self) -> Any:
        return self._of_outage(lambda one: self.reporter.post(f"/outages/{one['id']}/affected", {}))

    def merge(self) -> Any:
        into = self.chance.choice(self.outages or [{"id": "none"}])["id"]
        return self._of_outage(lambda one: self.manager.post(f"/outages/{one['id']}/merge", {"into": into}))

    def _amend(self, **changes: Any) -> Any:
        return self._about(lambda one: self.manager.amend(one, **changes))

    def _about(self, act: Callable[[dict[str, Any]], Any]) -> Any:
        return act(self.chance.choice(self.tickets)) if self.tickets else None

    def _of_outage(self, act: Callable[[dict[str, Any]], Any]) -> Any:
        return act(self.chance.choice(self.outages)) if self.outages else None


@pytest.fixture
def company(employee: Client, solver: Client, manager: Client) -> Company:
    return Company(random.Random(ACTS), employee, solver, manager)  # noqa: S311 - the same acts each time, on purpose


def test_whatever_is_done_and_whoever_is_killed_in_between(
    at: Set, app: Flask, company: Company, recount: Callable[[], Any]
) -> None:
    then = at(moment("2026-05-30 20:00"))
    with app.app_context():
        targets = {name: {"3": {"minutes": 90, "hours": "always"}} for name in ("response", "resolution")}
        document = ClocksSchema().load({"targets": targets})
        db.write(lambda: deadlines.change(None, None, document, None))
    stale: list[services.Batch] = []
    for _ in range(ACTS):
        then += dt.timedelta(minutes=company.chance.choice([1, 20, 300]))
        at(then)
        company.act()
        what = company.chance.random()
        with app.app_context():
            if what < 0.2:
                services.catch_up()
            elif what < 0.4:
                # Read by a worker that is killed before it writes, or is slower than another one.
                batch = services.read()
                db.session.rollback()
                stale += [batch] if batch else []
            elif what < 0.5 and stale:
                batch = stale.pop(0)
                db.write(lambda batch=batch: services.write(batch))
            db.session.remove()
    found = recount()
    assert found.differences == []
    assert found.tickets == len(company.tickets) > ACTS // 20
    assert found.outages >= 1


def test_a_recount_finds_what_is_wrong(app: Flask, employee: Client, recount: Callable[[], Any]) -> None:
    employee.submit()
    ticket = employee.submit(service="tv")
    assert recount().differences == []
    for wrong in (
        update(HourCount).values(n=HourCount.n + 1),
        update(DayCount).where(DayCount.team == "tv").values(n=0),
        update(TicketCounted).where(TicketCounted.ticket_id == ticket["id"]).values(team="mobile"),
    ):
        with app.app_context():
            db.write(lambda wrong=wrong: db.session.execute(wrong))
        assert recount().differences
        with app.app_context():
            db.write(lambda: db.session.execute(delete(TicketCounted)) and None)
            db.write(lambda: db.session.execute(delete(HourCount)) and None)
            db.write(lambda: db.session.execute(delete(DayCount)) and None)
            db.write(services.again)
        assert recount().differences == []


def test_what_was_there_before_it_was_counted_is_gone_through(
    app: Flask, employee: Client, recount: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.figures.services.counting.AT_ONCE", 3)
    for _ in range(8):
        employee.submit()
    with app.app_context():
        services.catch_up()
        for table in (TicketCounted, HourCount, DayCount):
            db.write(lambda table=table: db.session.execute(delete(table)) and None)
        db.write(services.again)
        # In the middle of it something changes, and it is told that not all is there yet.
        batch = services.read()
        db.session.rollback()
        assert batch is not None
        db.write(lambda: services.write(batch))
        assert not services.summary().standing.complete
        db.session.remove()
    employee.submit()
    found = recount()
    assert (found.tickets, found.differences) == (9, [])


def test_two_who_read_the_same_count_it_once(app: Flask, employee: Client, recount: Callable[[], Any]) -> None:
    employee.submit()
    with app.app_context():
        one, two = services.read(), services.read()
        db.session.rollback()
        assert one is not None
        assert two is not None
        assert db.write(lambda: services.write(one))
        assert not db.write(lambda: services.write(two))
        db.session.remove()
    assert recount().differences == []


def test_a_ticket_that_is_gone_stays_counted(app: Flask, employee: Client, recount: Callable[[], Any]) -> None:
    ticket = employee.submit()
    assert recount().differences == []
    with app.app_context():
        db.write(lambda: db.session.execute(delete(Ticket).where(Ticket.id == ticket["id"])) and None)
    found = recount()
    assert (found.tickets, found.gone, found.differences) == (0, 1, [])


def test_with_nothing_new_nothing_is_written(counted: Callable[[], int], employee: Client) -> None:
    employee.submit()
    assert counted() > 0
    assert counted() == 0


def test_the_command_says_whether_it_is_equal(app: Flask, employee: Client) -> None:
    employee.submit()
    run = app.test_cli_runner()
    result = run.invoke(args=["figures", "--recount"])
    assert result.exit_code == 0, result.output
    assert result.output.endswith("Equal to a recount.\n")
    with app.app_context():
        db.write(lambda: db.session.execute(update(HourCount).values(n=7)) and None)
    result = run.invoke(args=["figures", "--recount"])
    assert (result.exit_code, "2 differences." in result.output) == (1, True)
