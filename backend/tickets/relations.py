"""A ticket's parent, children and related tickets, for who works on it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, case, func, or_, select

from backend import db
from backend.tickets.models import Ticket
from backend.tickets.ties import Link
from shared import lifecycle
from shared.vocabulary import LinkType

MOST = 100
"""Related tickets shown with one."""
_ITS = bindparam("its_id", type_=Ticket.id.type)
# Made once: each answer to who works on a ticket asks.
_CHILDREN = select(
    func.count().label("total"),
    func.coalesce(func.sum(case((Ticket.status.in_(lifecycle.DONE), 0), else_=1)), 0).label("still_open"),
).where(Ticket.parent_id == _ITS)
_LINKS = (
    select(Ticket.id, Ticket.reference, Ticket.status)
    .join(Link, case((Link.first_id == _ITS, Link.second_id), else_=Link.first_id) == Ticket.id)
    .where(or_(Link.first_id == _ITS, Link.second_id == _ITS))
    .order_by(Link.at.desc(), Ticket.id)
    .limit(MOST)
)
_LINKS_OF = _LINKS.where(Ticket.team_slug.in_(bindparam("of_teams", expanding=True)))


def ties(row: Ticket) -> dict[str, Any]:
    """What its own row says: its parent, and whether it is a duplicate of that."""
    return {"parent": row.parent_id, "merged": row.merged_at is not None}


def children(row: Ticket) -> dict[str, int]:
    """How many it has, and how many of them are not done."""
    counted = db.execute(_CHILDREN, {"its_id": row.id}).one()
    return {"total": counted.total, "open": int(counted.still_open)}


def links(row: Ticket, teams: Collection[str] | None) -> list[dict[str, Any]]:
    """Related tickets that `teams` work on (None: all), the newest link first (LinkedSchema)."""
    rows = db.execute(_LINKS if teams is None else _LINKS_OF, {"its_id": row.id, "of_teams": list(teams or ())})
    return [
        {"id": one.id, "reference": one.reference, "status": one.status, "type": str(LinkType.RELATED)} for one in rows
    ]
