"""What the solving side does with a ticket: take up, assign, ask, hold, resolve, reject, transfer, set its fields."""

import datetime as dt
from typing import Any

from sqlalchemy import select

from backend import db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.errors import Conflict, Forbidden, Invalid
from backend.etags import check_match, etag_for
from backend.teams import services as teams
from backend.tickets import journal, scope
from backend.tickets.models import Ticket
from backend.tickets.services.messages import from_team
from backend.tickets.services.submitting import link_outage
from shared import lifecycle
from shared.schemas.base import rfc3339
from shared.vocabulary import EntryType, EventType, Kind, Status, StatusReason, Visibility, Who

CLOSE_AFTER = dt.timedelta(days=7)
"""How long a resolved ticket waits for its reporter's word."""

_PLAIN = ("priority", "external_id", "external_url", "next_update_by")
_INTERNAL = {"priority", "external_id", "external_url"}
_AFTER_THE_END = {"external_id", "external_url", "acted_by", "message"}


def amend(caller: Caller, ticket_id: str, data: dict[str, Any], match: str | None) -> Ticket:
    """Changes what `data` names (PatchTicketSchema, loaded), all or nothing.

    Raises, in this order: NotFound, Forbidden, PreconditionRequired, PreconditionFailed, Conflict (naming the statuses
    allowed) and Invalid.
    """
    ticket = scope.find(caller, ticket_id, to_write=True)
    if not scope.works_on(caller, ticket):
        raise Forbidden("Only the ticket's team and managers can do this.")
    check_match(match, etag_for(ticket.version))
    _check_possible(ticket, data)
    actor = journal.Actor.solving(caller, data.get("acted_by"))
    changes: journal.Changes = {}
    _set_status(ticket, data, changes)
    _transfer(ticket, data, actor, changes)
    _assign(ticket, data, changes)
    _set_plain(ticket, data, changes)
    _set_outage(ticket, data, changes)
    _note_all(ticket, actor, changes, data.get("message"))
    return ticket


def close_settled(limit: int = 200) -> int:
    """Closes tickets that were resolved 7 days ago and not contradicted; returns how many. Runs inside `db.write`."""
    due = (Ticket.status == Status.RESOLVED, Ticket.status_since < now() - CLOSE_AFTER)
    query = select(Ticket).options(*scope.BY_ITSELF).where(*due).order_by(Ticket.status_since).limit(limit)
    tickets = list(db.session.scalars(query.with_for_update(of=Ticket, skip_locked=True)))
    for ticket in tickets:
        changes: journal.Changes = {}
        journal.move(ticket, Status.CLOSED, ticket.status_reason, changes)
        journal.note(ticket, journal.SYSTEM, EntryType.STATUS, EventType.UPDATED, changes=changes)
    return len(tickets)


def _check_possible(ticket: Ticket, data: dict[str, Any]) -> None:
    status = Status(ticket.status)
    wanted = data.get("status")
    allowed = lifecycle.moves(status, Who.TEAM)
    if wanted is not None and wanted != status and wanted not in allowed:
        raise Conflict(
            "A ticket that is {status} cannot become {wanted}; allowed: {allowed}.",
            status=status,
            wanted=wanted,
            allowed=[str(s) for s in allowed],
            pointer="/status",
        )
    message = data.get("message")
    public = message is not None and message["visibility"] == Visibility.PUBLIC
    if status in lifecycle.ENDED and (set(data) - _AFTER_THE_END or public):
        raise Conflict("The ticket has ended; only its external id and internal notes still change.", allowed=[])


def _set_status(ticket: Ticket, data: dict[str, Any], changes: journal.Changes) -> None:
    wanted = data.get("status")
    reason = data.get("status_reason")
    if wanted is not None and wanted != ticket.status:
        journal.move(ticket, Status(wanted), reason or _usual_reason(ticket, wanted), changes)
    elif "status_reason" in data and reason != ticket.status_reason:
        changes["status_reason"] = {"from": ticket.status_reason, "to": reason}
        ticket.status_reason = reason
    if ticket.status in lifecycle.DONE:
        # Nothing is promised any more.
        ticket.next_update_by = None
        data.pop("next_update_by", None)


def _usual_reason(ticket: Ticket, status: str) -> str | None:
    """Where a program names no reason: an answered question, a fixed problem, a rejection for other reasons."""
    if status == Status.RESOLVED:
        return str(StatusReason.ANSWERED if ticket.kind == Kind.QUESTION else StatusReason.FIXED)
    return str(StatusReason.OTHER) if status == Status.REJECTED else None


def _transfer(ticket: Ticket, data: dict[str, Any], actor: journal.Actor, changes: journal.Changes) -> None:
    to = data.get("team")
    if to is not None and to != ticket.team_slug:
        teams.check_team(to)
        journal.hand_over(ticket, to, actor, changes)


def _assign(ticket: Ticket, data: dict[str, Any], changes: journal.Changes) -> None:
    if "assignee" not in data or data["assignee"] == ticket.assignee_id:
        return
    member = teams.check_member(ticket.team_slug, data["assignee"]) if data["assignee"] else None
    old = changes.get("assignee", {}).get("from", ticket.assignee_id)
    changes["assignee"] = {"from": old, "to": member.id if member else None, "name": member.name if member else None}
    ticket.assignee = member


def _set_plain(ticket: Ticket, data: dict[str, Any], changes: journal.Changes) -> None:
    promised = data.get("next_update_by")
    if promised is not None and promised <= now():
        raise Invalid("That time has passed.", pointer="/next_update_by")
    for name in _PLAIN:
        if name in data and data[name] != getattr(ticket, name):
            changes[name] = {"from": _plain(getattr(ticket, name)), "to": _plain(data[name])}
            setattr(ticket, name, data[name])


def _set_outage(ticket: Ticket, data: dict[str, Any], changes: journal.Changes) -> None:
    if "outage_id" in data and data["outage_id"] != ticket.outage_id:
        changes["outage_id"] = {"from": ticket.outage_id, "to": data["outage_id"]}
        link_outage(ticket, data["outage_id"])


def _note_all(ticket: Ticket, actor: journal.Actor, changes: journal.Changes, message: dict[str, str] | None) -> None:
    """One entry for what everyone may see, one for what only the team may, one for the message."""
    internal = {name: change for name, change in changes.items() if name in _INTERNAL}
    public = {name: change for name, change in changes.items() if name not in _INTERNAL}
    event = EventType.TRANSFERRED if "team" in public else EventType.UPDATED
    if public:
        journal.note(ticket, actor, _kind_of(public), event, changes=public)
    if internal:
        journal.note(
            ticket, actor, EntryType.CHANGE, EventType.UPDATED, visibility=Visibility.INTERNAL, changes=internal
        )
    if message:
        from_team(ticket, actor, message["body"], message["visibility"])


def _kind_of(changes: journal.Changes) -> EntryType:
    for field, kind in (("team", EntryType.TRANSFER), ("status", EntryType.STATUS), ("assignee", EntryType.ASSIGNMENT)):
        if field in changes:
            return kind
    return EntryType.CHANGE


def _plain(value: Any) -> Any:
    return rfc3339(value) if isinstance(value, dt.datetime) else value
