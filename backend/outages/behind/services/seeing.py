"""Who has seen an outage, and up to when."""

import datetime as dt

from sqlalchemy import select, update

from backend import db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.forwarding.feed import record_change
from backend.outages.behind.models import Affected, OutageSeen
from backend.outages.reading import find as find_outage


def see(caller: Caller, outage_id: str) -> dt.datetime:
    """Notes that the caller has seen the outage up to now, and what they put behind it; the moment. Raises NotFound.

    Seeing is no change: versions stay, and only the caller's own phones hear of it.
    """
    outage = find_outage(caller, outage_id)
    at = max(now(), outage.updated_at)
    key = (outage.id, caller.id)
    seen = db.session.get(OutageSeen, key, with_for_update=True)
    if seen is None:
        db.session.add(OutageSeen(outage_id=outage.id, person_id=caller.id, first_at=at, seen_at=at))
    else:
        seen.seen_at = at
    _see_own(caller, outage.id, at)
    return at


def _see_own(caller: Caller, outage_id: str, at: dt.datetime) -> None:
    own = (Affected.outage_id == outage_id, Affected.reporter_id == caller.id)
    for row in db.session.scalars(select(Affected).where(*own)):
        if row.is_unread:
            record_change("affected", row.id, [f"person:{caller.id}"])
    # Past the ORM, which would count a version.
    table = Affected.__table__
    db.session.execute(
        update(table).where(table.c.outage_id == outage_id, table.c.reporter_id == caller.id).values(seen_at=at)  # type: ignore[arg-type]
    )
