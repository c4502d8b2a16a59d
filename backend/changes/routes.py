"""`GET /changes`."""

from flask import Response

from backend.accounts.auth import language_of, signed_in
from backend.accounts.caller import Caller
from backend.changes import services
from backend.http import JSON, Blueprint, answer
from shared.schemas.changes import ChangesQuerySchema, ChangesSchema

blueprint = Blueprint("changes", __name__, description="What changed since a cursor.")


@blueprint.get("/changes")
@signed_in
@blueprint.arguments(ChangesQuerySchema, location="query")
@blueprint.response(200, ChangesSchema)
@blueprint.alt_response(304, description="Nothing new; `Poll-After` says when to ask again, in seconds.")
def get_changes(who: Caller, query: JSON) -> Response:
    """Whole resources as the caller may see them, in commit order; without `after` all that is in scope, in pages."""
    page = services.read(who, query.get("after"), language_of(who))
    headers = {"Poll-After": str(services.POLL_AFTER)}
    return answer(page, headers=headers) if page else Response(status=304, headers=headers)
