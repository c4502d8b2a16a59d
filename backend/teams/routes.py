"""`/services`, `/teams` and where teams receive."""

import datetime as dt

from flask import Response

from backend.accounts.auth import signed_in
from backend.accounts.caller import Caller
from backend.etags import etag_of
from backend.http import JSON, Answer, Blueprint, act, answer
from backend.outgoing import check_url
from backend.teams import present, services
from shared.schemas.services import ServiceListSchema
from shared.schemas.teams import (
    EndpointListSchema,
    EndpointSchema,
    NewEndpointSchema,
    RotateSecretSchema,
    TeamListSchema,
)

blueprint = Blueprint("teams", __name__, description="Services, teams, and where teams receive.")


@blueprint.get("/services")
@signed_in
@blueprint.response(200, ServiceListSchema)
def get_services(_: Caller) -> Response:
    """What the company delivers, in the order in which to show it."""
    items = services.list_services()
    return answer({"items": items}, etag=etag_of(items))


@blueprint.get("/teams")
@signed_in
@blueprint.response(200, TeamListSchema)
def get_teams(who: Caller) -> Response:
    """All teams."""
    return answer({"items": [present.team(team) for team in services.list_teams(who)]})


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
