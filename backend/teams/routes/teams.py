"""`/services` and `/teams`."""

from flask import Response

from backend.accounts.auth import signed_in
from backend.accounts.caller import Caller
from backend.etags import etag_of
from backend.http import answer
from backend.teams import present, services
from backend.teams.routes.blueprint import blueprint
from shared.schemas.services import ServiceListSchema
from shared.schemas.teams import TeamListSchema


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
