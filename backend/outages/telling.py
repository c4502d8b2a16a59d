"""Who hears of a change to an outage: phones by the change feed, the teams of its services by an event."""

import datetime as dt
from dataclasses import dataclass
from typing import Self

from backend import db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.forwarding import services as forwarding
from backend.outages import present
from backend.outages.models import Outage
from backend.teams import services as teams
from shared.vocabulary import EventType, OutageStatus

_TICK = dt.timedelta(microseconds=1)


@dataclass(frozen=True)
class Before:
    """What others knew of it before the change."""

    suspected: bool
    services: tuple[str, ...]

    @classmethod
    def of(cls, outage: Outage) -> Self:
        """As it stands."""
        return cls(outage.status == OutageStatus.SUSPECTED, tuple(outage.services))


def tell(outage: Outage, caller: Caller, before: Before | None) -> None:
    """Marks it as changed now and tells whom it concerns; `before` is None for a new one. Runs inside `db.write`.

    While it is only suspected managers alone hear of it, and so they do where a suspicion is dismissed. Teams whose
    service it no longer is are told along with those whose it is.
    """
    # Later than the last change even within one tick of the clock: each change makes a new version, and a new ETag.
    outage.updated_at = max(now(), outage.updated_at + _TICK) if before else now()
    db.session.flush()
    db.session.refresh(outage, ["updates"])
    dismissed = outage.status == OutageStatus.DISMISSED
    unknown = before is None or before.suspected
    hidden = outage.status == OutageStatus.SUSPECTED or (dismissed and unknown)
    forwarding.record_change("outage", outage.id, ["managers" if hidden else "all"], removed=dismissed)
    if not hidden:
        event = EventType.OUTAGE_DECLARED if unknown else EventType.OUTAGE_UPDATED
        _tell_teams(outage, caller, event, before)


def _tell_teams(outage: Outage, caller: Caller, event: EventType, before: Before | None) -> None:
    actor = {"kind": str(caller.kind_of_actor(reports=False)), "name": caller.name}
    told = {"outage": present.for_team(outage), "actor": actor}
    for team in teams.teams_of(sorted({*outage.services, *(before.services if before else ())})):
        forwarding.emit(event, team, told)
