"""What teams are told: the outbox's events as their systems would read them."""

from typing import Any

import orjson
from flask import Flask
from sqlalchemy import select

from backend import db
from backend.forwarding.models import Delivery, Event
from tests.backend.client import Client


def receive(client: Client, team: str) -> None:
    """Gives a team a place to receive at; nothing is sent in these tests."""
    answer = client.post(f"/teams/{team}/endpoints", {"url": "http://127.0.0.1:9/hook"})
    assert answer.status_code == 201, answer.text


def events(app: Flask, team: str) -> list[dict[str, Any]]:
    """All that waits for the team's endpoint, in the order in which it goes."""
    rows = select(Event.body).join(Delivery, Delivery.event_id == Event.id).where(Event.team_slug == team)
    with app.app_context():
        return [orjson.loads(body) for body in db.session.scalars(rows.order_by(Delivery.seq))]
