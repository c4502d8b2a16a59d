"""`/teams/{slug}/members`: who works in a team. Leaving one is in backend/tickets/leaving.py: it releases tickets."""

from flask import Response

from backend.accounts.auth import signed_in
from backend.accounts.caller import Caller
from backend.http import JSON, Answer, act, answer, change
from backend.teams import present, services
from backend.teams.routes.blueprint import blueprint
from shared.schemas.base import EmptySchema
from shared.schemas.members import MemberListSchema, MemberSchema, NewMemberSchema


@blueprint.get("/teams/<id:slug>/members")
@signed_in
@blueprint.response(200, MemberListSchema)
def get_members(who: Caller, slug: str) -> Response:
    """The team's members, by name."""
    return answer({"items": [present.member(person) for person in services.list_members(who, slug)]})


@blueprint.post("/teams/<id:slug>/members")
@signed_in
@blueprint.arguments(NewMemberSchema)
@blueprint.response(201, MemberSchema)
def add_member(who: Caller, data: JSON, slug: str) -> Response:
    """Take somebody in by e-mail address: for people."""
    return act(lambda: Answer(present.member(services.add_member(who, slug, data["email"])), 201))


@blueprint.put("/teams/<id:slug>/members/<id:person_id>")
@signed_in
@blueprint.arguments(EmptySchema)
@blueprint.response(200, MemberSchema)
def put_member(who: Caller, _: JSON, slug: str, person_id: str) -> Response:
    """Take somebody in by id, once however often: for people."""
    return change(lambda: Answer(present.member(services.put_member(who, slug, person_id))))
