"""Tickets that are likely about the same thing as another: found by index, ranked, never more than a screenful."""

import datetime as dt
from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, bindparam, case, func, literal, or_, select, union_all

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


def seen_by(caller: Caller) -> frozenset[str] | None:
    """The teams on whose tickets `caller` works; None is all."""
    return None if caller.is_manager else caller.teams


def likely_duplicates(ticket: Ticket, teams: Collection[str] | None) -> list[dict[str, Any]]:
    """At most 10 of those that `teams` work on (None: of all), open ones first (LikelyDuplicateSchema)."""
    at = now()
    values = {f"its_{name}": getattr(ticket, name) for name in _ITS}
    values |= {"its_parent": ticket.parent_id or "", "of_teams": list(teams or ())}
    values |= {"since_place": at - PLACE_LATELY, "since_customer": at - CUSTOMER_LATELY}
    rows = db.execute(_statement(frozenset(_ways(ticket)), scoped=teams is not None), values)
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


def _team() -> ColumnElement[str]:
    """The team, not to be looked up by index: SQLite would take it for as rare as a phone number and read all of it."""
    return func.coalesce(Ticket.team_slug, "")


_ITS = (
    "id",
    "reporter_id",
    "description",
    "customer_phone_key",
    "customer_email_key",
    "customer_name_key",
    "customer_postcode",
    "service",
)
_LATELY = Ticket.created_at >= bindparam("since_place", type_=Ticket.created_at.type)


def _same(name: str) -> ColumnElement[bool]:
    column = getattr(Ticket, name)
    same: ColumnElement[bool] = column == bindparam(f"its_{name}", type_=column.type)
    return same


_WAYS: dict[str, tuple[Likeness, ColumnElement[bool]]] = {
    "words": (Likeness.TEXT, and_(_same("reporter_id"), _same("description"), _LATELY)),
    "phone": (Likeness.CUSTOMER, _same("customer_phone_key")),
    "email": (Likeness.CUSTOMER, _same("customer_email_key")),
    "name": (Likeness.ADDRESS, and_(_same("customer_name_key"), _same("customer_postcode"))),
    "place": (Likeness.PLACE, and_(_same("customer_postcode"), _same("service"), _LATELY)),
}
"""Each way in which others may be like one."""


def _ways(ticket: Ticket) -> list[str]:
    """Those of `_WAYS` for which the ticket has what it takes."""
    has = {
        "words": True,
        "phone": ticket.customer_phone_key,
        "email": ticket.customer_email_key,
        "name": ticket.customer_name_key and ticket.customer_postcode is not None,
        "place": ticket.service and ticket.customer_postcode is not None,
    }
    return [way for way, there in has.items() if there]


@cache
def _statement(ways: frozenset[str], *, scoped: bool) -> Select[Any]:
    """Made once for each set of ways: every ticket that comes in asks."""
    parts = [_newest(_RANKS.index(rank), where, scoped=scoped) for way, (rank, where) in _WAYS.items() if way in ways]
    found = union_all(*(select(part) for part in parts)).subquery()
    rank = func.min(found.c.rank).label("rank")
    ranked = select(found.c.id, rank).where(found.c.id != bindparam("its_id")).group_by(found.c.id).subquery()
    done = Ticket.status.in_(lifecycle.DONE)
    lately = or_(~done, Ticket.created_at >= bindparam("since_customer", type_=Ticket.created_at.type))
    # Its own family is known already.
    others = or_(Ticket.parent_id.is_(None), Ticket.parent_id != bindparam("its_id"))
    strangers = and_(Ticket.id != bindparam("its_parent"), others)
    query = select(Ticket.id, Ticket.reference, Ticket.status, Ticket.created_at, ranked.c.rank)
    query = query.join(ranked, ranked.c.id == Ticket.id).where(lately, strangers)
    return query.order_by(case((done, 1), else_=0), ranked.c.rank, Ticket.created_at.desc(), Ticket.id).limit(MOST)


def _newest(rank: int, where: ColumnElement[bool], *, scoped: bool) -> Subquery:
    query = select(Ticket.id.label("id"), literal(rank).label("rank")).where(where)
    query = query.where(_team().in_(bindparam("of_teams", expanding=True))) if scoped else query
    return query.order_by(Ticket.created_at.desc()).limit(_LOOKED_AT).subquery()
