"""How one child follows its parent, as far as its own life allows."""

import datetime as dt
from typing import Any

from backend.errors import Invalid
from backend.i18n import say
from backend.tickets import journal, wording
from backend.tickets.models import Ticket
from shared import lifecycle
from shared.vocabulary import EntryType, EventType, Status, Visibility, Who

_MOMENTS = ("held_until", "next_update_by")


def follow(child: Ticket, told: dict[str, Any], actor: journal.Actor) -> None:
    """Gives the child what `told` (family.update_from) holds for it, each as an entry that its own reporter reads."""
    if child.status in lifecycle.ENDED:
        return
    if told.get("freed"):
        _free(child)
        return
    changes: journal.Changes = {}
    _go_along(child, told, actor, changes)
    _move(child, told, changes)
    _set_times(child, told, changes)
    if changes:
        event = EventType.TRANSFERRED if "team" in changes else EventType.UPDATED
        kind = EntryType.TRANSFER if "team" in changes else EntryType.STATUS
        kind = kind if {"team", "status"} & set(changes) else EntryType.CHANGE
        journal.note(child, actor, kind, event, changes=changes)
    _say(child, told, actor)


def path(status: Status, target: Status, *, merged: bool, reopened: bool) -> list[Status]:
    """The steps by which a child in `status` follows a parent that went to `target`; none where it does not follow.

    One that waits for its own reporter goes on waiting unless the parent is done, one that is resolved opens again only
    with a parent that was, and only a duplicate is rejected along with it.
    """
    if target == status or (target == Status.REJECTED and not merged):
        return []
    if status == Status.PENDING and target in (Status.IN_PROGRESS, Status.HELD):
        return []
    if status == Status.RESOLVED and not (reopened and target == Status.IN_PROGRESS):
        return []
    if target in lifecycle.moves(status, Who.TEAM):
        return [target]
    over = Status.IN_PROGRESS
    if over in lifecycle.moves(status, Who.TEAM) and target in lifecycle.moves(over, Who.TEAM):
        return [over, target]
    return []


def _say(child: Ticket, told: dict[str, Any], actor: journal.Actor) -> None:
    """The parent's words, a template's filled in for this child; a note to the team where it lacks what that asks."""
    kind, event = EntryType.MESSAGE, EventType.MESSAGE
    said = wording.Words(told.get("body"))
    if told.get("template"):
        try:
            said = wording.filled(child, actor.person, told["template"], "/template")
        except Invalid as lacking:
            body = say(lacking.message, child.team.language)
            journal.note(child, actor, kind, event, visibility=Visibility.INTERNAL, body=body)
            return
    if said.body:
        journal.note(child, actor, kind, event, body=said.body, texts=said.texts)


def _free(child: Ticket) -> None:
    """A duplicate of what was withdrawn is a ticket like any other; its team is told, in its queue it stands again."""
    if child.merged_at is None:
        return
    child.merged_at = None
    kind, event, own = EntryType.CHANGE, EventType.UPDATED, Visibility.INTERNAL
    journal.note(child, journal.SYSTEM, kind, event, visibility=own, changes={"merged": {"from": True, "to": False}})


def _go_along(child: Ticket, told: dict[str, Any], actor: journal.Actor, changes: journal.Changes) -> None:
    """A duplicate has no work of its own: it goes where its parent goes."""
    if child.merged_at is not None and told.get("team", child.team_slug) != child.team_slug:
        journal.hand_over(child, told["team"], actor, changes)


def _move(child: Ticket, told: dict[str, Any], changes: journal.Changes) -> None:
    if "status" not in told:
        return
    before, merged = child.status, child.merged_at is not None
    for step in path(Status(before), Status(told["status"]), merged=merged, reopened=told["reopened"]):
        journal.move(child, step, told["reason"] if step == told["status"] else None, changes)
    if child.status != before:
        changes["status"] = {"from": before, "to": child.status}
    if child.status in lifecycle.DONE:
        child.next_update_by = None


def _set_times(child: Ticket, told: dict[str, Any], changes: journal.Changes) -> None:
    names = [*(["held_until", "held_for"] if child.status == Status.HELD else [])]
    names += [] if child.status in lifecycle.DONE else ["next_update_by"]
    for name in names:
        if name in told:
            value = told[name]
            moment = dt.datetime.fromisoformat(value) if value and name in _MOMENTS else value
            journal.set_field(child, name, moment, changes)
