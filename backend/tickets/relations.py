"""A ticket's parent, children and related tickets, for who works on it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import case, func, or_, select

from backend import db
from backend.tickets.models import Ticket
from backend.tickets.ties import Link
from shared import lifecycle
from shared.vocabulary import LinkType

MOST = 100
"""Related tickets shown with one."""


def ties(row: Ticket) -> dict[str, Any]:
    """What its own row says: its parent, and whether it is a duplicate of that."""
    return {"parent": row.parent_id, "merged": row.merged_at is not None}


def children(row: Ticket) -> dict[str, int]:
    """How many it has, and how many of them are not done."""
    waits = case((Ticket.status.in_(lifecycle.DONE), 0), else_=1)
    query = select(func.count(), func.coalesce(func.sum(waits), 0)).where(Ticket.parent_id == row.id)
    total, still_open = db.session.execute(query).one()
    return {"total": total, "open": int(still_open)}


def links(row: Ticket, teams: Collection[str] | None) -> list[dict[str, Any]]:
    """Related tickets that `teams` work on (None: all), the newest link first (LinkedSchema)."""
    other = case((Link.first_id == row.id, Link.second_id), else_=Link.first_id)
    query = select(Ticket.id, Ticket.reference, Ticket.status).join(Link, other == Ticket.id)
    query = query.where(or_(Link.first_id == row.id, Link.second_id == row.id))
    query = query if teams is None else query.where(Ticket.team_slug.in_(teams))
    rows = db.session.execute(query.order_by(Link.at.desc(), Ticket.id).limit(MOST))
    return [
        {"id": one.id, "reference": one.reference, "status": one.status, "type": str(LinkType.RELATED)} for one in rows
    ]
