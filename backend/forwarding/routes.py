"""`/deliveries`: what teams got."""

from typing import Any

from flask import Response

from backend.accounts.auth import signed_in
from backend.accounts.caller import Caller
from backend.cursors import next_link, read_cursor
from backend.forwarding import services
from backend.forwarding.models import Delivery, DeliveryAttempt, Event
from backend.forwarding.shown import body_for
from backend.http import JSON, Answer, Blueprint, act, answer, change
from shared.schemas.base import EmptySchema, rfc3339
from shared.schemas.teams import (
    DeliveryDetailSchema,
    DeliveryListSchema,
    DeliveryQuerySchema,
    DeliverySchema,
    RedeliverDeadSchema,
    RedeliveredSchema,
)

blueprint = Blueprint("deliveries", __name__, description="What teams got.")


@blueprint.get("/deliveries")
@signed_in
@blueprint.arguments(DeliveryQuerySchema, location="query")
@blueprint.response(200, DeliveryListSchema)
def get_deliveries(who: Caller, query: JSON) -> Response:
    """Attempts to hand events to teams, newest first."""
    cursor = read_cursor(query.get("cursor"), (int,))
    filters = {name: query.get(name) for name in ("team", "endpoint_id", "status", "ticket_id")}
    before = cursor[0] if cursor else None
    rows = services.list_deliveries(who, **filters, before=before, limit=query["limit"] + 1)
    more = len(rows) > query["limit"]
    shown = rows[: query["limit"]]
    headers = next_link([shown[-1][0].seq]) if more else {}
    return answer({"items": [present(*row) for row in shown]}, headers=headers)


@blueprint.post("/deliveries/<id:delivery_id>/redeliver")
@signed_in
@blueprint.arguments(EmptySchema)
@blueprint.response(201, DeliverySchema)
def redeliver(who: Caller, _: JSON, delivery_id: str) -> Response:
    """Send an event again, under the same event id."""
    return act(lambda: Answer(present(*services.redeliver(who, delivery_id)), 201))


@blueprint.get("/deliveries/<id:delivery_id>")
@signed_in
@blueprint.response(200, DeliveryDetailSchema)
def get_delivery(who: Caller, delivery_id: str) -> Response:
    """One delivery with the request and every attempt: where to look when a team's system missed something.

    An admin, who sees no tickets, gets the request without its `data`.
    """
    delivery, event = services.find_delivery(who, delivery_id)
    log = [_attempt(row) for row in services.attempts(delivery)]
    shown, url = present(delivery, event), services.url_of(delivery)
    return answer({**shown, "request": {"url": url, "body": body_for(who, event)}, "log": log})


@blueprint.post("/deliveries/redeliver")
@signed_in
@blueprint.arguments(RedeliverDeadSchema)
@blueprint.response(200, RedeliveredSchema)
def redeliver_dead(who: Caller, data: JSON) -> Response:
    """Send all dead letters again, up to 500 a call."""

    def again() -> Answer:
        count, remaining = services.redeliver_dead(who, data.get("team"), data.get("endpoint_id"))
        return Answer({"redelivered": count, "remaining": remaining})

    return act(again)


@blueprint.post("/teams/<id:slug>/endpoints/<id:endpoint_id>/test")
@signed_in
@blueprint.arguments(EmptySchema)
@blueprint.response(201, DeliverySchema)
def send_test(who: Caller, _: JSON, slug: str, endpoint_id: str) -> Response:
    """Send a test event to a webhook; the delivery tells what came back."""
    return act(lambda: Answer(present(*services.send_test(who, slug, endpoint_id)), 201))


@blueprint.delete("/teams/<id:slug>/endpoints/<id:endpoint_id>")
@signed_in
@blueprint.response(200, EmptySchema)
def remove_endpoint(who: Caller, slug: str, endpoint_id: str) -> Response:
    """Stop sending to a webhook, also what waits for it."""

    def remove() -> Answer:
        services.remove_endpoint(who, slug, endpoint_id)
        return Answer({})

    return change(remove)


def _attempt(row: DeliveryAttempt) -> dict[str, Any]:
    """AttemptSchema."""
    return {
        "at": rfc3339(row.at),
        "seconds": round(row.seconds, 3),
        "status_code": row.status_code,
        "error": row.error,
        "answer": row.answer,
    }


def present(delivery: Delivery, event: Event) -> dict[str, Any]:
    """DeliverySchema."""
    moments = ("next_attempt_at", "last_attempt_at", "delivered_at", "created_at")
    times = {name: getattr(delivery, name) for name in moments}
    return {
        "id": delivery.id,
        "event_id": event.id,
        "type": event.type,
        "team": event.team_slug,
        "endpoint_id": delivery.endpoint_id,
        "ticket_id": delivery.ticket_id,
        "status": delivery.status,
        "attempts": delivery.attempts,
        "last_status_code": delivery.last_status_code,
        "last_error": delivery.last_error,
        **{name: rfc3339(at) if at else None for name, at in times.items()},
    }
