"""The crash campaign's count finds what it claims to find: on a database that was tampered with, it says what."""

import random
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import text

from backend import db
from scripts.crashing.endpoints import Endpoints
from scripts.crashing.load import Load
from scripts.crashing.records import Records
from scripts.crashing.verdict import Verdict, verdict
from tests.backend.client import Client

MARKER = "[run-0-1]"


class Campaign:
    """One ticket passed on and resolved, everything delivered in order."""

    def __init__(self, app: Flask, endpoints: Endpoints, ticket: dict) -> None:
        self.app, self.endpoints = app, endpoints
        self.load = Load("http://127.0.0.1:1", "run", 1.0, random.Random(1))  # noqa: S311 - moments, no secrets
        self.load.tickets[MARKER] = ticket["id"]
        self.load.messages.append(MARKER)
        self.ticket = ticket

    def tamper(self, statement: str) -> None:
        with self.app.app_context():
            db.write(lambda: db.session.execute(text(statement)) and None)

    def verdict(self) -> Verdict:
        records = Records(self.app.extensions["doorgeven.config"])
        try:
            return verdict(self.load, self.endpoints, records)
        finally:
            records.close()


@pytest.fixture
def campaign(app: Flask, employee: Client, solver: Client) -> Iterator[Campaign]:
    endpoints = Endpoints(random.Random(1))  # noqa: S311 - moments, no secrets
    assert solver.post("/teams/internet/endpoints", {"url": endpoints.url("internet", "good")}).status_code == 201
    ticket = employee.submit(description=f"Down {MARKER}")
    employee.post(f"/tickets/{ticket['id']}/messages", {"body": f"More {MARKER}"})
    ticket = solver.amend(employee.get(f"/tickets/{ticket['id']}").json, status="in_progress").json
    solver.amend(ticket, status="resolved", status_reason="fixed")
    with app.app_context():
        db.write(lambda: db.session.execute(text("UPDATE delivery SET status = 'delivered'")) and None)
        for (event,) in db.session.execute(text("SELECT event_id FROM delivery ORDER BY seq")):
            endpoints.take("/internet/good", event, ticket["id"])
    yield Campaign(app, endpoints, ticket)
    endpoints.stop()


def test_where_all_came_through_it_finds_nothing(campaign: Campaign) -> None:
    assert campaign.verdict() == Verdict()


def _message_gone(campaign: Campaign) -> None:
    campaign.tamper("UPDATE entry SET body = 'x' WHERE type = 'message'")


def _ticket_gone(campaign: Campaign) -> None:
    campaign.load.tickets["[run-0-2]"] = "never"


def _delivery_not_arrived(campaign: Campaign) -> None:
    campaign.endpoints.taken["/internet/good"].popitem()


@pytest.mark.parametrize("wrong", [_message_gone, _ticket_gone, _delivery_not_arrived])
def test_what_was_lost(campaign: Campaign, wrong: Callable[[Campaign], None]) -> None:
    wrong(campaign)
    assert len(campaign.verdict().lost) == 1


def test_what_was_done_twice(campaign: Campaign, employee: Client) -> None:
    employee.post(f"/tickets/{campaign.ticket['id']}/messages", {"body": f"More {MARKER}"})
    assert campaign.verdict().doubled == [f"2 times: More {MARKER}"]


def test_what_came_out_of_order(campaign: Campaign) -> None:
    taken = campaign.endpoints.taken["/internet/good"]
    first = next(iter(taken))
    del taken[first]
    taken[first] = None
    assert len(campaign.verdict().out_of_order) == 1


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("DELETE FROM entry WHERE type = 'created'", "tickets without their first entry"),
        ("DELETE FROM entry WHERE type = 'message'", "tickets with another number of events than of entries"),
        ("DELETE FROM change WHERE kind = 'entry'", "entries that the feed does not tell"),
        ("DELETE FROM change_audience", "changes for nobody"),
        ("DELETE FROM delivery", "events that an endpoint of their team has no delivery of"),
        ("UPDATE delivery SET status = 'pending'", "deliveries that are not delivered"),
        ("UPDATE idempotent_answer SET subject = 'x'", "answers kept for a ticket that is not there"),
    ],
)
def test_what_was_left_without_its_other_half(campaign: Campaign, statement: str, named: str) -> None:
    campaign.tamper(statement)
    assert any(sentence.startswith(named) for sentence in campaign.verdict().orphans)
