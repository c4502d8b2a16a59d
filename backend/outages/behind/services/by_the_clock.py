"""What happens by itself behind outages as time goes by; batches that run inside `db.write`."""

import datetime as dt

from sqlalchemy import exists, select

from backend import db
from backend.aside import Aside
from backend.clock import now
from backend.outages.behind.models import Affected, OutageRound
from backend.outages.behind.services import rounds
from backend.outages.behind.services.affected import tell
from backend.outages.models import Outage
from backend.tickets.journal import SYSTEM
from shared import lifecycle
from shared.vocabulary import AffectedStatus, OutageStatus, RoundKind

CLOSE_AFTER = dt.timedelta(days=7)
"""How long the question whether it works waits for its answer."""
_UNANSWERED, _MATCHING = Aside("unanswered"), Aside("matching")
_NOT_YET = (OutageStatus.SUSPECTED, OutageStatus.SCHEDULED)


def close_unanswered(limit: int = 200) -> int:
    """Closes what was asked 7 days ago and not answered; returns how many."""
    due = (Affected.status == AffectedStatus.ASKED, Affected.asked_at < now() - CLOSE_AFTER)
    query = select(Affected).where(*due, *_UNANSWERED.none_of(Affected.id)).order_by(Affected.asked_at).limit(limit)
    rows = list(db.session.scalars(query.with_for_update(of=Affected, skip_locked=True)))
    _UNANSWERED.each(rows, _close)
    return len(rows)


def _close(row: Affected) -> None:
    row.status, row.updated_at = str(AffectedStatus.CLOSED), now()
    tell(row)


def take_in_more() -> int:
    """Begins rounds for tickets that match by now, where what matches comes behind an outage by itself; how many."""
    open_ones = (Outage.takes_in, Outage.status.not_in([*lifecycle.OUTAGE_ENDED, *_NOT_YET]))
    linking = exists().where(
        OutageRound.outage_id == Outage.id, OutageRound.kind == RoundKind.LINK, OutageRound.finished_at.is_(None)
    )
    rows = select(Outage).where(*open_ones, ~linking).order_by(Outage.id)
    found = db.session.scalars(rows.with_for_update(of=Outage, skip_locked=True)).all()
    _MATCHING.each(found, lambda outage: rounds.begin_linking(outage, SYSTEM))
    # Whatever it was, the next look is the next tick's.
    return 0
