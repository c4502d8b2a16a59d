"""One row, mail or chore that breaks stops nobody else's work, and its own is done once it can be."""

import socket
import threading
from collections.abc import Callable
from concurrent.futures import wait
from importlib import import_module
from typing import Any

import pytest
from flask import Flask

from backend import aside, db, outgoing, posting
from backend import worker as worker_module
from backend.forwarding import deliveries
from backend.forwarding.models import Delivery
from backend.mail.settings import PLAIN, MailServer
from backend.mail.smtp import Postman
from backend.outages.services import by_the_clock as outages
from backend.tickets.models import Ticket
from backend.tickets.services import by_the_clock, escalating, family_updates
from backend.worker import Worker
from tests.backend.client import Client
from tests.backend.forwarding.receiver import receiving
from tests.backend.mail.test_letters import state, write
from tests.backend.outages.declared import declare, moment, rewind, update


@pytest.fixture
def pause_is_over(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Lets what was left aside be tried again."""
    real, passed = aside.time.monotonic, [0.0]
    monkeypatch.setattr(aside.time, "monotonic", lambda: real() + passed[0])

    def over() -> None:
        passed[0] += 2 * aside.LONGEST

    return over


def breaks_with(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, bad: str) -> None:
    """`name` of `module` does its work, and then breaks where that was on the row `bad`."""
    real = getattr(module, name)

    def broken(row: Any, *rest: Any) -> Any:
        answer = real(row, *rest)
        if row.id == bad:
            raise RuntimeError(bad)
        return answer

    monkeypatch.setattr(module, name, broken)


def test_a_ticket_that_cannot_be_closed_keeps_no_other_open(
    app: Flask, employee: Client, solver: Client, monkeypatch: pytest.MonkeyPatch, pause_is_over: Callable[[], None]
) -> None:
    bad, good = employee.submit(), employee.submit()
    for ticket in (bad, good):
        solver.amend(ticket, status="resolved")
    monkeypatch.setattr(by_the_clock, "CLOSE_AFTER", by_the_clock.CLOSE_AFTER * 0)
    with monkeypatch.context() as patch, app.app_context():
        breaks_with(patch, by_the_clock, "_close", bad["id"])
        while db.write(by_the_clock.close_settled):
            pass
    assert [employee.get(f"/tickets/{one['id']}").json["status"] for one in (bad, good)] == ["resolved", "closed"]
    assert len(employee.get(f"/tickets/{bad['id']}/timeline").json["items"]) == 2
    pause_is_over()
    with app.app_context():
        db.write(by_the_clock.close_settled)
    assert employee.get(f"/tickets/{bad['id']}").json["status"] == "closed"


def test_a_ticket_whose_clocks_cannot_be_read_keeps_no_other_from_being_escalated(
    app: Flask, employee: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = employee.submit(), employee.submit()
    with app.app_context():
        db.write(lambda: db.session.query(Ticket).update({"attention_at": Ticket.created_at}))
        breaks_with(monkeypatch, escalating, "_look", bad["id"])
        # One at a time: the bad one, which came first, would be asked for again and again.
        while db.write(lambda: escalating.look_at_clocks(1)):
            pass
        looked_at = db.session.get_one(Ticket, good["id"])
        assert looked_at.attention_at != looked_at.created_at
        assert not escalating.any_clock_due()


def test_a_child_that_cannot_hear_its_parent_keeps_no_other_from_it_and_hears_it_later(
    app: Flask,
    employee: Client,
    solver: Client,
    monkeypatch: pytest.MonkeyPatch,
    pause_is_over: Callable[[], None],
) -> None:
    monkeypatch.setattr("backend.tickets.services.family.AT_ONCE", 1)
    parent, bad, good = (employee.submit() for _ in range(3))
    for child in (bad, good):
        solver.amend(child, parent=parent["id"])
    solver.post(f"/tickets/{parent['id']}/messages", {"body": "One."})

    def said(child: dict) -> list[str]:
        entries = employee.get(f"/tickets/{child['id']}/timeline").json["items"]
        return [entry["body"] for entry in entries if entry["type"] == "message"]

    with app.app_context():
        with monkeypatch.context() as patch:
            breaks_with(patch, family_updates, "follow", bad["id"])
            while db.write(family_updates.pass_to_children):
                pass
        assert not family_updates.anything_for_children()
        assert (said(bad), said(good)) == ([], ["One."])
        pause_is_over()
        while db.write(family_updates.pass_to_children):
            pass
    assert (said(bad), said(good)) == (["One."], ["One."])


def test_a_ticket_behind_an_outage_that_cannot_be_told_keeps_no_other_from_it(
    app: Flask, employee: Client, manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    outage = declare(manager)
    bad, good = (employee.submit(outage_id=outage["id"]) for _ in range(2))
    update(manager, outage, status="resolved")
    breaks_with(monkeypatch, import_module("backend.tickets.services.behind"), "_tell_one", bad["id"])
    worker = Worker(app)
    with app.app_context():
        for _ in range(5):
            worker._in_batches()
    assert [employee.get(f"/tickets/{one['id']}").json["status"] for one in (bad, good)] == [
        "acknowledged",
        "resolved",
    ]


def test_an_outage_that_cannot_be_looked_at_keeps_no_other_from_its_hour(
    app: Flask, manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = (declare(manager, next_update_at=moment(hours=1)) for _ in range(2))
    for row in (bad, good):
        rewind(app, row, hours=2)
    looked_at = []
    monkeypatch.setattr(outages, "_nudge", lambda outage, _at: looked_at.append(outage.id))
    breaks_with(monkeypatch, outages, "_look", bad["id"])
    with app.app_context():
        for _ in range(3):
            db.write(lambda: outages.look_at_the_clock(1))
    assert set(looked_at) >= {good["id"]}


def test_work_that_fails_keeps_a_worker_from_none_of_its_other_work(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, done = Worker(app), []
    for number, chore in enumerate([*worker._batches, *worker._chores]):
        monkeypatch.setattr(chore, "work", lambda number=number: done.append(number) or 1 / 0)
    with app.app_context():
        worker._round()
        worker._round()
    assert done == list(range(len(worker._batches) + len(worker._chores)))


def test_counting_that_takes_long_keeps_no_delivery_waiting(
    app: Flask, employee: Client, solver: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    counting, enough = threading.Event(), threading.Event()

    def count() -> bool:
        counting.set()
        enough.wait(20)
        return False

    monkeypatch.setattr(worker_module.figures, "go_on", count)
    worker = Worker(app)
    thread = threading.Thread(target=worker.run)
    with receiving() as receiver:
        assert solver.post("/teams/internet/endpoints", {"url": receiver.url}).status_code == 201
        thread.start()
        try:
            assert counting.wait(10)
            employee.submit()
            assert receiver.arrived.wait(10)
        finally:
            enough.set()
            worker.stop()
            thread.join(20)


class Exchanging:
    """A worker whose rounds are made by hand."""

    def __init__(self, app: Flask) -> None:
        self._app, self._worker = app, Worker(app)
        for lane in self._worker._lanes:
            lane.open()

    def rounds(self, number: int = 3) -> None:
        """Claims, sends and settles so many times."""
        with self._app.app_context():
            for _ in range(number):
                self._worker._round()
                wait([future for lane in self._worker._lanes for future in lane.under_way], 10)
            for lane in self._worker._lanes:
                lane.close()


def test_an_answer_that_cannot_be_kept_keeps_no_other_from_being_kept(
    app: Flask, employee: Client, solver: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = deliveries.settle

    def settle(worker: str, outcomes: list[deliveries.Outcome]) -> None:
        if any(one.parcel.to == bad.url for one in outcomes):
            raise ValueError(bad.url)
        real(worker, outcomes)

    monkeypatch.setattr(deliveries, "settle", settle)
    with receiving() as bad, receiving() as good:
        ids = [solver.post("/teams/internet/endpoints", {"url": one.url}).json["id"] for one in (bad, good)]
        employee.submit()
        Exchanging(app).rounds()
    with app.app_context():
        of = {row.endpoint_id: row.status for row in db.session.query(Delivery)}
    assert [of[one] for one in ids] == ["pending", "delivered"]


def test_what_breaks_off_while_it_is_sent_was_an_attempt_and_is_given_up_in_the_end(
    app: Flask, employee: Client, solver: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "RETRY_AFTER", deliveries.RETRY_AFTER[:1])
    monkeypatch.setattr(outgoing, "post", lambda *_: 1 / 0)
    solver.post("/teams/internet/endpoints", {"url": "https://example.org/"})
    employee.submit()
    Exchanging(app).rounds()
    with app.app_context():
        (row,) = db.session.query(Delivery)
        assert (row.status, row.attempts, row.last_error) == ("dead", 1, "it could not be sent")


def test_whatever_a_mail_server_says_can_be_kept(app: Flask) -> None:
    greeting = b"554 no \x00 \xff\xed\xa0\x80 mail\r\n"
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(greeting)

        threading.Thread(target=greet, daemon=True).start()
        postman = Postman(MailServer(PLAIN, "127.0.0.1", server.getsockname()[1]))
        write(app)
        with app.app_context():
            (envelope,) = db.write(lambda: posting.claim("worker", 10))
            posted = posting.send(envelope, postman, app.extensions["doorgeven.config"])
            db.write(lambda: posting.settle("worker", [posted]))
    assert "554 no" in str(state(app)[2])
