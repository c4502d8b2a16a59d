"""`/teams/{slug}/endpoints`: where a team receives."""

import datetime as dt

from flask import Response

from backend import shown_once
from backend.accounts.auth import signed_in
from backend.accounts.caller import Caller
from backend.http import JSON, Answer, act, answer
from backend.outgoing import check_url
from backend.teams import present, services
from backend.teams.routes.blueprint import blueprint
from shared.schemas.base import EmptySchema
from shared.schemas.teams import EndpointListSchema, EndpointSchema, NewEndpointSchema, RotateSecretSchema


@blueprint.get("/teams/<id:slug>/endpoints")
@signed_in
@blueprint.response(200, EndpointListSchema)
def get_endpoints(who: Caller, slug: str) -> Response:
    """Where a team receives."""
    return answer({"items": [present.endpoint(row) for row in services.list_endpoints(who, slug)]})


@blueprint.post("/teams/<id:slug>/endpoints")
@signed_in
@blueprint.arguments(NewEndpointSchema)
@blueprint.response(201, EndpointSchema)
def add_endpoint(who: Caller, data: JSON, slug: str) -> Response:
    """Add a webhook (the answer holds its signing secret, this once), or a mailbox for a team without a system."""

    def add() -> Answer:
        if data.get("email") is not None:
            return Answer(present.endpoint(services.add_mailbox(who, slug, data["email"])), 201)
        secret = shown_once.new(shown_once.WEBHOOK)
        endpoint = services.add_endpoint(who, slug, data["url"], secret.text)
        check_url(data["url"])
        return Answer(present.endpoint(endpoint), 201, secret=secret)

    return act(add)


@blueprint.post("/teams/<id:slug>/endpoints/<id:endpoint_id>/rotate")
@signed_in
@blueprint.arguments(RotateSecretSchema)
@blueprint.response(200, EndpointSchema)
def rotate_secret(who: Caller, data: JSON, slug: str, endpoint_id: str) -> Response:
    """Get a new signing secret, shown this once; for a while events are signed with the old one too."""
    overlap = dt.timedelta(seconds=data["overlap_seconds"])

    def rotate() -> Answer:
        secret = shown_once.new(shown_once.WEBHOOK)
        return Answer(
            present.endpoint(services.rotate_secret(who, slug, endpoint_id, overlap, secret.text)), secret=secret
        )

    return act(rotate)


@blueprint.get("/teams/<id:slug>/endpoints/<id:endpoint_id>")
@signed_in
@blueprint.response(200, EndpointSchema)
def get_endpoint(who: Caller, slug: str, endpoint_id: str) -> Response:
    """One place where the team receives."""
    return answer(present.endpoint(services.find_endpoint(who, slug, endpoint_id)))


@blueprint.post("/teams/<id:slug>/endpoints/<id:endpoint_id>/enable")
@signed_in
@blueprint.arguments(EmptySchema)
@blueprint.response(200, EndpointSchema)
def enable_endpoint(who: Caller, _: JSON, slug: str, endpoint_id: str) -> Response:
    """Turn an endpoint on again that had answered 410."""
    return act(lambda: Answer(present.endpoint(services.enable_endpoint(who, slug, endpoint_id))))
