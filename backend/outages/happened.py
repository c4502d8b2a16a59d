"""What became of an outage in one act, as those who react to it are told (see `telling.py`)."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from backend.outages.models import Outage, OutageUpdate
from backend.tickets.journal import Actor
from shared import lifecycle
from shared.vocabulary import OutageStatus


class What(StrEnum):
    """The kind of act; `Happened.update` holds the words where people were told something."""

    SUSPECTED = "suspected"
    """New, and known to managers only."""
    DECLARED = "declared"
    """New to all, also where it was suspected before."""
    UPDATED = "updated"
    """An update that keeps the status."""
    MOVED = "moved"
    """An update that brings it to another status that is not over, also back from resolved."""
    RESOLVED = "resolved"
    """It works again, or the work is completed."""
    CLOSED = "closed"
    CANCELLED = "cancelled"
    DISMISSED = "dismissed"
    MERGED = "merged"
    """It goes on as another one, `Happened.into`."""
    RESCHEDULED = "rescheduled"
    """Planned work is at another time, which `Happened.update` tells."""
    ANNOUNCED = "announced"
    """Planned work begins within a day."""
    OVERDUE = "overdue"
    """What was promised has passed, and nothing was told; once for each promise."""
    AMENDED = "amended"
    """What is known of it changed: services, areas, times, words; `Happened.before` says from what."""


@dataclass(frozen=True)
class Before:
    """What others knew of it before the act."""

    status: OutageStatus
    services: tuple[str, ...]
    areas: tuple[str, ...]
    started_at: dt.datetime
    expected_end_at: dt.datetime | None
    next_update_at: dt.datetime | None

    @classmethod
    def of(cls, outage: Outage) -> Self:
        """As it stands."""
        times = (outage.started_at, outage.expected_end_at, outage.next_update_at)
        return cls(OutageStatus(outage.status), tuple(outage.services), tuple(outage.areas), *times)

    @property
    def suspected(self) -> bool:
        """Whether managers alone knew of it."""
        return self.status is OutageStatus.SUSPECTED


@dataclass(frozen=True)
class Happened:
    """One act on `outage`, done and in the database, its transaction not yet committed.

    `before` is None for a new one. `update` is what people were told with it, `into` where it went on.
    """

    what: What
    outage: Outage
    actor: Actor
    before: Before | None = None
    update: OutageUpdate | None = None
    into: Outage | None = None

    @property
    def hidden(self) -> bool:
        """Whether managers alone know of it: while it is suspected, and where it never was more than that.

        One that was told to people hides from them as it is dismissed, which they are told: it is not hidden.
        """
        unknown = self.before is None or self.before.suspected
        dismissed = self.outage.status == OutageStatus.DISMISSED
        return self.outage.status == OutageStatus.SUSPECTED or (dismissed and unknown)

    @property
    def reaches_further(self) -> bool:
        """Whether it now has services or areas that it had not: more may be behind it."""
        before = self.before
        if before is None or before.suspected:
            return True
        return not (set(self.outage.services) <= set(before.services) and set(self.outage.areas) <= set(before.areas))


def what_a_move_is(status: OutageStatus, before: Before) -> What:
    """The kind of act that an update is, by the status that it leads to."""
    if before.suspected and status not in lifecycle.OUTAGE_ENDED:
        return What.SUSPECTED if status is OutageStatus.SUSPECTED else What.DECLARED
    if status is before.status:
        return What.UPDATED
    return _ENDS.get(status, What.MOVED)


_ENDS = {
    OutageStatus.RESOLVED: What.RESOLVED,
    OutageStatus.COMPLETED: What.RESOLVED,
    OutageStatus.CLOSED: What.CLOSED,
    OutageStatus.CANCELLED: What.CANCELLED,
    OutageStatus.DISMISSED: What.DISMISSED,
}
