"""`/subscriptions`: the areas that the caller follows."""

from flask import Response

from backend.accounts.auth import people
from backend.accounts.caller import Caller
from backend.etags import etag_of
from backend.following import present, services
from backend.following.routes.blueprint import blueprint
from backend.http import JSON, Answer, act, answer, change
from shared.schemas.base import EmptySchema
from shared.schemas.following import NewSubscriptionSchema, SubscriptionListSchema, SubscriptionSchema


@blueprint.get("/subscriptions")
@people
@blueprint.response(200, SubscriptionListSchema)
def get_subscriptions(who: Caller) -> Response:
    """What the caller follows, the oldest first."""
    items = [present.subscription(row) for row in services.list_own(who)]
    return answer({"items": items}, etag=etag_of(items))


@blueprint.post("/subscriptions")
@people
@blueprint.arguments(NewSubscriptionSchema)
@blueprint.response(201, SubscriptionSchema)
@blueprint.alt_response(200, schema=SubscriptionSchema, description="It was followed: label and mail are as sent.")
def subscribe(who: Caller, data: JSON) -> Response:
    """Follow an area: its outages stand out in the app, and are told by mail unless `mail` is false."""

    def subscribed() -> Answer:
        row, new = services.subscribe(who, data)
        return Answer(present.subscription(row), 201 if new else 200, subject=row.id)

    return act(subscribed)


@blueprint.delete("/subscriptions/<id:subscription_id>")
@people
@blueprint.response(200, EmptySchema)
def unsubscribe(who: Caller, subscription_id: str) -> Response:
    """Follow it no more."""

    def ended() -> Answer:
        services.unsubscribe(who, subscription_id)
        return Answer({})

    return change(ended)
