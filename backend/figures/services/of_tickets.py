"""How tickets are now, as far as it counts."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from zoneinfo import ZoneInfo

from sqlalchemy import select

from backend import db
from backend.areas import services as areas
from backend.figures.facts import NONE, Facts, facts
from backend.tickets.models import Entry, Ticket
from shared.vocabulary import ActorKind, EntryType, Status

_NAMES = (
    "id",
    "created_at",
    "service",
    "team_slug",
    "customer_postcode",
    "status",
    "merged_at",
    "due_at",
    "breached_at",
    "last_human_action_at",
    "clocks",
    "rating",
    "rated_at",
    "outage_id",
)
_COLUMNS = [getattr(Ticket, name) for name in _NAMES]
_REPORTERS = (ActorKind.REPORTER, ActorKind.CUSTOMER)


def facts_of(ids: Collection[str], zone: ZoneInfo) -> tuple[dict[str, Facts], dict[str, str]]:
    """What counts of those that are there, and the outage that each is behind, where there is one."""
    if not ids:
        return {}, {}
    rows = db.session.execute(select(*_COLUMNS).where(Ticket.id.in_(ids))).all()
    reopened = _reopened(ids)
    places = {row.customer_postcode: _place(row.customer_postcode) for row in rows}
    found = {row.id: facts(row, places[row.customer_postcode], reopened.get(row.id, ()), zone) for row in rows}
    return found, {row.id: row.outage_id for row in rows if row.outage_id is not None}


def _place(postcode: str | None) -> tuple[str, str]:
    area, region = (areas.region(postcode) if postcode else None) or (NONE, NONE)
    return area, region or NONE


def _reopened(ids: Collection[str]) -> dict[str, list[dt.datetime]]:
    """When a reporter, or the friend, said that it was not solved."""
    said = select(Entry.ticket_id, Entry.at, Entry.changes).where(
        Entry.ticket_id.in_(ids), Entry.type == EntryType.STATUS, Entry.actor_kind.in_(_REPORTERS)
    )
    found: dict[str, list[dt.datetime]] = defaultdict(list)
    for ticket_id, at, changes in db.session.execute(said.order_by(Entry.seq)):
        if ((changes or {}).get("status") or {}).get("from") == Status.RESOLVED and changes["status"][
            "to"
        ] == Status.IN_PROGRESS:
            found[ticket_id].append(at)
    return found
