"""`DELETE /teams/{slug}/members/{person_id}`: here, not with the teams, as it releases the person's tickets."""

from flask import Response

from backend.accounts.auth import signed_in
from backend.accounts.caller import Caller
from backend.http import Answer, Blueprint, change
from backend.teams import services as teams
from backend.tickets import services
from shared.schemas.base import EmptySchema

blueprint = Blueprint("leaving", __name__, description="Leaving a team.")


@blueprint.delete("/teams/<id:slug>/members/<id:person_id>")
@signed_in
@blueprint.response(200, EmptySchema)
def remove_member(who: Caller, slug: str, person_id: str) -> Response:
    """Take somebody out of the team: the access ends at once, and what they had in hand is nobody's again."""

    def remove() -> Answer:
        person = teams.remove_member(who, slug, person_id)
        services.release_all(who, slug, person)
        return Answer({})

    return change(remove)
