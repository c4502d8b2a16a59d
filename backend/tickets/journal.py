"""What every act on a ticket leaves behind, in its own transaction: timeline entry, change rows and outbox event."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from backend import db
from backend.accounts.caller import Caller
from backend.accounts.models import membership
from backend.clock import now
from backend.duty import services as duty
from backend.forwarding import services as forwarding
from backend.ids import new_id
from backend.tickets import likeness, present, scope, search, timing
from backend.tickets.attachments import services as attachments
from backend.tickets.attachments.intake import KeptFile
from backend.tickets.models import Entry, Ticket
from shared import lifecycle
from shared.schemas.base import rfc3339
from shared.vocabulary import ActorKind, AlertKind, EntryType, EventType, Status, Visibility

Changes = dict[str, dict[str, Any]]
"""A field to `{"from": ..., "to": ...}`."""


_WORDS = frozenset({EntryType.MESSAGE, EntryType.OUTAGE})
"""Public words to the reporter, by which somebody has answered."""
_SOUGHT = frozenset({"external_id", "reporter"})
"""What of a change the search looks for."""


@dataclass(frozen=True)
class Actor:
    """Who acts, as the timeline names them; `human` where a named person of the solving side did it."""

    kind: ActorKind
    name: str | None
    human: bool = False
    person_id: str | None = None
    endpoint: str | None = None
    """The team's mailbox that it came from, which need not be told."""

    @classmethod
    def reporter(cls, caller: Caller) -> "Actor":
        """The one who passed it on."""
        return cls(ActorKind.REPORTER, caller.name, person_id=caller.id)

    @classmethod
    def solving(cls, caller: Caller, acted_by: dict[str, str] | None) -> "Actor":
        """Somebody of the solving side; a program may name the person who did it."""
        # Only a program acts for somebody else: a person's own name is not theirs to change.
        acted_by = None if caller.is_person else acted_by
        name = acted_by["name"] if acted_by else caller.name
        human = caller.is_person or bool(acted_by) or caller.endpoint_id is not None
        person_id = caller.id if caller.is_person else None
        kind, endpoint = caller.kind_of_actor(reports=False), caller.endpoint_id
        return cls(kind, name, human=human, person_id=person_id, endpoint=endpoint)

    @property
    def person(self) -> str | None:
        """The name of the person who acts; None where a program or the system does."""
        return self.name if self.human or self.kind is ActorKind.REPORTER else None

    @property
    def solves(self) -> bool:
        """Whether it is somebody of the solving side, person or program."""
        return self.kind in (ActorKind.SOLVER, ActorKind.MANAGER, ActorKind.PROGRAM)

    def kept(self) -> dict[str, Any]:
        """As a row keeps it until it acts; `of_kept` reads it back."""
        return {"kind": str(self.kind), "name": self.name, "human": self.human, "person_id": self.person_id}

    @classmethod
    def of_kept(cls, kept: dict[str, Any]) -> "Actor":
        """The same actor."""
        return cls(ActorKind(kept["kind"]), kept["name"], kept["human"], kept["person_id"])

    def told(self) -> dict[str, Any]:
        """ActorSchema."""
        return {"kind": str(self.kind), "name": self.name}


SYSTEM = Actor(ActorKind.SYSTEM, None)


def move(ticket: Ticket, status: Status, reason: str | None, changes: Changes) -> None:
    """Sets the status and its reason, noting both in `changes`; what no longer waits for others has no date for it."""
    changes["status"] = {"from": ticket.status, "to": str(status)}
    if reason != ticket.status_reason:
        changes["status_reason"] = {"from": ticket.status_reason, "to": reason}
    ticket.status, ticket.status_reason, ticket.status_since = str(status), reason, now()
    if status != Status.HELD:
        set_field(ticket, "held_until", None, changes)
        set_field(ticket, "held_for", None, changes)


def set_field(ticket: Ticket, name: str, value: Any, changes: Changes) -> None:
    """Sets one field of the ticket, noting it in `changes` where it is another than it was."""
    before = getattr(ticket, name)
    if value != before:
        changes[name] = {"from": _plain(before), "to": _plain(value)}
        setattr(ticket, name, value)


def touch(ticket: Ticket, actor: Actor) -> dt.datetime:
    """Marks the ticket as changed now, and as seen by a human where one acted; times of a ticket never go back."""
    at = max(now(), ticket.updated_at)
    ticket.updated_at = at
    if actor.human:
        ticket.last_human_action_at = at
        ticket.first_human_action_at = ticket.first_human_action_at or at
    return at


def note(
    ticket: Ticket,
    actor: Actor,
    kind: EntryType,
    event: EventType | None,
    *,
    visibility: str = Visibility.PUBLIC,
    body: str | None = None,
    texts: dict[str, str] | None = None,
    changes: Changes | None = None,
    files: Sequence[KeptFile] = (),
    mentions: list[dict[str, str]] | None = None,
    escalation: dict[str, Any] | None = None,
) -> Entry:
    """Adds a timeline entry and tells everyone whom it concerns; runs inside `db.write`.

    Without an `event` the team's endpoints are not told: they know by another way.
    `escalation` (`{clock, level, due_at}`) is told along in the event. The ticket's clocks follow what it has become.
    """
    at = touch(ticket, actor)
    if visibility == Visibility.PUBLIC and actor.person_id != ticket.reporter_id:
        ticket.told_at = at
    if (
        (body and kind is not EntryType.OUTAGE)
        or kind in (EntryType.CREATED, EntryType.CORRECTION)
        or not _SOUGHT.isdisjoint(changes or {})
    ):
        search.follow(ticket)
    answered = actor.human and visibility == Visibility.PUBLIC and (kind in _WORDS or "status" in (changes or {}))
    timing.follow(ticket, at, answered=answered, touched=actor.solves)
    # The ticket goes first, all of it in one statement: a new one must be there before what refers to it.
    db.session.flush()
    entry = Entry(id=new_id(), ticket_id=ticket.id, type=str(kind), at=at, body=body, changes=changes)
    entry.texts = texts
    entry.mentions = mentions or None
    entry.visibility, entry.actor_kind, entry.actor_name = str(visibility), str(actor.kind), actor.name
    # Also where there are none: else showing the entry would ask the database.
    entry.attachments = attachments.rows(entry, files)
    db.session.add(entry)
    db.session.flush()
    forwarding.record_change("ticket", ticket.id, scope.audiences(ticket))
    forwarding.record_change("entry", entry.id, scope.audiences(ticket, visibility))
    if ticket.breached_at is not None and (actor.human or Status(ticket.status) in lifecycle.DONE):
        # Whoever was told that it takes too long need not be told again: somebody has seen to it.
        duty.settle(ticket.id, AlertKind.ESCALATED)
    if event is None:
        return entry
    told = {"ticket": _for_team(ticket, event), "entry": present.entry(entry), "actor": actor.told()}
    if escalation is not None:
        told["escalation"] = escalation
    forwarding.emit(event, ticket.team_slug, told, ticket_id=ticket.id, acting=actor.endpoint)
    return entry


def _for_team(ticket: Ticket, event: EventType) -> dict[str, Any]:
    """The ticket as its team is told it; of a new one also what it likely repeats."""
    told = present.for_team(ticket)
    if event is EventType.CREATED:
        told["likely_duplicates"] = likeness.likely_duplicates(ticket, [ticket.team_slug])
    return told


def hand_over(ticket: Ticket, to: str, actor: Actor, changes: Changes) -> None:
    """Moves the ticket to team `to`: the old team is told with ids only and forgets it, the new one gets its history.

    The caller notes the entry afterwards, which tells the new team.
    """
    old = ticket.team_slug
    search.follow(ticket)
    changes["team"] = {"from": old, "to": to}
    if ticket.assignee_id is not None:
        changes["assignee"] = {"from": ticket.assignee_id, "to": None}
    ticket.assignee_id = None
    told = {"ticket": {"id": ticket.id, "reference": ticket.reference}, "actor": actor.told()}
    forwarding.emit(EventType.TRANSFERRED, old, told, ticket_id=ticket.id, acting=actor.endpoint)
    ticket.team_slug = to
    db.session.flush()
    db.session.refresh(ticket, ["team", "assignee"])
    forwarding.record_change("ticket", ticket.id, [f"team:{old}"], removed=True)
    for entry_id in db.session.scalars(select(Entry.id).where(Entry.ticket_id == ticket.id).order_by(Entry.seq)):
        forwarding.record_change("entry", entry_id, [f"team:{to}"])
    _forget_notes(ticket, old)


def _forget_notes(ticket: Ticket, old: str) -> None:
    """A reporter who is of the old team keeps the ticket, but not what only its team may read."""
    teams = set(db.session.scalars(select(membership.c.team_slug).where(membership.c.person_id == ticket.reporter_id)))
    if old not in teams or ticket.team_slug in teams:
        return
    internal = (Entry.ticket_id == ticket.id, Entry.visibility == Visibility.INTERNAL)
    for entry_id in db.session.scalars(select(Entry.id).where(*internal)):
        forwarding.record_change("entry", entry_id, [f"person:{ticket.reporter_id}"], removed=True)


def _plain(value: Any) -> Any:
    return rfc3339(value) if isinstance(value, dt.datetime) else value
