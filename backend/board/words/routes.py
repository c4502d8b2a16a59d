"""`GET /board/words`: what reporters wrote."""

from typing import Any

from flask import Response

from backend.accounts.auth import people
from backend.accounts.caller import Caller
from backend.board.words import services
from backend.board.words.services import Words
from backend.cursors import next_link, read_cursor
from backend.http import JSON, Blueprint, answer
from backend.i18n import reader_language
from shared.schemas.base import rfc3339
from shared.schemas.words import WordsListSchema, WordsQuerySchema

blueprint = Blueprint("words", __name__, description="What reporters wrote.")

PAGING = ("limit", "cursor")
_UNKEPT = {"Cache-Control": "no-store"}


@blueprint.get("/board/words")
@people
@blueprint.arguments(WordsQuerySchema, location="query")
@blueprint.response(200, WordsListSchema)
def get_words(who: Caller, query: JSON) -> Response:
    """Reporters' words, newest first, contact details covered; who reads them is logged. For managers."""
    items, following = read(who, query)
    headers = next_link(following) if following else {}
    return answer({"items": [present(one) for one in items]}, headers={**headers, **_UNKEPT})


def read(who: Caller, query: JSON) -> tuple[list[Words], list[Any] | None]:
    """A page and where the next begins; the log of readings has it."""
    cursor = read_cursor(query.get("cursor"), services.ORDER.kinds())
    filters = {name: value for name, value in query.items() if name not in PAGING}
    return services.page(who, filters, reader_language(), cursor, query["limit"])


def present(words: Words) -> dict[str, Any]:
    """WordsSchema."""
    row = words.ticket
    facts = {name: getattr(row, name) for name in ("id", "reference", "kind", "service", "severity", "status")}
    where = {"area": words.area, "where": words.where, "team": row.team_slug, "outage_id": row.outage_id}
    return {**facts, **where, "created_at": rfc3339(row.created_at), "text": words.text}
