"""`/`: leads to what whoever signs in needs."""

from flask import Response

from backend.accounts.caller import Caller
from backend.board import navigation
from backend.board.web import Pages, go, page, visitor

pages = Pages("start", __name__)


@pages.get("/")
@visitor()
def start(who: Caller) -> Response:
    """The first page of a role's own; a page that says what this is to those who have none."""
    ways = navigation.entries(who)
    return go(ways[0].address) if ways else page("start.html", who=who)
