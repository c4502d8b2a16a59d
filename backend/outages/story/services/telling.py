"""The story of one outage: all that happened, in order, with whom it reached and how long it took."""

from dataclasses import dataclass

from sqlalchemy import select

from backend import db
from backend.accounts.caller import Caller
from backend.duty import services as duty
from backend.duty.models import Alert
from backend.outages.models import Outage
from backend.outages.reading import find
from backend.outages.story.models import OutageEvent
from backend.outages.story.services.permission import check_reads
from backend.outages.story.services.reach import Reached, of_outage
from backend.outages.story.services.timing import Span, times_of
from backend.outages.story.times import Times


@dataclass(frozen=True)
class Story:
    """All that is told of one."""

    outage: Outage
    events: list[OutageEvent]
    alerts: list[Alert]
    reached: Reached
    times: Times


def read(caller: Caller, outage_id: str) -> Story:
    """The story; raises NotFound, Forbidden."""
    outage = find(caller, outage_id)
    check_reads(caller)
    rows = select(OutageEvent).where(OutageEvent.outage_id == outage.id).order_by(OutageEvent.seq)
    span = Span(outage.id, outage.kind, outage.started_at, outage.resolved_at)
    events, alerts = list(db.session.scalars(rows)), duty.of_object(outage.id)
    return Story(outage, events, alerts, of_outage(outage.id), times_of([span])[outage.id])
