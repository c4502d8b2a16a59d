"""The steps of a change by the solving side: each sets one thing of a ticket and notes it in `changes`."""

from typing import Any

from backend.accounts.caller import Caller
from backend.accounts.models import Person
from backend.errors import Invalid
from backend.teams import services as teams
from backend.tickets import journal
from backend.tickets.models import Ticket
from backend.tickets.services.holding import check_to_come
from backend.tickets.services.submitting import link_outage
from shared import lifecycle
from shared.vocabulary import Kind, OutageAnswer, Status, StatusReason

_PLAIN = ("priority", "external_id", "external_url", "next_update_by")


def set_status(ticket: Ticket, data: dict[str, Any], changes: journal.Changes) -> bool:
    """Moves the ticket where `data` says, which was checked; returns whether that takes it up."""
    before = ticket.status
    wanted = data.get("status")
    reason = data.get("status_reason")
    if wanted is not None and wanted != before:
        journal.move(ticket, Status(wanted), reason or _usual_reason(ticket, wanted), changes)
    elif "status_reason" in data and reason != ticket.status_reason:
        changes["status_reason"] = {"from": ticket.status_reason, "to": reason}
        ticket.status_reason = reason
    if ticket.outage_answer == OutageAnswer.ASKED and ticket.status not in lifecycle.DONE:
        # The team opens it by itself: nobody has said that it does not work.
        ticket.outage_answer = None
    if ticket.status in lifecycle.DONE:
        # Nothing is promised any more.
        ticket.next_update_by = None
    return before == Status.ACKNOWLEDGED and ticket.status == Status.IN_PROGRESS


def _usual_reason(ticket: Ticket, status: str) -> str | None:
    """Where a program names no reason: an answered question, a fixed problem, a rejection for other reasons."""
    if status == Status.RESOLVED:
        return str(StatusReason.ANSWERED if ticket.kind == Kind.QUESTION else StatusReason.FIXED)
    return str(StatusReason.OTHER) if status == Status.REJECTED else None


def set_team(ticket: Ticket, data: dict[str, Any], actor: journal.Actor, changes: journal.Changes) -> None:
    """Hands the ticket over; to the team that has it is no transfer. Raises Invalid for an unknown team."""
    to = data.get("team")
    if to is not None and to != ticket.team_slug:
        teams.check_team(to)
        journal.hand_over(ticket, to, actor, changes)


def set_assignee(
    caller: Caller, ticket: Ticket, data: dict[str, Any], changes: journal.Changes, *, taken_up: bool
) -> None:
    """Assigns or releases; who takes up what nobody has yet, and names no one, has it. Raises Invalid."""
    if "assignee" in data:
        member = teams.check_member(ticket.team_slug, data["assignee"]) if data["assignee"] else None
    elif taken_up and caller.is_person and ticket.team_slug in caller.teams and ticket.assignee_id is None:
        member = teams.check_member(ticket.team_slug, caller.id)
    else:
        return
    _assign(ticket, member, changes)


def _assign(ticket: Ticket, member: Person | None, changes: journal.Changes) -> None:
    to = member.id if member else None
    if to == ticket.assignee_id:
        return
    # A transfer in the same act has taken it from somebody already.
    old = changes.get("assignee", {}).get("from", ticket.assignee_id)
    changes["assignee"] = {"from": old, "to": to, "name": member.name if member else None}
    ticket.assignee = member


def set_plain(ticket: Ticket, data: dict[str, Any], changes: journal.Changes) -> None:
    """Sets what needs no check but of its own; raises Invalid for a promise in the past."""
    check_to_come(data, "next_update_by")
    for name in _PLAIN:
        if name == "next_update_by" and ticket.status in lifecycle.DONE:
            continue
        if name in data:
            journal.set_field(ticket, name, data[name], changes)


def set_outage(ticket: Ticket, data: dict[str, Any], changes: journal.Changes) -> None:
    """Links the ticket to an outage, or to none; raises Invalid where there is none of that id, or it is over."""
    if "outage_id" in data and data["outage_id"] != ticket.outage_id:
        before = ticket.outage_id
        link_outage(ticket, data["outage_id"])
        if data["outage_id"] is not None and ticket.outage_id is None:
            raise Invalid("There is no such outage, or it is over.", pointer="/outage_id")
        if ticket.outage_id != before:
            changes["outage_id"] = {"from": before, "to": ticket.outage_id}
