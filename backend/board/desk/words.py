"""What people call the words of the API, and what a timeline's changes say."""

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from backend.board.shown import moment, say, status_name
from shared.messages import Message
from shared.vocabulary import Channel, Clock, Likeness, StatusReason, TicketSort

REASONS: Mapping[str, Message] = {
    StatusReason.FIXED: Message("Fixed"),
    StatusReason.WORKAROUND: Message("There is a way around it"),
    StatusReason.NO_FAULT_FOUND: Message("No fault found"),
    StatusReason.DUPLICATE: Message("A duplicate"),
    StatusReason.NOT_RESPONSIBLE: Message("Not ours to solve"),
    StatusReason.OUTAGE: Message("Part of an outage"),
    StatusReason.ANSWERED: Message("Answered"),
    StatusReason.OTHER: Message("Another reason"),
}
SORTS: Mapping[str, Message] = {
    TicketSort.MOST_URGENT: Message("Highest priority first"),
    TicketSort.DUE_FIRST: Message("Runs out first"),
    TicketSort.OLDEST: Message("Oldest first"),
    TicketSort.NEWEST: Message("Newest first"),
    TicketSort.LAST_CHANGED: Message("Last changed first"),
    TicketSort.LEAST_LATELY_CHANGED: Message("Longest unchanged first"),
}
LIKENESS: Mapping[str, Message] = {
    Likeness.CUSTOMER: Message("same customer"),
    Likeness.TEXT: Message("same words"),
    Likeness.ADDRESS: Message("same address"),
    Likeness.PLACE: Message("same service and postcode"),
}
CLOCKS: Mapping[str, Message] = {
    Clock.RESPONSE: Message("First answer"),
    Clock.RESOLUTION: Message("Resolved"),
}
CHANNELS: Mapping[str, Message] = {
    Channel.PHONE: Message("by phone"),
    Channel.SMS: Message("by text message"),
    Channel.EMAIL: Message("by e-mail"),
    Channel.REPORTER: Message("through the one who passed it on"),
}
AGES = (
    ("60", Message("1 hour")),
    ("240", Message("4 hours")),
    ("1440", Message("1 day")),
    ("4320", Message("3 days")),
    ("10080", Message("1 week")),
)
"""Minutes, and what people call them."""

Changes = Mapping[str, Mapping[str, Any]]


def told(changes: Changes | None, teams: Mapping[str, str]) -> list[str | Markup]:
    """What a timeline entry's `changes` say, a sentence each."""
    return list(_told(changes or {}, teams))


def _told(changes: Changes, teams: Mapping[str, str]) -> Iterator[str | Markup]:
    if "status" in changes:
        names = {side: status_name(changes["status"][side]) for side in ("from", "to")}
        yield say("{before} → {after}", before=names["from"], after=names["to"])
    reason = changes.get("status_reason", {}).get("to")
    if reason is not None and reason in REASONS:
        yield say(REASONS[reason])
    if "team" in changes:
        before, after = (teams.get(changes["team"][side], changes["team"][side]) for side in ("from", "to"))
        yield say("Handed over from {before} to {after}", before=before, after=after)
    if "assignee" in changes and "team" not in changes:
        name = changes["assignee"].get("name")
        yield say("Assigned to {name}", name=name) if name else say("Assigned to nobody")
    for name, of in _OTHERS.items():
        if name in changes:
            yield from of(changes[name])
    if "child" in changes:
        merged = changes.get("merged", {}).get("to")
        reference = changes["child"].get("reference", "")
        yield (
            say("{reference} is a duplicate of this one", reference=reference)
            if merged
            else say("{reference} is under this one, or is no longer", reference=reference)
        )


def _priority(change: Mapping[str, Any]) -> Iterator[str | Markup]:
    yield say("Priority {before} → {after}", before=change["from"], after=change["to"])


def _promise(change: Mapping[str, Any]) -> Iterator[str | Markup]:
    if change["to"]:
        yield say("Next update promised by {at}", at=moment(change["to"]))


def _until(change: Mapping[str, Any]) -> Iterator[str | Markup]:
    if change["to"]:
        yield say("Taken up again by itself at {at}", at=moment(change["to"]))


def _waits_for(change: Mapping[str, Any]) -> Iterator[str | Markup]:
    if change["to"]:
        yield say("Waits for: {whom}", whom=change["to"])


def _outage(change: Mapping[str, Any]) -> Iterator[str | Markup]:
    yield say("Put behind an outage") if change["to"] else say("Not behind the outage after all")


def _parent(change: Mapping[str, Any]) -> Iterator[str | Markup]:
    reference = change.get("reference") or ""
    if change["to"]:
        yield say("Goes along with {reference}", reference=reference)
    else:
        yield say("Goes on by itself")


def _external(change: Mapping[str, Any]) -> Iterator[str | Markup]:
    yield say("Number in your own system: {number}", number=change["to"] or "–")


def _related(change: Mapping[str, Any]) -> Iterator[str | Markup]:
    to, before = change.get("to"), change.get("from")
    if to:
        yield say("Linked to {reference}", reference=to["reference"])
    elif before:
        yield say("No longer linked to {reference}", reference=before["reference"])


_OTHERS = {
    "priority": _priority,
    "next_update_by": _promise,
    "held_for": _waits_for,
    "held_until": _until,
    "outage_id": _outage,
    "parent": _parent,
    "external_id": _external,
    "link": _related,
}
