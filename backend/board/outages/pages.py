"""`/board/outages`: the list, and one with its story."""

from typing import Any

from flask import Response, request

from backend.accounts.caller import Caller
from backend.board.now import services as now
from backend.board.outages import fields
from backend.board.outages.evidence import HEIGHT, drawn
from backend.board.web import Pages, page, part, visitor
from backend.config import config
from backend.i18n import reader_language
from backend.outages import services as outages
from backend.outages.behind import services as behind
from backend.outages.story import present as told
from backend.outages.story import services as story
from backend.teams import services as teams
from shared import lifecycle
from shared.vocabulary import OutageStatus, Role

pages = Pages("outages", __name__)

A_PAGE = 100
_FIRST_READERS = 20


@pages.get("/board/outages")
@visitor(Role.MANAGER)
def listed(who: Caller) -> Response:
    """All that is open, planned, or was over within a day, a hundred at a time."""
    board = now.board(who, 0)
    every = [(name, one) for name in board._fields for one in getattr(board, name)]
    first = max(0, request.args.get("after", 0, type=int))
    shown = every[first : first + A_PAGE]
    parts = {name: [one for part, one in shown if part == name] for name in board._fields}
    further = f"/board/outages?after={first + A_PAGE}" if len(every) > first + A_PAGE else ""
    counts = {name: len(getattr(board, name)) for name in board._fields}
    return page("outages/list.html", parts=parts, counts=counts, began=first > 0, further=further, titles=titles())


@pages.get("/board/outages/<id:outage_id>")
@visitor(Role.MANAGER)
def outage(who: Caller, outage_id: str) -> Response:
    """One outage: how it stands, what can be done, and its story."""
    return page("outages/one.html", **_shown(who, outage_id))


@pages.get("/board/outages/<id:outage_id>/now")
@visitor(Role.MANAGER)
def outage_now(who: Caller, outage_id: str) -> Response:
    """The part that refreshes itself."""
    return part("outages/now.html", **_shown(who, outage_id))


def titles() -> dict[str, str]:
    """What services are called in the page's language."""
    return teams.titles()[reader_language()]


def _shown(who: Caller, outage_id: str) -> dict[str, Any]:
    one = now.one(who, outage_id)
    item, merged = one.outage, one.outage["merged_into"]
    return {
        "one": one,
        "decision": fields.deciding(item, one.etag) if item["status"] == OutageStatus.SUSPECTED else None,
        "moves": [status for status in item["allowed"] if status != item["status"]],
        "goes_on": item["status"] not in lifecycle.OUTAGE_ENDED,
        "explained": item["status"] in lifecycle.OUTAGE_EXPLAINED,
        "history": told.history(story.read(who, outage_id)),
        "readers": [told.reader(row) for row in story.people(who, outage_id, None, _FIRST_READERS)],
        "offered": _offered(who, item),
        "into": outages.find(who, merged) if merged else None,
        "titles": titles(),
        "plot": drawn(item["suspicion"], config().timezone) if item["suspicion"] else None,
        "plot_height": HEIGHT,
    }


def _offered(who: Caller, item: dict[str, Any]) -> int:
    """How many open tickets match it and are behind nothing."""
    if item["status"] == OutageStatus.SUSPECTED or item["status"] in lifecycle.OUTAGE_ENDED:
        return 0
    return behind.candidates(who, item["id"], "", 1)[1]
