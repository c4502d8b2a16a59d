"""What tests do with those who are behind an outage."""

from typing import Any

from flask import Flask

from backend import db
from backend.outages.behind import services
from tests.backend.client import Client


def spread(app: Flask) -> int:
    """As the worker does, until nothing is under way; how many batches."""
    batches = 0
    with app.app_context():
        while db.write(services.spread):
            batches += 1
    return batches


def figures(app: Flask, outage: dict[str, Any]) -> dict[str, int]:
    """How many are behind the outage, by what came of them; only what is not none."""
    with app.app_context():
        found = services.figures([outage["id"]])[outage["id"]]
    return {name: number for name, number in found.items() if number}


def link(client: Client, outage: dict[str, Any], *tickets: dict[str, Any]) -> dict[str, Any]:
    """Puts these behind the outage, or all that match; what was answered."""
    body = {"ticket_ids": [one["id"] for one in tickets]} if tickets else {"all": True}
    answer = client.post(f"/outages/{outage['id']}/tickets", body)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def told(client: Client, ticket: dict[str, Any]) -> list[str]:
    """What the ticket's timeline says of an outage, oldest first."""
    items = client.get(f"/tickets/{ticket['id']}/timeline").json["items"]
    return [entry["body"] for entry in items if entry["type"] == "outage"]


def now(client: Client, ticket: dict[str, Any]) -> dict[str, Any]:
    """The ticket as it is."""
    return dict(client.get(f"/tickets/{ticket['id']}").json)
