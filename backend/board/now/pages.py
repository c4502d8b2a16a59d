"""`/board`: what goes on now, fresh within 5 s."""

from typing import Any

from flask import Response, request

from backend.accounts.caller import Caller
from backend.board.now import country, services
from backend.board.outages import fields
from backend.board.web import Pages, page, part, visitor
from backend.etags import etag_of
from backend.figures import present, telling
from backend.figures import services as figures
from backend.http import answer
from backend.i18n import reader_language
from backend.outages import services as outages
from backend.outages.detection import present as suspicions
from backend.teams import services as teams
from shared.vocabulary import HourSpan, Role

pages = Pages("now", __name__)

IN_FULL = 20
"""So many of what goes on are shown in full: the worst."""
IN_LINES = 30
"""So many after them in a line each; all of them are a page away."""


@pages.get("/board")
@visitor(Role.MANAGER)
def now(who: Caller) -> Response:
    """What goes on, the worst first."""
    return page("now/page.html", **_shown(who), **figures_shown())


@pages.get("/board/outages/now")
@visitor(Role.MANAGER)
def outages_now(who: Caller) -> Response:
    """The part that refreshes itself: the outages."""
    return part("now/outages.html", **_shown(who), titles=teams.titles()[reader_language()])


@pages.get("/board/figures")
@visitor(Role.MANAGER)
def figures_now(who: Caller) -> Response:
    """The part that refreshes itself: what comes in, where, at whom it lies, and what nobody may have noticed."""
    figures.check_reads(who)
    return part("now/figures.html", **figures_shown())


@pages.get("/board/hours")
@visitor(Role.MANAGER)
def hours(who: Caller) -> Response:
    """What the charts are drawn from."""
    figures.check_reads(who)
    return hours_shown()


def hours_shown() -> Response:
    """The lines of the charts, in the page's language; `?span=week` is 7 days. For who may see it."""
    span = HourSpan.WEEK if request.args.get("span") == HourSpan.WEEK else HourSpan.DAY
    found = telling.hours(figures.hours({"span": span}))
    language = reader_language()
    lines = [
        {"title": one["title"][language], "count": one["count"], "usual": one["usual"]}
        for one in (found["total"], *found["series"])
    ]
    shown = {"hours": found["hours"], "lines": lines}
    return answer(shown, etag=etag_of(shown))


def figures_shown() -> dict[str, Any]:
    """What the figures' part shows; for those who have asked whether it may be seen (a manager, or a wall's link)."""
    summary = present.summary(figures.summary())
    names = teams.names()
    return {
        "summary": summary,
        "drawn": country.drawn(summary),
        "country": country,
        "names": names,
        "titles": teams.titles()[reader_language()],
    }


def _shown(who: Caller) -> dict[str, Any]:
    board = services.board(who, IN_FULL)
    unsure = [one for one in board.current[:IN_FULL] if one.etag]
    decisions = {one.outage["id"]: fields.deciding(one.outage, one.etag) for one in unsure}
    watched = [suspicions.watched(one) for one in outages.watched(who)]
    return {"board": board, "decisions": decisions, "watched": watched, "in_full": IN_FULL, "in_lines": IN_LINES}
