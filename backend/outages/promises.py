"""What people were promised of an outage: when they hear more and when it ends, and what of it was not kept."""

import datetime as dt

from backend.outages.models import Outage, OutageUpdate
from shared import lifecycle
from shared.vocabulary import OutageKind, OutageStatus


def promised(outage: Outage) -> dt.datetime | None:
    """By when people expect to hear more: the next update, else the end of an outage; None where nothing is promised.

    Planned work is completed at its end by itself, and of a suspicion nobody was told.
    """
    if outage.status in lifecycle.OUTAGE_ENDED or outage.status == OutageStatus.SUSPECTED:
        return None
    return outage.next_update_at or (outage.expected_end_at if outage.kind == OutageKind.OUTAGE else None)


def is_late(outage: Outage, at: dt.datetime) -> bool:
    """Whether what was promised has passed by `at`, and nothing was told since."""
    due = promised(outage)
    return due is not None and due <= at and not any(told.at >= due for told in outage.kept[:1])


def earlier(outage: Outage) -> list[OutageUpdate]:
    """The updates that told an end which was taken back or moved later on, newest first."""
    told: list[OutageUpdate] = []
    for update in reversed(outage.kept):
        if not told or update.expected_end_at != told[-1].expected_end_at:
            told.append(update)
    if told and told[-1].expected_end_at == outage.expected_end_at:
        told.pop()
    return [update for update in reversed(told) if update.expected_end_at is not None]
