"""What the friend behind an outage says on a status page: it counts as the reporter's word."""

from backend import db
from backend.errors import NotFound
from backend.outages.behind.models import Affected
from backend.outages.behind.services.affected import tell
from backend.outages.behind.services.answering import answer
from backend.tickets.services.friend import standing_in


def hear_friend(affected_id: str, *, works: bool) -> None:
    """It works again, or it does not, of which a ticket is made; to the reporter that is news.

    Raises NotFound, and Conflict where there is nothing to say.
    """
    row = db.session.get(Affected, affected_id)
    if row is None:
        raise NotFound
    row = answer(standing_in(row.reporter_id), affected_id, works=works, body=None)
    row.told_at, row.seen_at = row.updated_at, None
    tell(row)
