"""Which events are mailed: what a human wants to know of, where a system is told everything."""

from collections.abc import Mapping
from typing import Any

from shared.vocabulary import EntryType, EventType, Status

_ALWAYS = {
    EventType.CREATED,
    EventType.TRANSFERRED,
    EventType.TEST,
    EventType.OUTAGE_DECLARED,
    EventType.OUTAGE_UPDATED,
    EventType.OUTAGE_SUSPECTED,
    EventType.OUTAGE_OVERDUE,
    EventType.ESCALATED,
}
_QUIET = {str(Status.CLOSED)}
"""A resolved ticket that closes asks nothing of anybody."""


def worth_a_mail(event_type: str, data: Mapping[str, Any]) -> bool:
    """Whether a mailbox is told: words, where the ticket stands, and the customer's data; not each field."""
    if event_type in _ALWAYS:
        return True
    if event_type not in (EventType.UPDATED, EventType.MESSAGE):
        return False
    entry = data.get("entry") or {}
    if entry.get("type") == EntryType.REMINDER:
        # Said to the reporter, of whom the team waits for an answer already.
        return False
    if entry.get("type") == EntryType.OUTAGE:
        # The outage's own mail says it, once for all tickets behind it.
        return False
    changes = entry.get("changes") or {}
    moved = changes.get("status", {}).get("to")
    if entry.get("body") or entry.get("attachments") or (moved and moved not in _QUIET):
        return True
    return any(name.startswith("customer.") for name in changes)
