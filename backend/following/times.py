"""The times of an outage as people outside the app read them: a name and a clock time each."""

import datetime as dt
from collections.abc import Iterator

from backend.clock import now
from backend.i18n import say
from backend.moments import spoken
from backend.outages import promises
from backend.outages.models import Outage
from shared import lifecycle
from shared.messages import Message
from shared.vocabulary import OutageStatus

_CAME_TO_NOTHING = {
    OutageStatus.CANCELLED: Message("Called off"),
    OutageStatus.DISMISSED: Message("Taken back"),
}
_OVER = {False: Message("Expected to be over"), True: Message("Was to be over")}
_NEWS = {False: Message("News by"), True: Message("News was promised by")}
"""Ahead of us, and passed."""
Told = tuple[Message, dt.datetime | None]


def times(row: Outage, language: str, *, earlier: bool = True) -> Iterator[tuple[str, str]]:
    """From when, until when, what was expected `earlier`, and when to hear more; what has passed is said to have."""
    open_ = row.status not in lifecycle.OUTAGE_ENDED
    told = list(_course(row))
    if open_ and row.expected_end_at:
        told.append((_OVER[row.expected_end_at <= now()], row.expected_end_at))
    if earlier:
        told += [(Message("Earlier estimate"), one.expected_end_at) for one in promises.earlier(row)]
    if open_ and row.next_update_at:
        told.append((_NEWS[row.next_update_at <= now()], row.next_update_at))
    for name, at in told:
        if at:
            yield say(name, language), spoken(at, language)


def _course(row: Outage) -> Iterator[Told]:
    nothing = _CAME_TO_NOTHING.get(OutageStatus(row.status))
    if row.status == OutageStatus.SCHEDULED:
        yield Message("Begins"), row.started_at
    elif row.status == OutageStatus.CANCELLED and row.resolved_at and row.started_at > row.resolved_at:
        yield Message("Was to begin"), row.started_at
    elif row.status != OutageStatus.DISMISSED:
        yield Message("Since"), row.started_at
    if row.status in lifecycle.OUTAGE_ENDED:
        yield nothing or Message("Over since"), row.resolved_at
