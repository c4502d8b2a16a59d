"""From an outage to a follower's mailbox: a real worker, a real mail server, and the one click in what arrived."""

import re
import threading
from collections.abc import Iterator

import pytest
from flask import Flask

from backend.worker import Worker
from scripts.processes.waiting import until
from tests.backend.client import Client
from tests.backend.mail.mailbox import Mailbox, mailbox
from tests.backend.outages.declared import declare, update


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as there:
        yield there


@pytest.fixture
def environment(box: Mailbox) -> dict[str, str]:
    return {"SMTP_URL": f"smtp://127.0.0.1:{box.port}", "PUBLIC_URL": "https://" + "a-long-name." * 6 + "example.org"}


@pytest.mark.slow
def test_news_of_an_outage_arrives_and_one_click_in_it_ends_it(
    app: Flask, employee: Client, colleague: Client, manager: Client, box: Mailbox
) -> None:
    employee.post("/subscriptions", {"area": "3511", "label": "Thuis"})
    colleague.post("/subscriptions", {"area": "35"})
    worker = Worker(app)
    running = threading.Thread(target=worker.run)
    running.start()
    try:
        row = declare(manager)
        until(lambda: len(box.mails) == 2, 20, "the first letters")
        letter = next(mail for mail in box.mails if "employee@" in mail["To"])
        assert letter["Subject"] == "Storing: Geen internet"
        raw = next(raw for raw in box.raw if b"employee@" in raw)
        header = re.search(rb"^List-Unsubscribe: <https://[^\s<>]+(/unsubscribe/[\w-]+)>\r$", raw, re.MULTILINE)
        assert header, "on one line, as it is"
        assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw
        clicked = app.test_client().post(header[1].decode(), data={"List-Unsubscribe": "One-Click"})
        assert clicked.status_code == 200
        update(manager, row, status="resolved", text="Klaar")
        until(lambda: len(box.mails) == 3, 20, "the second letter")
    finally:
        worker.stop()
        running.join(20)
    assert [mail["To"] for mail in box.mails].count("employee@example.org") == 1
