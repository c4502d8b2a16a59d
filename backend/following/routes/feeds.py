"""`/feeds`: addresses under which a reader or a calendar gets outages and planned work."""

from flask import Response

from backend.accounts.auth import people
from backend.accounts.caller import Caller
from backend.following import present, services
from backend.following.routes.blueprint import blueprint
from backend.http import JSON, Answer, act, answer, change
from backend.shown_once import Secret
from shared.schemas.base import EmptySchema
from shared.schemas.following import FeedListSchema, FeedSchema, NewFeedSchema


@blueprint.get("/feeds")
@people
@blueprint.response(200, FeedListSchema)
def get_feeds(who: Caller) -> Response:
    """The caller's feeds, the oldest first."""
    items = [present.feed_with_links(row) for row in services.list_feeds(who)]
    return answer({"items": items}, headers={"Cache-Control": "no-store"})


@blueprint.post("/feeds")
@people
@blueprint.arguments(NewFeedSchema)
@blueprint.response(201, FeedSchema)
def make_feed(who: Caller, data: JSON) -> Response:
    """Make a feed of outages (Atom) and planned work (Atom and iCalendar), of all or by area and service."""

    def made() -> Answer:
        row = services.make_feed(who, data)
        return Answer(present.feed(row), 201, subject=row.id, secret=Secret("", row.marker))

    return act(made)


@blueprint.delete("/feeds/<id:feed_id>")
@people
@blueprint.response(200, EmptySchema)
def end_feed(who: Caller, feed_id: str) -> Response:
    """End a feed: its addresses give nothing from now on."""

    def ended() -> Answer:
        services.end_feed(who, feed_id)
        return Answer({})

    return change(ended)
