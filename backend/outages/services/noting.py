"""The rows that keep what people were told, with the times as they were promised then."""

import datetime as dt

from backend import db
from backend.clock import now
from backend.ids import new_id
from backend.outages import words
from backend.outages.happened import Before, What
from backend.outages.models import Outage, OutageUpdate
from backend.tickets.journal import Actor
from shared import lifecycle
from shared.vocabulary import OutageKind, OutageStatus, UpdateKind


def note(
    outage: Outage, actor: Actor, kind: UpdateKind, text: dict[str, str | None], at: dt.datetime | None = None
) -> OutageUpdate:
    """Keeps what people are told of the outage as it is now; the caller tells it. A person becomes its owner."""
    at = at or now()
    told = OutageUpdate(id=new_id(), outage_id=outage.id, kind=str(kind), at=at, status=outage.status, text=text)
    told.next_update_at, told.expected_end_at, told.by = outage.next_update_at, outage.expected_end_at, actor.name
    outage.owner_id = actor.person_id or outage.owner_id
    db.session.add(told)
    return told


def note_change(outage: Outage, actor: Actor, before: Before) -> tuple[What, OutageUpdate | None]:
    """Says of times that were moved without words what they are and were; the kind of act, and what was told."""
    start_moved = outage.started_at != before.started_at
    end_moved = outage.expected_end_at != before.expected_end_at
    if outage.kind == OutageKind.MAINTENANCE and outage.status == OutageStatus.SCHEDULED and (start_moved or end_moved):
        announce(outage)
        return What.RESCHEDULED, note(outage, actor, UpdateKind.RESCHEDULED, words.rescheduled(outage, before))
    if end_moved or outage.next_update_at != before.next_update_at:
        return What.AMENDED, note(outage, actor, UpdateKind.ESTIMATE, words.estimate(outage, before))
    return What.AMENDED, None


def announce(outage: Outage) -> None:
    """What people are told now of planned work that is near is its announcement; else they are told again ahead."""
    at, status = now(), OutageStatus(outage.status)
    outage.announced_at = at if lifecycle.announcement_due(status, outage.started_at, at) else None
