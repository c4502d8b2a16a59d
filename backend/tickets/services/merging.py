"""Two tickets that are one thing: the duplicate goes under the other, both timelines stay, both reporters are told."""

from backend.accounts.caller import Caller
from backend.clock import now
from backend.errors import Conflict
from backend.i18n import say
from backend.tickets import journal, scope, standing
from backend.tickets.models import Ticket
from backend.tickets.services import family
from backend.tickets.services.following import follow
from shared import lifecycle
from shared.messages import Message
from shared.schemas.base import rfc3339
from shared.vocabulary import EntryType, EventType, Visibility


def merge(caller: Caller, ticket_id: str, into: str) -> Ticket:
    """Makes the ticket a duplicate of `into`: from now on it goes where that goes, in its own reporter's words.

    Raises NotFound, Forbidden, Invalid (no such other ticket, or itself), Conflict.
    """
    scope.lock(caller, [ticket_id, into])
    ticket = scope.find_solved(caller, ticket_id)
    other = family.adopter(caller, ticket, into, "/into")
    _check(ticket, other)
    actor = journal.Actor.solving(caller, None)
    if ticket.team_slug != other.team_slug:
        changes: journal.Changes = {}
        journal.hand_over(ticket, other.team_slug, actor, changes)
        journal.note(ticket, actor, EntryType.TRANSFER, EventType.TRANSFERRED, changes=changes)
    ticket.parent_id, ticket.merged_at = other.id, now()
    _tell(ticket, other, actor)
    told = {"status": other.status, "reason": other.status_reason, "reopened": False}
    if other.status in family.FOLLOWED:
        until = rfc3339(other.held_until) if other.held_until else None
        follow(ticket, {**told, "held_for": other.held_for, "held_until": until}, actor)
    return ticket


def unmerge(caller: Caller, ticket_id: str) -> Ticket:
    """Undoes it: the ticket goes on by itself from where it stands; raises NotFound, Forbidden, Conflict."""
    ticket = family.find_child(caller, ticket_id)
    scope.check_works_on(caller, ticket)
    if ticket.merged_at is None:
        raise Conflict("This ticket is no duplicate of another.", current=standing.current(ticket))
    actor, parent = journal.Actor.solving(caller, None), ticket.parent_id
    other = family.parent_of(ticket)
    ticket.parent_id = ticket.merged_at = None
    body = say(Message("The team handles this by itself again."), ticket.reporter.language)
    journal.note(ticket, actor, EntryType.MERGED, EventType.UPDATED, body=body)
    _note(ticket, actor, {"from": parent, "to": None}, other)
    if other is not None:
        _note_child(other, ticket, actor, merged=False)
    return ticket


def check_not_merged(ticket: Ticket) -> None:
    """Raises Conflict for a duplicate whose parent still has the work."""
    parent = family.worked_on_at(ticket)
    if parent is not None:
        raise Conflict(
            "This ticket is a duplicate of {reference}: change that one, or unmerge this one first.",
            reference=parent.reference,
            current={**standing.current(ticket), "parent": parent.id},
        )


def _check(ticket: Ticket, other: Ticket) -> None:
    if ticket.merged_at is not None and ticket.parent_id is not None:
        raise Conflict("This ticket is a duplicate of another already.", current=standing.current(ticket))
    if ticket.parent_id is not None and ticket.parent_id != other.id:
        raise Conflict("This ticket is under another one; take it from there first.", current=standing.current(ticket))
    if ticket.status in lifecycle.ENDED:
        raise Conflict("{reference} has ended.", reference=ticket.reference, current=standing.current(ticket))
    family.check_adoptable(ticket, other, "/into")


def _tell(ticket: Ticket, other: Ticket, actor: journal.Actor) -> None:
    """Each reporter in their own language; of the other ticket nothing, unless it is theirs too."""
    theirs = ticket.reporter_id == other.reporter_id
    here = (
        Message("The team handles this together with your {reference}.", reference=other.reference)
        if theirs
        else Message(
            "Somebody else passed on the same. The team handles both together; you still hear here how it goes."
        )
    )
    there = (
        Message("The team handles your {reference} together with this one.", reference=ticket.reference)
        if theirs
        else Message("The same was passed on once more. The team handles both together.")
    )
    for row, words in ((ticket, here), (other, there)):
        journal.note(row, actor, EntryType.MERGED, EventType.UPDATED, body=say(words, row.reporter.language))
    _note(ticket, actor, {"from": None, "to": other.id}, other)
    _note_child(other, ticket, actor, merged=True)


def _note(ticket: Ticket, actor: journal.Actor, parent: dict[str, str | None], other: Ticket | None) -> None:
    changes: journal.Changes = {"parent": dict(parent)}
    if other is not None:
        changes["parent"]["reference"] = other.reference
    _note_internal(ticket, actor, changes)


def _note_child(parent: Ticket, child: Ticket, actor: journal.Actor, *, merged: bool) -> None:
    about = {"id": child.id, "reference": child.reference}
    _note_internal(parent, actor, {"child": about, "merged": {"from": not merged, "to": merged}})


def _note_internal(ticket: Ticket, actor: journal.Actor, changes: journal.Changes) -> None:
    journal.note(ticket, actor, EntryType.CHANGE, EventType.UPDATED, visibility=Visibility.INTERNAL, changes=changes)
