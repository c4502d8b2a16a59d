"""How long it took to see, to take on and to end an outage: pure functions over what happened. No database."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Times:
    """The moments that count; None where one has not come, or never was."""

    started_at: dt.datetime
    suspected_at: dt.datetime | None
    declared_at: dt.datetime | None
    acknowledged_at: dt.datetime | None
    """When a person first had it: by an act of theirs, or by acknowledging an alert."""
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


def _seconds(since: dt.datetime | None, until: dt.datetime | None) -> int | None:
    if since is None or until is None:
        return None
    return max(0, round((until - since).total_seconds()))
