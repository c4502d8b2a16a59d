"""What those behind an outage were told, and how far it has come."""

from sqlalchemy import select

from backend import db
from backend.accounts.caller import Caller
from backend.errors import Forbidden
from backend.outages.behind.models import OutageRound
from backend.outages.permission import sees_behind
from backend.outages.reading import find as find_outage


def list_rounds(caller: Caller, outage_id: str, before: int | None, limit: int) -> list[OutageRound]:
    """The outage's rounds, the newest first, for teams and who declares; raises NotFound, Forbidden."""
    outage = find_outage(caller, outage_id)
    if not sees_behind(caller):
        raise Forbidden("Only teams and managers see who is behind an outage.")
    query = select(OutageRound).where(OutageRound.outage_id == outage.id)
    query = query if before is None else query.where(OutageRound.seq < before)
    return list(db.session.scalars(query.order_by(OutageRound.seq.desc()).limit(limit)))
