"""`/wall/<token>`: the board on a screen. The link is all the authority; there are no words and nothing to press."""

from typing import Any

from flask import Response, g

from backend.accounts.caller import Caller
from backend.board.now import services as now
from backend.board.now.pages import figures_shown, hours_shown
from backend.board.walls import services
from backend.board.walls.models import Wall
from backend.board.web import Pages, go, page, part
from backend.errors import NotFound
from backend.teams import services as teams
from shared.vocabulary import Role

pages = Pages("wall", __name__)

IN_FULL = 8
"""So many outages are shown in full on a screen; how many more there are is said."""


@pages.get("/wall/<token>")
def wall(token: str) -> Response:
    """The screen; a link that shows nothing any more is said to be over, whatever the matter is."""
    try:
        found = services.find_wall(token)
    except NotFound:
        return _headed(page("walls/over.html", status=404))
    return _headed(page("walls/screen.html", token=token, **_shown(found), **figures_shown()))


@pages.get("/wall/<token>/now")
def wall_now(token: str) -> Response:
    """The part that refreshes itself; once the link is ended the screen goes dark."""
    try:
        found = services.find_wall(token)
    except NotFound:
        return _headed(go(f"/wall/{token}"))
    shown = _shown(found)
    return _headed(part("walls/now.html", token=token, titles=teams.titles()[found.language], **shown))


@pages.get("/wall/<token>/figures")
def wall_figures(token: str) -> Response:
    """The figures, which refresh themselves too."""
    try:
        found = services.find_wall(token)
    except NotFound:
        return _headed(go(f"/wall/{token}"))
    g.language = found.language
    return _headed(part("now/figures.html", token=token, **figures_shown()))


@pages.get("/wall/<token>/hours")
def wall_hours(token: str) -> Response:
    """What the charts are drawn from; raises NotFound."""
    g.language = services.find_wall(token).language
    return _headed(hours_shown())


def _shown(found: Wall) -> dict[str, Any]:
    g.language = found.language
    # What the manager sees who made it, and answers for it.
    eyes = Caller(found.made_by_id, found.label, found.language, Role.MANAGER, frozenset())
    return {"board": now.board(eyes, IN_FULL), "in_full": IN_FULL}


def _headed(response: Response) -> Response:
    """The address is a secret: it goes to nobody, and stands in no search engine."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
