"""A team with a mailbox, a real listener for what comes back, and a worker's round over it."""

import smtplib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from backend.inbox.listener import Listener
from backend.inbox.rounds import handle_all
from backend.mail.inbound import reply_token
from tests.backend.client import Client

MAILBOX = "team@solvers.example.org"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        "INBOUND_MAIL": "smtp://127.0.0.1:1?domain=reply.example.org",
        "MAIL_FROM": "Zorgzaam <desk@example.org>",
        "ATTACHMENTS_DIR": str(tmp_path / "attachments"),
    }


@pytest.fixture
def endpoint(solver: Client) -> dict:
    return dict(solver.post("/teams/internet/endpoints", {"email": MAILBOX}).json)


@pytest.fixture
def listener(app: Flask) -> Iterator[Listener]:
    there = Listener(app)
    there.port = 0
    there.start()
    yield there
    there.stop()


@pytest.fixture
def address(app: Flask, endpoint: dict) -> Callable[..., str]:
    """Where a reply to a ticket's mail goes."""
    secret = app.extensions["doorgeven.config"].secret_key

    def address(ticket: dict, of: dict | None = None) -> str:
        return (
            f"reply+{reply_token(secret, ticket['reference'], ticket['id'], (of or endpoint)['id'])}@reply.example.org"
        )

    return address


@pytest.fixture
def deliver(listener: Listener) -> Callable[..., None]:
    """Hands a mail to the listener, as a mail server does."""

    def deliver(raw: bytes, to: str, envelope_from: str = MAILBOX) -> None:
        with smtplib.SMTP("127.0.0.1", listener.port, timeout=20) as server:
            server.sendmail(envelope_from, [to], raw)

    return deliver


@pytest.fixture
def handled(app: Flask) -> Callable[[], int]:
    """One round of the worker."""

    def handled() -> int:
        with app.app_context():
            return handle_all(app.extensions["doorgeven.config"])

    return handled


@pytest.fixture
def kept(manager: Client) -> Callable[[], list[dict]]:
    """What is kept for a person."""
    return lambda state="kept": list(manager.get(f"/inbox?state={state}").json["items"])
