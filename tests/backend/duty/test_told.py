"""A real worker, a real mail server and a real webhook receiver: told without anybody looking."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from backend import db
from backend.outages import services as outages
from backend.worker import Worker
from tests.backend.client import Client
from tests.backend.forwarding.receiver import Receiver, receiving
from tests.backend.mail.mailbox import Mailbox, mailbox, text_of
from tests.backend.outages.declared import declare, moment
from tests.backend.tickets.at import UTC, dt

PATIENCE = 30
"""Seconds to wait at most, of the 60 that it may take."""


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as there:
        yield there


@pytest.fixture
def environment(box: Mailbox) -> dict[str, str]:
    return {"SMTP_URL": f"smtp://127.0.0.1:{box.port}", "MAIL_FROM": "Doorgeven <desk@example.org>"}


@pytest.fixture
def hook(manager: Client) -> Iterator[Receiver]:
    with receiving() as receiver:
        assert manager.post("/teams/internet/endpoints", {"url": receiver.url}).status_code == 201
        yield receiver


@pytest.fixture
def worker(app: Flask) -> Iterator[None]:
    running = Worker(app)
    thread = threading.Thread(target=running.run)
    thread.start()
    yield
    running.stop()
    thread.join(20)


def wait_for(enough: Any) -> None:
    """Until something is there, or it took too long."""
    passed = threading.Event()
    for _ in range(PATIENCE * 20):
        if enough():
            return
        passed.wait(0.05)
    raise AssertionError("nothing came")


def test_a_suspicion_and_an_update_that_does_not_come(
    app: Flask, on_duty: Any, manager: Client, box: Mailbox, hook: Receiver, worker: None
) -> None:
    on_duty("anna", "bram")
    with app.app_context():
        since = dt.datetime.now(UTC) - dt.timedelta(minutes=20)
        made = db.write(lambda: outages.suspect(areas=["3511"], services=["internet"], since=since)[0].id)
    wait_for(lambda: box.mails and hook.received)
    (mail,) = box.mails
    assert mail["To"] == "anna@example.org"
    assert mail["Subject"].startswith("Vermoedelijke storing: Internet")
    link = next(line for line in text_of(mail).splitlines() if "/d/" in line).split()[-1]
    assert hook.received[0].json["type"] == "outage.suspected"
    assert hook.received[0].json["data"]["outage"]["id"] == made

    pressed = app.test_client().post(link[link.index("/d/") :])
    assert "Jij hebt dit sinds" in pressed.text
    wait_for(lambda: len(hook.received) == 2)
    assert hook.received[1].json["type"] == "alert.acknowledged"

    declare(manager, areas=["3512"], next_update_at=moment(seconds=1))
    wait_for(lambda: len(box.mails) == 3 and len(hook.received) == 4)
    # Who is on duty, and who promised it.
    assert {mail["To"] for mail in box.mails[1:]} == {"anna@example.org", "manager@example.org"}
    assert {mail["Subject"] for mail in box.mails[1:]} == {"Update te laat: Geen internet"}
    assert [one.json["type"] for one in hook.received[2:]] == ["outage.declared", "outage.overdue"]
