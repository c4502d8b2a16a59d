"""`GET /board/outages`: what goes on, the worst first, and who is on it."""

from typing import Any

from flask import Response

from backend.accounts.auth import people
from backend.accounts.caller import Caller
from backend.board.now import services
from backend.board.now.handling import Handling, Person
from backend.board.now.services import Current
from backend.etags import etag_of
from backend.http import Blueprint, answer
from shared.schemas.base import rfc3339
from shared.schemas.in_hand import InHandListSchema

blueprint = Blueprint("now", __name__, description="What goes on now.")


@blueprint.get("/board/outages")
@people
@blueprint.response(200, InHandListSchema)
def get_in_hand(who: Caller) -> Response:
    """Outages that go on and are suspected, the worst first, and who is on each; then planned work, and what is over.

    For managers.
    """
    board = services.board(who)
    shown = {name: [_present(one) for one in getattr(board, name)] for name in board._fields}
    return answer(shown, etag=etag_of(shown))


def _present(one: Current) -> dict[str, Any]:
    return {"outage": one.outage, "handling": _handling(one.handling)}


def _handling(of: Handling) -> dict[str, Any]:
    silent = [_person(person) for person in of.silent]
    return {"on_it": _person(of.on_it), "silent": silent, "last_word": _person(of.last_word)}


def _person(person: Person | None) -> dict[str, Any] | None:
    return {"name": person.name, "since": rfc3339(person.since)} if person else None
