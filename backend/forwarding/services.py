"""The outbox: events written with what they tell of, handed to each endpoint of a team until it takes them."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import func, select

from backend import db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.errors import Conflict, Forbidden, NotFound
from backend.forwarding.feed import record_change
from backend.forwarding.models import Delivery, Event
from backend.ids import new_id
from backend.teams import services as teams
from backend.teams.models import Endpoint
from shared.schemas.base import rfc3339
from shared.vocabulary import Role

__all__ = ["backlog", "emit", "find_delivery", "list_deliveries", "record_change", "redeliver"]

PENDING, DELIVERED, DEAD = "pending", "delivered", "dead"


def emit(event_type: str, team: str, data: Mapping[str, Any], *, ticket_id: str | None = None) -> None:
    """Puts an event into the outbox, with a delivery for each endpoint that the team has now; runs inside `db.write`.

    `data` is told as it is at this moment, `{"ticket": ..., "entry": ..., "actor": ...}`.
    """
    at = now()
    event = Event(id="evt_" + new_id(), type=event_type, team_slug=team, ticket_id=ticket_id, at=at)
    event.body = orjson.dumps({"type": event_type, "timestamp": rfc3339(at), "data": data})
    db.session.add(event)
    db.session.flush()
    for endpoint_id in teams.active_endpoints(team):
        db.session.add(_delivery(event, endpoint_id, at))
    db.session.flush()


def list_deliveries(
    caller: Caller, *, team: str | None, status: str | None, ticket_id: str | None, before: int | None, limit: int
) -> list[tuple[Delivery, Event]]:
    """What teams got, newest first; the caller's own teams', or everybody's for managers and admins."""
    query = select(Delivery, Event).join(Event, Event.id == Delivery.event_id)
    if not _sees_all(caller):
        if not caller.teams:
            raise Forbidden("Only teams, managers and admins see deliveries.")
        query = query.where(Event.team_slug.in_(caller.teams))
    if team:
        query = query.where(Event.team_slug == team)
    if status:
        query = query.where(Delivery.status == status)
    if ticket_id:
        query = query.where(Delivery.ticket_id == ticket_id)
    if before is not None:
        query = query.where(Delivery.seq < before)
    rows = db.session.execute(query.order_by(Delivery.seq.desc()).limit(limit))
    return [(delivery, event) for delivery, event in rows]


def find_delivery(caller: Caller, delivery_id: str) -> tuple[Delivery, Event]:
    """One delivery in the caller's scope; raises NotFound."""
    row = db.session.execute(
        select(Delivery, Event).join(Event, Event.id == Delivery.event_id).where(Delivery.id == delivery_id)
    ).first()
    if row is None or not (_sees_all(caller) or row[1].team_slug in caller.teams):
        raise NotFound
    return row[0], row[1]


def redeliver(caller: Caller, delivery_id: str) -> tuple[Delivery, Event]:
    """Sends a delivered or dead event again, under the same event id; raises NotFound, Conflict."""
    delivery, event = find_delivery(caller, delivery_id)
    endpoint = db.session.get_one(Endpoint, delivery.endpoint_id)
    if delivery.status == PENDING:
        raise Conflict("It is being sent already.", allowed=[])
    if endpoint.disabled_at is not None:
        raise Conflict("That endpoint is turned off.", allowed=[])
    again = _delivery(event, delivery.endpoint_id, now())
    db.session.add(again)
    db.session.flush()
    return again, event


def backlog() -> dict[str, Any]:
    """How much waits to be sent, for how long (seconds), and how many dead letters there are."""
    waiting = db.session.scalar(select(func.count()).where(Delivery.status == PENDING)) or 0
    oldest = db.session.scalar(select(func.min(Delivery.created_at)).where(Delivery.status == PENDING))
    dead = db.session.scalar(select(func.count()).where(Delivery.status == DEAD)) or 0
    age = (now() - oldest).total_seconds() if oldest else 0.0
    return {"pending": waiting, "oldest_seconds": round(max(0.0, age), 1), "dead_letters": dead}


def _delivery(event: Event, endpoint_id: str, at: dt.datetime) -> Delivery:
    return Delivery(
        id="dlv_" + new_id(),
        event_id=event.id,
        endpoint_id=endpoint_id,
        ticket_id=event.ticket_id,
        status=PENDING,
        attempts=0,
        next_attempt_at=at,
        created_at=at,
    )


def _sees_all(caller: Caller) -> bool:
    return caller.role in (Role.MANAGER, Role.ADMIN)
