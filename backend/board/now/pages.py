"""`/board`: what goes on now, fresh within 5 s."""

from typing import Any

from flask import Response

from backend.accounts.caller import Caller
from backend.board.now import services
from backend.board.outages import fields
from backend.board.web import Pages, page, part, visitor
from backend.i18n import reader_language
from backend.teams import services as teams
from shared.vocabulary import Role

pages = Pages("now", __name__)

IN_FULL = 20
"""So many of what goes on are shown in full: the worst; the rest stands in a table."""


@pages.get("/board")
@visitor(Role.MANAGER)
def now(who: Caller) -> Response:
    """What goes on, the worst first."""
    return page("now/page.html", **_shown(who))


@pages.get("/board/outages/now")
@visitor(Role.MANAGER)
def outages_now(who: Caller) -> Response:
    """The part that refreshes itself: the outages."""
    return part("now/outages.html", **_shown(who))


def _shown(who: Caller) -> dict[str, Any]:
    board = services.board(who)
    unsure = [one for one in board.current[:IN_FULL] if one.etag]
    decisions = {one.outage["id"]: fields.deciding(one.outage, one.etag) for one in unsure}
    titles = teams.titles()[reader_language()]
    return {"board": board, "decisions": decisions, "titles": titles, "in_full": IN_FULL}
