"""Open tickets about the same trouble: by service, postcode and time, and behind no outage yet."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import CTE, ColumnElement, Select, column, exists, func, or_, select, table

from backend import db
from backend.accounts.caller import Caller
from backend.tickets import scope
from backend.tickets.models import Declined, Ticket
from backend.tickets.services.filters import lives_in
from shared import lifecycle
from shared.vocabulary import Kind

_OUTAGE = table("outage", column("id"), column("status"))


@dataclass(frozen=True)
class Trouble:
    """Trouble with `services` where a postcode begins with one of `prefixes`, passed on from `since` until `until`.

    `outages` are those that are behind it, the one and what went into it: who said that it is none of them is left out.
    """

    outages: tuple[str, ...]
    services: tuple[str, ...]
    prefixes: tuple[str, ...]
    since: dt.datetime
    until: dt.datetime | None = None


def matching(caller: Caller, trouble: Trouble, after: str, limit: int) -> list[Ticket]:
    """The next that match and that `caller` works on, by id; a read."""
    ids = _page(_found(trouble, scope.solved(caller)), after, limit)
    return list(db.session.scalars(select(Ticket).where(Ticket.id.in_(ids)).order_by(Ticket.id)))


def count_matching(caller: Caller, trouble: Trouble) -> int:
    """How many match that `caller` works on; a read."""
    return db.session.scalar(select(func.count()).select_from(_found(trouble, scope.solved(caller)))) or 0


def matching_ids(teams: Collection[str] | None, trouble: Trouble, after: str, limit: int) -> list[str]:
    """The ids of the next that match, of these `teams` (None: of all); a read."""
    return list(db.session.scalars(_page(_found(trouble, *_of(teams)), after, limit)))


def count_matching_of(teams: Collection[str] | None, trouble: Trouble) -> int:
    """How many match, of these `teams` (None: of all); a read."""
    return db.session.scalar(select(func.count()).select_from(_found(trouble, *_of(teams)))) or 0


def is_free() -> ColumnElement[bool]:
    """Behind no outage, or one that is over for good, of which nothing more is heard: it works, or fails, by itself."""
    over = select(_OUTAGE.c.id).where(_OUTAGE.c.status.in_([str(status) for status in lifecycle.OUTAGE_OVER]))
    return or_(Ticket.outage_id.is_(None), Ticket.outage_id.in_(over))


def not_declined(outages: Collection[str]) -> ColumnElement[bool]:
    """Whose reporter was offered none of these, or did not say that it is something else."""
    return ~exists().where(Declined.ticket_id == Ticket.id, Declined.outage_id.in_(outages))


def _found(trouble: Trouble, *which: ColumnElement[bool]) -> CTE:
    """By their time first, which leaves few: asked for the first ids, a database would walk through all tickets."""
    return select(Ticket.id).where(*_fits(trouble), *which).cte("found").prefix_with("MATERIALIZED")


def _page(found: CTE, after: str, limit: int) -> Select[str]:
    return select(found.c.id).where(found.c.id > after).order_by(found.c.id).limit(limit)


def _of(teams: Collection[str] | None) -> tuple[ColumnElement[bool], ...]:
    return () if teams is None else (Ticket.team_slug.in_(teams),)


def _fits(trouble: Trouble) -> tuple[ColumnElement[bool], ...]:
    until = () if trouble.until is None else (Ticket.created_at <= trouble.until,)
    return (
        Ticket.kind == Kind.PROBLEM,
        Ticket.service.in_(trouble.services),
        Ticket.status.not_in(lifecycle.DONE),
        is_free(),
        not_declined(trouble.outages),
        Ticket.created_at >= trouble.since,
        *until,
        lives_in(trouble.prefixes, Ticket.customer_postcode),
    )
