"""`/outages/{id}/history`, `/outages/{id}/reached`: what came of an outage."""

from flask import Response

from backend.accounts.auth import people
from backend.accounts.caller import Caller
from backend.cursors import next_link, read_cursor
from backend.etags import etag_of
from backend.http import JSON, Blueprint, answer
from backend.outages.story import present, services
from shared.schemas.story import HistorySchema, ReaderListSchema, ReaderQuerySchema

blueprint = Blueprint("story", __name__, description="What came of outages.")


@blueprint.get("/outages/<id:outage_id>/history")
@people
@blueprint.response(200, HistorySchema)
def get_history(who: Caller, outage_id: str) -> Response:
    """All that happened, how long it took, and whom it reached: for managers."""
    shown = present.history(services.read(who, outage_id))
    return answer(shown, etag=etag_of(shown))


@blueprint.get("/outages/<id:outage_id>/reached")
@people
@blueprint.arguments(ReaderQuerySchema, location="query")
@blueprint.response(200, ReaderListSchema)
def get_reached(who: Caller, query: JSON, outage_id: str) -> Response:
    """Who passed on a customer behind it, and up to when each has seen it, by name: for managers."""
    cursor = read_cursor(query.get("cursor"), (str, str))
    rows = services.people(who, outage_id, (cursor[0], cursor[1]) if cursor else None, query["limit"] + 1)
    shown = rows[: query["limit"]]
    headers = next_link([shown[-1].name, shown[-1].id]) if len(rows) > len(shown) else {}
    return answer({"items": [present.reader(row) for row in shown]}, headers=headers)
