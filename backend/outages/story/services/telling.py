"""The story of one outage: all that happened, in order, with whom it reached and how long it took."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import or_, select

from backend import db
from backend.accounts.caller import Caller
from backend.duty import services as duty
from backend.duty.models import Alert
from backend.outages.happened import What
from backend.outages.models import Outage
from backend.outages.reading import find
from backend.outages.story.models import OutageEvent
from backend.outages.story.services.permission import check_reads
from backend.outages.story.services.reach import Reached, of_outage
from backend.outages.story.services.timing import Span, times_of
from backend.outages.story.times import Times
from shared.vocabulary import ActorKind


@dataclass(frozen=True)
class Story:
    """All that is told of one."""

    outage: Outage
    events: list[OutageEvent]
    alerts: list[Alert]
    reached: Reached
    times: Times


class Act(NamedTuple):
    """One act: when, by whom, whether that is a person and no program, and whether people were told something."""

    at: dt.datetime
    name: str
    human: bool
    told: bool


def read(caller: Caller, outage_id: str) -> Story:
    """The story; raises NotFound, Forbidden."""
    outage = find(caller, outage_id)
    check_reads(caller)
    rows = select(OutageEvent).where(OutageEvent.outage_id == outage.id).order_by(OutageEvent.seq)
    span = Span(outage.id, outage.kind, outage.started_at, outage.resolved_at)
    events, alerts = list(db.session.scalars(rows)), duty.of_object(outage.id)
    return Story(outage, events, alerts, of_outage(outage.id), times_of([span])[outage.id])


def acts(outage_ids: Collection[str]) -> dict[str, list[Act]]:
    """What people and programs did to each of those outages, oldest first; nothing that happened by itself.

    For those who have asked whether they may be seen.
    """
    found: dict[str, list[Act]] = {one: [] for one in outage_ids}
    told = or_(OutageEvent.update_id.is_not(None), OutageEvent.what == What.DECLARED)
    columns = (OutageEvent.outage_id, OutageEvent.at, OutageEvent.actor_name, OutageEvent.actor_kind, told)
    of_them = (OutageEvent.outage_id.in_(outage_ids), OutageEvent.actor_name.is_not(None))
    for one, at, name, kind, words in db.session.execute(select(*columns).where(*of_them).order_by(OutageEvent.seq)):
        found[one].append(Act(at, str(name), kind == ActorKind.MANAGER, bool(words)))
    return found
