"""`/views`: saved filters of the queue."""

from flask import Response, request

from backend.accounts.auth import people
from backend.accounts.caller import Caller
from backend.etags import etag_of
from backend.http import JSON, Answer, Blueprint, act, answer, change
from backend.tickets.views import present, services
from backend.tickets.views.models import SavedView
from shared.schemas.base import EmptySchema
from shared.schemas.views import NewViewSchema, PatchViewSchema, ViewListSchema, ViewSchema

blueprint = Blueprint("views", __name__, description="Saved filters of the queue.")


@blueprint.get("/views")
@people
@blueprint.response(200, ViewListSchema)
def get_views(who: Caller) -> Response:
    """One's own saved views and those of one's teams, by name."""
    items = [present.view(row, who) for row in services.list_views(who)]
    return answer({"items": items}, etag=etag_of(items))


@blueprint.post("/views")
@people
@blueprint.arguments(NewViewSchema)
@blueprint.response(201, ViewSchema)
def save_view(who: Caller, data: JSON) -> Response:
    """Save filters and an order under a name, for oneself or for a team."""
    return act(lambda: _shown(services.save_view(who, data), who, 201))


@blueprint.get("/views/<id:view_id>")
@people
@blueprint.response(200, ViewSchema)
def get_view(who: Caller, view_id: str) -> Response:
    """One saved view."""
    shown = present.view(services.find_view(who, view_id), who)
    return answer(shown, etag=etag_of(shown))


@blueprint.patch("/views/<id:view_id>")
@people
@blueprint.arguments(PatchViewSchema)
@blueprint.response(200, ViewSchema)
def amend_view(who: Caller, data: JSON, view_id: str) -> Response:
    """Change a saved view; a team's by anybody of the team, and managers."""
    match = request.headers.get("If-Match")
    return change(lambda: _shown(services.amend_view(who, view_id, data, match), who))


@blueprint.delete("/views/<id:view_id>")
@people
@blueprint.response(200, EmptySchema)
def remove_view(who: Caller, view_id: str) -> Response:
    """Remove a saved view."""

    def remove() -> Answer:
        services.remove_view(who, view_id)
        return Answer({})

    return change(remove)


def _shown(row: SavedView, who: Caller, status: int = 200) -> Answer:
    shown = present.view(row, who)
    return Answer(shown, status, etag=etag_of(shown))
