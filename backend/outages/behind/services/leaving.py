"""Who leaves the company leaves nobody behind an outage without somebody to be asked."""

from sqlalchemy import select

from backend import db
from backend.accounts.models import Person
from backend.clock import now
from backend.forwarding.feed import record_change
from backend.outages.behind.models import Affected
from backend.outages.behind.services.affected import tell
from shared import lifecycle
from shared.vocabulary import AffectedStatus


def hand_on(person_id: str, heir: Person | None) -> int:
    """Gives the customers whom the person put behind outages to `heir`, or withdraws them; how many.

    The leaver's phone is told that they are gone. Runs inside `db.write`.
    """
    own = (Affected.reporter_id == person_id, Affected.status.in_(lifecycle.AFFECTED_OPEN))
    query = select(Affected).where(*own).order_by(Affected.id)
    rows = list(db.session.scalars(query.with_for_update(of=Affected)))
    for row in rows:
        row.updated_at = max(now(), row.updated_at)
        if heir is None:
            row.status = str(AffectedStatus.WITHDRAWN)
        else:
            row.reporter_id, row.told_at, row.seen_at = heir.id, row.updated_at, None
            record_change("affected", row.id, [f"person:{person_id}"], removed=True)
        tell(row)
    return len(rows)
