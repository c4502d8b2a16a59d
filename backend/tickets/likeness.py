"""Tickets that are likely about the same thing as another: found by index, ranked, never more than a screenful."""

import datetime as dt
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, literal, or_, select, union_all

from backend import db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.tickets.models import Ticket
from shared import lifecycle
from shared.schemas.base import rfc3339
from shared.vocabulary import Likeness

PLACE_LATELY = dt.timedelta(days=7)
"""The same service at the same postcode: a resolved ticket closes after a week, so what is older was another fault."""
CUSTOMER_LATELY = dt.timedelta(days=30)
"""The same customer, of tickets that are done; one that is open counts at any age."""
MOST = 10
_LOOKED_AT = 50
"""The newest of each way of being alike: enough to rank, and as quick behind a mass outage as on a quiet day."""
_RANKS = (Likeness.CUSTOMER, Likeness.TEXT, Likeness.ADDRESS, Likeness.PLACE)
"""The strongest first; a ticket that is alike in several ways counts by its strongest."""


def seen_by(caller: Caller) -> ColumnElement[bool] | None:
    """The tickets that `caller` works on; None is all."""
    return None if caller.is_manager else _team().in_(caller.teams)


def of_team(ticket: Ticket) -> ColumnElement[bool]:
    """The tickets that the ticket's own team works on."""
    return _team() == ticket.team_slug


def _team() -> ColumnElement[str]:
    """The team, not to be looked up by index: SQLite would take it for as rare as a phone number and read all of it."""
    return func.coalesce(Ticket.team_slug, "")


def likely_duplicates(ticket: Ticket, within: ColumnElement[bool] | None) -> list[dict[str, Any]]:
    """At most 10 of those `within` (None: of all), open ones first (LikelyDuplicateSchema); in one statement."""
    parts = [_newest(_RANKS.index(way), where, within) for way, where in _ways(ticket)]
    found = union_all(*(select(part) for part in parts)).subquery()
    rank = func.min(found.c.rank).label("rank")
    ranked = select(found.c.id, rank).where(found.c.id != ticket.id).group_by(found.c.id).subquery()
    rows = db.session.execute(_shown(ranked, ticket)).all()
    return [
        {
            "id": row.id,
            "reference": row.reference,
            "status": row.status,
            "reason": str(_RANKS[row.rank]),
            "created_at": rfc3339(row.created_at),
        }
        for row in rows
    ]


def _shown(ranked: Subquery, of: Ticket) -> Select[Any]:
    done = Ticket.status.in_(lifecycle.DONE)
    lately = or_(~done, Ticket.created_at >= now() - CUSTOMER_LATELY)
    # Its own family is known already.
    others = or_(Ticket.parent_id.is_(None), Ticket.parent_id != of.id)
    strangers = and_(Ticket.id != (of.parent_id or ""), others)
    query = select(Ticket.id, Ticket.reference, Ticket.status, Ticket.created_at, ranked.c.rank)
    query = query.join(ranked, ranked.c.id == Ticket.id).where(lately, strangers)
    return query.order_by(case((done, 1), else_=0), ranked.c.rank, Ticket.created_at.desc(), Ticket.id).limit(MOST)


def _newest(rank: int, where: ColumnElement[bool], within: ColumnElement[bool] | None) -> Subquery:
    query = select(Ticket.id.label("id"), literal(rank).label("rank")).where(where)
    query = query if within is None else query.where(within)
    return query.order_by(Ticket.created_at.desc()).limit(_LOOKED_AT).subquery()


def _ways(ticket: Ticket) -> list[tuple[Likeness, ColumnElement[bool]]]:
    """Each way in which others may be like this one, as far as this one has what it takes."""
    lately = Ticket.created_at >= now() - PLACE_LATELY
    words = and_(Ticket.reporter_id == ticket.reporter_id, Ticket.description == ticket.description, lately)
    ways: list[tuple[Likeness, ColumnElement[bool]]] = [(Likeness.TEXT, words)]
    if ticket.customer_phone_key:
        ways.append((Likeness.CUSTOMER, Ticket.customer_phone_key == ticket.customer_phone_key))
    if ticket.customer_email_key:
        ways.append((Likeness.CUSTOMER, Ticket.customer_email_key == ticket.customer_email_key))
    if ticket.customer_postcode is None:
        return ways
    there = Ticket.customer_postcode == ticket.customer_postcode
    if ticket.customer_name_key:
        ways.append((Likeness.ADDRESS, and_(Ticket.customer_name_key == ticket.customer_name_key, there)))
    if ticket.service:
        ways.append((Likeness.PLACE, and_(there, Ticket.service == ticket.service, lately)))
    return ways
