"""How long it took to see, to take on and to end an outage: pure functions over what happened. No database."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backend.duty.models import Alert
from backend.outages.happened import What
from backend.outages.models import Outage
from backend.outages.story.models import OutageEvent
from shared.vocabulary import ActorKind, OutageKind, OutageStatus

_PEOPLE = (ActorKind.MANAGER, ActorKind.SOLVER)


@dataclass(frozen=True)
class Times:
    """The moments that count; None where one has not come, or never was."""

    started_at: dt.datetime
    suspected_at: dt.datetime | None
    declared_at: dt.datetime | None
    acknowledged_at: dt.datetime | None
    resolved_at: dt.datetime | None
    closed_at: dt.datetime | None
    planned: bool
    """Planned work: nobody had to see it, so nothing is counted until it was."""

    @property
    def to_declare(self) -> int | None:
        """Seconds from when it began until all could know of it."""
        return None if self.planned else _seconds(self.started_at, self.declared_at)

    @property
    def to_acknowledge(self) -> int | None:
        """Seconds from the first word of it (a suspicion, or a declaration, also a program's) until a person had it."""
        return None if self.planned else _seconds(self.suspected_at or self.declared_at, self.acknowledged_at)

    @property
    def to_resolve(self) -> int | None:
        """Seconds from when it began until it was over, as it stands now: reopened, it is not over."""
        return _seconds(self.started_at, self.resolved_at)


def times(outage: Outage, events: Sequence[OutageEvent], alerts: Iterable[Alert] = ()) -> Times:
    """The moments of an outage, from its events and alerts, each oldest first."""
    by_people = [event.at for event in events if event.actor_kind in _PEOPLE]
    by_people += [alert.acknowledged_at for alert in alerts if alert.acknowledged_at is not None]
    return Times(
        started_at=outage.started_at,
        suspected_at=_first(event.at for event in events if event.what == What.SUSPECTED),
        declared_at=_first(event.at for event in events if event.status not in _UNKNOWN),
        acknowledged_at=min(by_people, default=None),
        resolved_at=outage.resolved_at,
        closed_at=_first(event.at for event in events if event.what == What.CLOSED),
        planned=outage.kind == OutageKind.MAINTENANCE,
    )


_UNKNOWN = (OutageStatus.SUSPECTED, OutageStatus.DISMISSED)


def _first(moments: Iterable[dt.datetime]) -> dt.datetime | None:
    return next(iter(moments), None)


def _seconds(since: dt.datetime | None, until: dt.datetime | None) -> int | None:
    if since is None or until is None:
        return None
    return max(0, round((until - since).total_seconds()))
