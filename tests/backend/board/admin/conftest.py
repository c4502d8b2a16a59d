"""A company with one of each thing that its settings hold."""

import datetime as dt
from collections.abc import Callable

import pytest
from flask import Flask

from backend import db
from backend.forwarding import services as forwarding
from backend.inbox.models import KEPT, InboundMail
from tests.backend.client import Client

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"
ARTICLE = {"title": {"nl": HOSTILE}, "symptom": {"nl": HOSTILE}, "steps": [{"nl": HOSTILE}, {"en": HOSTILE}]}


@pytest.fixture
def things(app: Flask, admin: Client, manager: Client, solver: Client, employee: Client) -> dict[str, str]:
    """The ids of one of each, some with a hostile name."""
    made = {
        "person": solver.get("/me").json["id"],
        "rule": solver.get("/routing/rules?team=internet").json["items"][0]["id"],
        "endpoint": solver.post("/teams/internet/endpoints", {"url": "http://127.0.0.1:9/hook"}).json["id"],
        "key": solver.post("/teams/internet/keys", {"name": HOSTILE}).json["id"],
    }
    texts = {"slug": "lights", "title": {"nl": HOSTILE}}
    made["template"] = solver.post("/teams/internet/templates", {**texts, "body": {"nl": "x"}}).json["id"]
    made["outage_template"] = manager.post("/outage-templates", {**texts, "text": {"nl": "x"}}).json["id"]
    made["article"] = solver.post("/help", {"service": "internet", **ARTICLE}).json["id"]
    employee.submit(description=HOSTILE)
    made["delivery"] = solver.get("/deliveries").json["items"][0]["id"]
    made["mail"] = mail_that_came_in(app)
    with app.app_context():
        db.write(lambda: forwarding.bury(made["endpoint"]))
    return made


def mail_that_came_in(app: Flask, body: str = "It still does not work.") -> str:
    mail = InboundMail(id="mail1", key="mail1", received_at=dt.datetime.now(dt.UTC), raw=HOSTILE.encode(), size=10)
    mail.recipient, mail.state, mail.reason = "reply+x@reply.example.org", KEPT, "unknown"
    mail.from_address, mail.from_name, mail.subject, mail.body = "x@example.org", HOSTILE, HOSTILE, body
    with app.app_context():
        db.write(lambda: db.session.add(mail))
    return "mail1"


@pytest.fixture
def address(things: dict[str, str]) -> Callable[[str], str]:
    """The address of a page, its `{names}` filled in."""
    return lambda path: path.format(**things)
