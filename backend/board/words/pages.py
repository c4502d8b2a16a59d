"""`/board/words`: what reporters wrote, newest first, to be read as it is."""

from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from backend.accounts.caller import Caller
from backend.board import forms
from backend.board.web import Pages, page, visitor
from backend.board.words import routes
from backend.cursors import write_cursor
from backend.errors import Invalid
from backend.i18n import reader_language
from backend.teams import services as teams
from shared.schemas.words import WordsQuerySchema
from shared.vocabulary import Role

pages = Pages("words", __name__)


@pages.get("/board/words")
@visitor(Role.MANAGER)
def words(who: Caller) -> Response:
    """A page of them; whoever sees it is in the log of readings."""
    form = forms.asked(WordsQuerySchema)
    items, following = _found(who, form)
    language = reader_language()
    answer = page(
        "words/words.html",
        status=form.status,
        f=form,
        items=items,
        following=_next(following) if following else "",
        began="/board/words" if request.args.get("cursor") else "",
        offered=[(one["slug"], one["title"].get(language) or one["slug"]) for one in teams.list_services()],
        titles=teams.titles()[language],
    )
    # Customers' troubles stand in no browser's cache.
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _found(who: Caller, form: forms.Form) -> tuple[list[Any], list[Any] | None]:
    query = form.load()
    if query is None:
        return [], None
    try:
        items, following = routes.read(who, query)
    except Invalid as error:
        # A filter's pointer is `/query/area`, its field's name `area`.
        error.pointer = error.pointer.removeprefix("/query")
        form.refuse(error)
        return [], None
    return list(items), following


def _next(following: list[Any]) -> str:
    asked = {name: value for name, value in request.args.items() if value and name != "cursor"}
    return f"/board/words?{urlencode({**asked, 'cursor': write_cursor(following)})}"
