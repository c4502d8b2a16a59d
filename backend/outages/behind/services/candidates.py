"""Which open tickets are likely behind an outage, and are not known to be."""

import datetime as dt

from backend.accounts.caller import Caller
from backend.areas import services as areas
from backend.errors import Forbidden
from backend.outages.merged import with_merged
from backend.outages.models import Outage
from backend.outages.permission import sees_behind
from backend.outages.reading import find as find_outage
from backend.tickets import services as tickets
from backend.tickets.models import Ticket
from shared.vocabulary import OutageKind

BEFORE = dt.timedelta(hours=12)
"""So long before an outage is said to have begun people may have noticed it; planned work begins when it begins."""


def trouble(outage: Outage) -> tickets.Trouble:
    """What a ticket is about that is likely behind the outage."""
    before = BEFORE if outage.kind == OutageKind.OUTAGE else dt.timedelta()
    since, prefixes = outage.started_at - before, tuple(areas.prefixes(outage.areas))
    return tickets.Trouble(
        with_merged([outage.id])[outage.id], tuple(outage.services), prefixes, since, outage.resolved_at
    )


def candidates(caller: Caller, outage_id: str, after: str, limit: int) -> tuple[list[Ticket], int]:
    """The next of those that the caller works on, by id, and how many there are; raises NotFound, Forbidden."""
    outage = find_linkable(caller, outage_id)
    about = trouble(outage)
    return tickets.matching(caller, about, after, limit), tickets.count_matching(caller, about)


def find_linkable(caller: Caller, outage_id: str) -> Outage:
    """The outage, for who puts tickets behind it: teams theirs, managers all. Raises NotFound, Forbidden."""
    outage = find_outage(caller, outage_id)
    if not sees_behind(caller):
        raise Forbidden("Only teams and managers put tickets behind an outage.")
    return outage
