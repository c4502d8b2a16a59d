"""`/teams/{slug}/endpoints`: where a team receives."""

import datetime as dt

from flask import Response

from backend.accounts.auth import signed_in
from backend.accounts.caller import Caller
from backend.http import JSON, Answer, act, answer
from backend.outgoing import check_url
from backend.teams import present, services
from backend.teams.routes.blueprint import blueprint
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
    """Add a webhook; the answer holds its signing secret, this once."""

    def add() -> Answer:
        endpoint = services.add_endpoint(who, slug, data["url"])
        check_url(endpoint.url)
        return Answer(present.endpoint(endpoint, with_secret=True), 201)

    return act(add)


@blueprint.post("/teams/<id:slug>/endpoints/<id:endpoint_id>/rotate")
@signed_in
@blueprint.arguments(RotateSecretSchema)
@blueprint.response(200, EndpointSchema)
def rotate_secret(who: Caller, data: JSON, slug: str, endpoint_id: str) -> Response:
    """Get a new signing secret, shown this once; for a while events are signed with the old one too."""
    overlap = dt.timedelta(seconds=data["overlap_seconds"])

    def rotate() -> Answer:
        return Answer(present.endpoint(services.rotate_secret(who, slug, endpoint_id, overlap), with_secret=True))

    return act(rotate)
