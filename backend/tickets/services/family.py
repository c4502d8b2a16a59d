"""Parents and children: who may be whose, and how what a parent's team says and does reaches the children."""

from typing import Any

from sqlalchemy import exists, insert, literal, select

from backend import db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.errors import Conflict, Invalid
from backend.teams.models import ResponseTemplate
from backend.tickets import journal, scope, standing
from backend.tickets.models import Ticket
from backend.tickets.services.following import follow
from backend.tickets.ties import FamilyUpdate, FamilyUpdateChild
from shared import lifecycle
from shared.vocabulary import EntryType, EventType, Status, Visibility

AT_ONCE = 20
"""So many children get an update in the act's own transaction; more of them by the worker, in batches."""
FOLLOWED = frozenset({Status.IN_PROGRESS, Status.HELD, Status.RESOLVED, Status.REJECTED})
"""The statuses of a parent that its children follow, each as far as its own life allows (following.path)."""


def set_parent(caller: Caller, ticket: Ticket, data: dict[str, Any], changes: journal.Changes) -> None:
    """Puts the ticket under a parent, or takes it from under one; raises Invalid, Conflict."""
    if "parent" not in data or data["parent"] == ticket.parent_id:
        return
    if data["parent"] is not None:
        check_adoptable(ticket, adopter(caller, ticket, data["parent"], "/parent"), "/parent")
    journal.set_field(ticket, "parent_id", data["parent"], changes)
    # Of a duplicate whose parent has ended: it is none of the next one.
    ticket.merged_at = None
    changes["parent"] = changes.pop("parent_id")


def adopter(caller: Caller, ticket: Ticket, other_id: str, pointer: str) -> Ticket:
    """The ticket that is to be the parent, locked; raises Invalid for itself, and for one not worked on."""
    if other_id == ticket.id:
        raise Invalid("A ticket cannot be put under itself.", pointer=pointer)
    return scope.find_other(caller, other_id, pointer)


def check_adoptable(child: Ticket, parent: Ticket, pointer: str) -> None:
    """Raises Conflict where `parent` has ended or has a parent, or `child` has children: a family has two levels."""
    if parent.parent_id is not None:
        raise Conflict(
            "{reference} is itself under another ticket: take that one.",
            reference=parent.reference,
            pointer=pointer,
            current={**standing.current(parent), "parent": parent.parent_id},
        )
    if parent.status in lifecycle.ENDED:
        raise Conflict(
            "{reference} has ended.", reference=parent.reference, pointer=pointer, current=standing.current(parent)
        )
    if db.session.scalar(select(exists().where(Ticket.parent_id == child.id))):
        raise Conflict("This ticket has others under it: it cannot go under one itself.", pointer=pointer)


def update_from(
    ticket: Ticket, changes: journal.Changes, message: dict[str, Any] | None, template: ResponseTemplate | None
) -> dict[str, Any]:
    """What of an act by the parent's team concerns the children; empty where nothing does. Plain JSON."""
    told: dict[str, Any] = {}
    status = changes.get("status")
    if status and ticket.status in FOLLOWED:
        told = {"status": ticket.status, "reason": ticket.status_reason, "reopened": status["from"] == Status.RESOLVED}
    for name in ("held_until", "held_for", "next_update_by"):
        if name in changes:
            told[name] = changes[name]["to"]
    if "team" in changes:
        told["team"] = ticket.team_slug
    asked = status is not None and ticket.status == Status.PENDING
    if message and message["visibility"] == Visibility.PUBLIC and message.get("children", True) and not asked:
        # A template is filled in for each child: the parent's would tell of the parent's customer.
        told |= {"template": dict(template.body)} if template else {"body": message.get("body")}
    return told


def pass_on(parent: Ticket, told: dict[str, Any], actor: journal.Actor) -> None:
    """Gives the update to the parent's children: at once where they are few, else puts it in the worker's way."""
    if not told:
        return
    query = select(Ticket.id).where(Ticket.parent_id == parent.id).order_by(Ticket.id)
    ids = list(db.session.scalars(query.limit(AT_ONCE + 1)))
    if not ids:
        return
    # What waits already goes first, or a child would hear the later word before the earlier one.
    if len(ids) > AT_ONCE or db.session.scalar(select(exists().where(FamilyUpdate.parent_id == parent.id))):
        _later(parent, told, actor)
        return
    for child in children(parent.id, ids):
        follow(child, told, actor)


def children(parent_id: str, ids: list[str]) -> list[Ticket]:
    """Those of `ids` that are still the parent's, locked in the order of their ids."""
    query = select(Ticket).options(*scope.BY_ITSELF).where(Ticket.id.in_(ids), Ticket.parent_id == parent_id)
    return list(db.session.scalars(query.order_by(Ticket.id).with_for_update(of=Ticket)))


def find_child(caller: Caller, ticket_id: str) -> Ticket:
    """The ticket, locked after its parent, if it has one that may have to be told: always in that order.

    Raises NotFound outside the caller's scope.
    """
    parent = db.session.scalar(select(Ticket.parent_id).where(Ticket.id == ticket_id, scope.visible(caller)))
    if parent is not None:
        db.session.execute(select(Ticket.id).where(Ticket.id == parent).with_for_update()).all()
    return scope.find(caller, ticket_id, to_write=True)


def parent_of(child: Ticket) -> Ticket | None:
    """Its parent, locked."""
    if child.parent_id is None:
        return None
    query = select(Ticket).options(*scope.BY_ITSELF).where(Ticket.id == child.parent_id)
    return db.session.scalar(query.with_for_update(of=Ticket))


def worked_on_at(child: Ticket) -> Ticket | None:
    """The parent that has the work of a duplicate; None where the ticket is none, or that parent has ended."""
    if child.merged_at is None or child.parent_id is None:
        return None
    parent = db.session.get_one(Ticket, child.parent_id)
    return None if parent.status in lifecycle.ENDED else parent


def worked_on(caller: Caller, ticket_id: str) -> Ticket:
    """The ticket that has the work: the one named, or of a duplicate its parent; raises NotFound out of scope."""
    ticket = scope.find(caller, ticket_id)
    parent = worked_on_at(ticket)
    # On its way to another team a parent goes first; until the duplicate has followed, there is only that to see.
    return parent if parent is not None and scope.works_on(caller, parent) else ticket


def tell_parent(child: Ticket, changes: journal.Changes, body: str | None, actor: journal.Actor) -> None:
    """Notes on the parent, for its team alone, what a child's reporter did or said."""
    parent = parent_of(child)
    if parent is None:
        return
    about: dict[str, Any] = {"child": {"id": child.id, "reference": child.reference}}
    about |= {name: changes[name] for name in ("status",) if name in changes}
    kind, event = (EntryType.MESSAGE, EventType.MESSAGE) if body else (EntryType.CHANGE, EventType.UPDATED)
    journal.note(parent, actor, kind, event, visibility=Visibility.INTERNAL, body=body, changes=about)


def _later(parent: Ticket, told: dict[str, Any], actor: journal.Actor) -> None:
    update = FamilyUpdate(parent_id=parent.id, told=told, actor=actor.kept(), at=now())
    db.session.add(update)
    db.session.flush()
    # Who is a child now, and nobody who becomes one later.
    rows = select(literal(update.seq), Ticket.id).where(Ticket.parent_id == parent.id)
    db.session.execute(insert(FamilyUpdateChild).from_select(["update_seq", "child_id"], rows))
