"""`/teams`: which teams there are."""

from flask import Response, request

from backend.accounts.auth import signed_in
from backend.accounts.caller import Caller
from backend.etags import etag_of
from backend.http import JSON, Answer, act, answer, change
from backend.teams import present, services
from backend.teams.models import Team
from backend.teams.routes.blueprint import blueprint
from shared.schemas.teams import NewTeamSchema, PatchTeamSchema, TeamListSchema, TeamSchema


@blueprint.get("/teams")
@signed_in
@blueprint.response(200, TeamListSchema)
def get_teams(who: Caller) -> Response:
    """All teams."""
    return answer({"items": [present.team(team) for team in services.list_teams(who)]})


@blueprint.post("/teams")
@signed_in
@blueprint.arguments(NewTeamSchema)
@blueprint.response(201, TeamSchema)
def add_team(who: Caller, data: JSON) -> Response:
    """Make a team: for admins."""
    return act(lambda: _shown(services.make_team(who, data), 201))


@blueprint.get("/teams/<id:slug>")
@signed_in
@blueprint.response(200, TeamSchema)
def get_team(who: Caller, slug: str) -> Response:
    """One's own team."""
    shown = present.team(services.find_team(who, slug))
    return answer(shown, etag=etag_of(shown))


@blueprint.patch("/teams/<id:slug>")
@signed_in
@blueprint.arguments(PatchTeamSchema)
@blueprint.response(200, TeamSchema)
def amend_team(who: Caller, data: JSON, slug: str) -> Response:
    """Change the team's name or language: for people."""
    match = request.headers.get("If-Match")
    return change(lambda: _shown(services.amend_team(who, slug, data, match)))


def _shown(team: Team, status: int = 200) -> Answer:
    shown = present.team(team)
    return Answer(shown, status, etag=etag_of(shown))
