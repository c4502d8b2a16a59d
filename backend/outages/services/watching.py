"""What detection watches below its threshold, for managers, and how far it is."""

from sqlalchemy import func, select

from backend import db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.errors import Forbidden
from backend.outages.detection import incoming, keeping
from backend.outages.detection.models import Learned
from backend.outages.detection.reports import Watched
from backend.outages.models import Outage
from shared.vocabulary import OutageStatus


def watched(caller: Caller) -> list[Watched]:
    """The watch list, the strongest first; raises Forbidden for all but managers."""
    if not caller.is_manager:
        raise Forbidden("Only managers see what is watched.")
    return keeping.watched()


def detection_stands() -> dict[str, float]:
    """For whoever watches the server: seconds behind, seconds since it was learned what is usual, and how many wait."""
    at, unread = now(), incoming.unread_since()
    learned = db.session.scalar(select(Learned.at).order_by(Learned.id.desc()).limit(1))
    suspected = select(func.count()).where(Outage.status == OutageStatus.SUSPECTED)
    return {
        "behind_seconds": max(0.0, (at - unread).total_seconds()) if unread else 0.0,
        "learned_seconds": (at - learned).total_seconds() if learned else -1.0,
        "suspected": float(db.session.scalar(suspected) or 0),
    }
