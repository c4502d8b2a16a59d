"""`/clocks` and `/teams/{slug}/clocks`: by which hours and targets tickets are timed."""

from flask import Response, request

from backend.accounts.auth import signed_in
from backend.accounts.caller import Caller
from backend.deadlines import services
from backend.http import JSON, Answer, Blueprint, act, answer, change
from shared.schemas.clocks import ClocksSchema, TeamClocksSchema, TriedClocksSchema, TryClocksSchema

blueprint = Blueprint("clocks", __name__, description="How long tickets may take.")


@blueprint.get("/clocks")
@signed_in
@blueprint.response(200, TeamClocksSchema)
def get_company_clocks(who: Caller) -> Response:
    """What the company has set for all its teams."""
    return _read(who, None)


@blueprint.put("/clocks")
@signed_in
@blueprint.arguments(ClocksSchema)
@blueprint.response(200, TeamClocksSchema)
def put_company_clocks(who: Caller, data: JSON) -> Response:
    """Set it, in place of what was set before: for managers and admins."""
    return _put(who, None, data)


@blueprint.get("/teams/<id:slug>/clocks")
@signed_in
@blueprint.response(200, TeamClocksSchema)
def get_team_clocks(who: Caller, slug: str) -> Response:
    """A team's hours and targets: its own, and what holds with the company's."""
    return _read(who, slug)


@blueprint.put("/teams/<id:slug>/clocks")
@signed_in
@blueprint.arguments(ClocksSchema)
@blueprint.response(200, TeamClocksSchema)
def put_team_clocks(who: Caller, data: JSON, slug: str) -> Response:
    """Set a team's own, in place of what was set before; open tickets follow within a minute."""
    return _put(who, slug, data)


@blueprint.post("/teams/<id:slug>/clocks/try")
@signed_in
@blueprint.arguments(TryClocksSchema)
@blueprint.response(200, TriedClocksSchema)
def try_team_clocks(who: Caller, data: JSON, slug: str) -> Response:
    """When a ticket of a priority, passed on at a moment, would run out of time."""
    return act(lambda: Answer(services.preview(who, slug, data["priority"], data["at"])))


def _read(who: Caller, team: str | None) -> Response:
    shown = services.read(who, team)
    return answer(shown, etag=services.tag(shown))


def _put(who: Caller, team: str | None, data: JSON) -> Response:
    match = request.headers.get("If-Match")

    def put() -> Answer:
        shown = services.change(who, team, data, match)
        return Answer(shown, etag=services.tag(shown))

    return change(put)
