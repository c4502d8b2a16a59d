"""`/deliveries`: what teams got."""

from typing import Any

from flask import Response

from backend.accounts.auth import signed_in
from backend.accounts.caller import Caller
from backend.cursors import next_link, read_cursor
from backend.forwarding import services
from backend.forwarding.models import Delivery, Event
from backend.http import JSON, Answer, Blueprint, act, answer
from shared.schemas.base import EmptySchema, rfc3339
from shared.schemas.teams import DeliveryListSchema, DeliveryQuerySchema, DeliverySchema

blueprint = Blueprint("deliveries", __name__, description="What teams got.")


@blueprint.get("/deliveries")
@signed_in
@blueprint.arguments(DeliveryQuerySchema, location="query")
@blueprint.response(200, DeliveryListSchema)
def get_deliveries(who: Caller, query: JSON) -> Response:
    """Attempts to hand events to teams, newest first."""
    cursor = read_cursor(query.get("cursor"), (int,))
    filters = {name: query.get(name) for name in ("team", "status", "ticket_id")}
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
