"""`GET /readings`: who read whose personal data."""

from flask import Response

from backend.accounts.auth import people
from backend.accounts.caller import Caller
from backend.cursors import next_link, read_cursor
from backend.http import JSON, Blueprint, answer
from backend.reading import present, services
from shared.schemas.readings import ReadingListSchema, ReadingQuerySchema

blueprint = Blueprint("readings", __name__, description="Who read whose personal data.")


@blueprint.get("/readings")
@people
@blueprint.arguments(ReadingQuerySchema, location="query")
@blueprint.response(200, ReadingListSchema)
def get_readings(who: Caller, query: JSON) -> Response:
    """Who read which ticket's personal data, the newest first: for managers and admins."""
    cursor = read_cursor(query.get("cursor"), (int,))
    before = cursor[0] if cursor else None
    rows = services.readings(who, query.get("ticket"), query.get("person"), before, query["limit"] + 1)
    shown = rows[: query["limit"]]
    headers = next_link([shown[-1].seq]) if len(rows) > len(shown) else {}
    return answer({"items": [present.reading(row) for row in shown]}, headers=headers)
