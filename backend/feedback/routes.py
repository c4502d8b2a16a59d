"""`/feedback`: tell us about this app."""

from flask import Response

from backend.accounts.auth import people
from backend.accounts.caller import Caller
from backend.cursors import next_link, read_place
from backend.feedback import present, services
from backend.feedback.exporting import exported
from backend.http import JSON, Answer, Blueprint, act, answer
from shared.schemas.base import rfc3339
from shared.schemas.feedback import (
    FeedbackExportQuerySchema,
    FeedbackListSchema,
    FeedbackQuerySchema,
    FeedbackSchema,
    NewFeedbackSchema,
)

blueprint = Blueprint("feedback", __name__, description="What people say about the app itself.")


@blueprint.post("/feedback")
@people
@blueprint.arguments(NewFeedbackSchema)
@blueprint.response(201, FeedbackSchema)
def tell_us(who: Caller, data: JSON) -> Response:
    """Say something about the app itself."""
    return act(lambda: Answer(present.feedback(services.say(who, data)), 201))


@blueprint.get("/feedback")
@people
@blueprint.arguments(FeedbackQuerySchema, location="query")
@blueprint.response(200, FeedbackListSchema)
def get_feedback(who: Caller, query: JSON) -> Response:
    """What people said about the app, the newest first: for managers and admins."""
    rows = services.list_feedback(who, read_place(query.get("cursor")), query["limit"] + 1)
    shown = rows[: query["limit"]]
    headers = next_link([rfc3339(shown[-1].created_at), shown[-1].id]) if len(rows) > len(shown) else {}
    return answer({"items": [present.feedback(row) for row in shown]}, headers=headers)


@blueprint.get("/feedback/export.csv")
@people
@blueprint.arguments(FeedbackExportQuerySchema, location="query")
@blueprint.response(200, {"type": "string"}, content_type="text/csv", description="UTF-8 with a byte order mark.")
def export_feedback(who: Caller, query: JSON) -> Response:
    """All of it as CSV, the newest first: for managers and admins."""
    return exported(who, query["separator"])
