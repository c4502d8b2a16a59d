"""Who has seen an outage, and up to when."""

import datetime as dt
from typing import cast

from sqlalchemy import Table, inspect, select, update

from backend import db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.forwarding.feed import record_change
from backend.outages.behind.models import Affected, OutageSeen
from backend.outages.reading import find as find_outage


def see(caller: Caller, outage_id: str, until: dt.datetime | None = None) -> dt.datetime:
    """Notes that the caller has seen the outage up to `until` (None: now), and what they put behind it.

    The moment up to which it is seen now. Seeing is no change: versions stay, and only the caller's own phones hear of
    it. Raises NotFound.
    """
    outage = find_outage(caller, outage_id)
    at = max(now(), outage.updated_at)
    # A phone without a connection says it late: what came in between, nobody has seen.
    at = min(at, until or at)
    key = (outage.id, caller.id)
    seen = db.session.get(OutageSeen, key, with_for_update=True)
    if seen is None:
        seen = OutageSeen(outage_id=outage.id, person_id=caller.id, first_at=at, seen_at=at)
        db.session.add(seen)
    else:
        seen.first_at, seen.seen_at = min(seen.first_at, at), max(seen.seen_at, at)
    _see_own(caller, outage.id, at)
    return seen.seen_at


def _see_own(caller: Caller, outage_id: str, at: dt.datetime) -> None:
    unseen = (
        Affected.outage_id == outage_id,
        Affected.reporter_id == caller.id,
        Affected.seen_at.is_(None) | (Affected.seen_at < at),
    )
    for row in db.session.scalars(select(Affected).where(*unseen)):
        if row.is_unread:
            record_change("affected", row.id, [f"person:{caller.id}"])
    # Past the ORM, which would count a version.
    table = cast(Table, inspect(Affected).local_table)
    db.session.execute(update(table).where(*unseen).values(seen_at=at))
