"""`/board/walls`: the links under which screens show the board."""

from typing import Any

from flask import Response

from backend.accounts.auth import people
from backend.accounts.caller import Caller
from backend.board.walls import services
from backend.board.walls.models import Wall
from backend.http import JSON, Answer, Blueprint, act, answer, change
from shared.schemas.base import EmptySchema, rfc3339
from shared.schemas.walls import MadeWallSchema, NewWallSchema, WallListSchema

blueprint = Blueprint("walls", __name__, description="Screens on a wall.")


@blueprint.get("/board/walls")
@people
@blueprint.response(200, WallListSchema)
def get_walls(who: Caller) -> Response:
    """The walls that show something, the oldest first, without their links: for managers."""
    return answer({"items": [present(row) for row in services.list_walls(who)]})


@blueprint.post("/board/walls")
@people
@blueprint.arguments(NewWallSchema)
@blueprint.response(201, MadeWallSchema)
def make_wall(who: Caller, data: JSON) -> Response:
    """A link for a screen on a wall, shown this once: figures alone, nothing to press. For managers."""

    def made() -> Answer:
        row, secret = services.make(who, data)
        return Answer(present(row), 201, subject=row.id, secret=secret)

    return act(made)


@blueprint.delete("/board/walls/<id:wall_id>")
@people
@blueprint.response(200, EmptySchema)
def end_wall(who: Caller, wall_id: str) -> Response:
    """End a wall: its link shows nothing from now on. For managers."""

    def end() -> Answer:
        services.end(who, wall_id)
        return Answer({})

    return change(end)


def present(row: Wall) -> dict[str, Any]:
    """WallSchema: its link is nowhere."""
    maker = {"id": row.made_by_id, "name": row.made_by.name}
    facts = {"id": row.id, "label": row.label, "language": row.language, "made_by": maker}
    return {**facts, "created_at": rfc3339(row.created_at)}
