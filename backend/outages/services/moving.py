"""An outage's status: whether it may become another, and what follows from that."""

from backend.clock import now
from backend.errors import Conflict
from backend.outages.models import Outage
from backend.statuses import Named
from shared import lifecycle
from shared.vocabulary import OutageStatus


def allowed(outage: Outage, status: str | None) -> OutageStatus:
    """The status that an update leads to; raises Conflict, naming those that it may."""
    current = OutageStatus(outage.status)
    wanted = OutageStatus(status or current)
    after = lifecycle.outage_after(current, wanted)
    if not lifecycle.OUTAGE_MOVES[current]:
        raise Conflict("It has ended for good; declare a new one.", allowed=[])
    if after is None and wanted is current:
        raise Conflict(
            "It is {status}: an update of it says what it becomes; allowed: {allowed}.",
            status=Named(current),
            allowed=map(Named, lifecycle.OUTAGE_MOVES[current]),
        )
    if after is None:
        raise Conflict(
            "One that is {status} cannot become {wanted}; allowed: {allowed}.",
            status=Named(current),
            wanted=Named(wanted),
            allowed=map(Named, lifecycle.OUTAGE_MOVES[current]),
        )
    return after


def move(outage: Outage, status: OutageStatus) -> None:
    """Sets the status, and the times that follow from it."""
    ends, ended = status in lifecycle.OUTAGE_ENDED, outage.status in lifecycle.OUTAGE_ENDED
    if ends:
        outage.next_update_at = None
        outage.resolved_at = outage.resolved_at or now()
    elif ended:
        outage.resolved_at = None
    if status is OutageStatus.IN_PROGRESS:
        # Work that begins before its time matches from then on.
        outage.started_at = min(outage.started_at, now())
    outage.status = str(status)
