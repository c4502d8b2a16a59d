"""Walls: made and ended by managers, found by their link alone."""

from typing import Any

from sqlalchemy import Select, select

from backend import audit, db, shown_once
from backend.accounts.caller import Caller
from backend.accounts.models import Person
from backend.accounts.tokens import digest
from backend.board.walls.models import Wall
from backend.clock import now
from backend.errors import Conflict, Forbidden, NotFound
from backend.ids import new_id
from backend.mail.message import one_line
from backend.shown_once import Secret
from shared.vocabulary import Role

MOST = 50
"""Walls that there may be."""


def list_walls(caller: Caller) -> list[Wall]:
    """All that still show something, the oldest first; raises Forbidden."""
    _check(caller)
    return list(db.session.scalars(_shining().order_by(Wall.created_at, Wall.id)))


def make(caller: Caller, data: dict[str, Any]) -> tuple[Wall, Secret]:
    """A new wall (NewWallSchema, loaded), and its link, which is shown this once; raises Forbidden, Conflict."""
    if len(list_walls(caller)) >= MOST:
        raise Conflict("There are at most {most} walls; end one that nobody looks at.", most=MOST, allowed=[])
    secret = shown_once.new(shown_once.WALL)
    row = Wall(id=new_id(), hash=digest(secret.text), made_by_id=caller.id, created_at=now())
    row.label, row.language = one_line(data["label"]), data["language"] or caller.language
    db.session.add(row)
    db.session.flush()
    db.session.refresh(row)
    said = audit.made({"label": row.label, "language": row.language})
    audit.record(caller, "wall.made", f"wall:{row.id}", changes=said)
    return row, secret


def end(caller: Caller, wall_id: str) -> None:
    """Its link shows nothing from now on; raises Forbidden, NotFound."""
    _check(caller)
    row = db.session.scalar(select(Wall).where(Wall.id == wall_id).with_for_update(of=Wall))
    if row is None:
        raise NotFound
    audit.record(caller, "wall.ended", f"wall:{row.id}", changes={"label": {"from": row.label, "to": None}})
    db.session.delete(row)


def find_wall(token: str) -> Wall:
    """The wall of a link; raises NotFound, alike for one that never was, was ended, or whose maker left."""
    row = db.session.scalar(_shining().where(Wall.hash == digest(token)))
    if row is None:
        raise NotFound
    return row


def _shining() -> Select[Wall]:
    """Those whose maker is still a manager."""
    return select(Wall).join(Person, Person.id == Wall.made_by_id).where(Person.active, Person.role == Role.MANAGER)


def _check(caller: Caller) -> None:
    if not caller.is_manager:
        raise Forbidden("Only managers make walls.")
