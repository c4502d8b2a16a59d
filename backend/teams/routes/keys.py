"""`/teams/{slug}/keys`: for people, not for programs."""

from flask import Response

from backend import shown_once
from backend.accounts.auth import signed_in
from backend.accounts.caller import Caller
from backend.http import JSON, Answer, act, answer, change
from backend.teams import present, services
from backend.teams.routes.blueprint import blueprint
from shared.schemas.keys import KeyListSchema, KeySchema, NewKeySchema


@blueprint.get("/teams/<id:slug>/keys")
@signed_in
@blueprint.response(200, KeyListSchema)
def get_keys(who: Caller, slug: str) -> Response:
    """The keys of the team's programs, ended ones too, the newest first; never a secret."""
    return answer({"items": [present.key(key) for key in services.list_keys(who, slug)]})


@blueprint.post("/teams/<id:slug>/keys")
@signed_in
@blueprint.arguments(NewKeySchema)
@blueprint.response(201, KeySchema)
def add_key(who: Caller, data: JSON, slug: str) -> Response:
    """Make a key for a program of the team; the answer holds its secret, this once."""

    def add() -> Answer:
        secret = shown_once.new(shown_once.KEY)
        key, _ = services.add_key(who, slug, data["name"], data["rights"], secret.text)
        return Answer(present.key(key), 201, secret=secret)

    return act(add)


@blueprint.delete("/teams/<id:slug>/keys/<id:key_id>")
@signed_in
@blueprint.response(200, KeySchema)
def revoke_key(who: Caller, slug: str, key_id: str) -> Response:
    """End a key: it opens nothing from now on."""
    return change(lambda: Answer(present.key(services.revoke_key(who, slug, key_id))))
