"""Where a ticket stands now, for one who came too late to change it: its status, since when and by whom."""

from typing import Any

from sqlalchemy import select

from backend import db
from backend.errors import PreconditionFailed
from backend.etags import check_match, etag_for
from backend.statuses import Named
from backend.tickets.models import Entry, Ticket
from shared.messages import Message
from shared.schemas.base import rfc3339
from shared.vocabulary import ActorKind, Status

_LOOKED_AT = 20
"""Entries with changes that are searched for the last one of the status, newest first."""


_NAMELESS = {ActorKind.SYSTEM: Message("the system"), ActorKind.CUSTOMER: Message("the customer")}


def current(ticket: Ticket) -> dict[str, Any]:
    """What a refusal tells of the ticket as it is; `by` names who brought it there."""
    return {
        "status": ticket.status,
        "since": rfc3339(ticket.status_since),
        "by": _who(ticket),
        "team": ticket.team_slug,
        "assignee": ticket.assignee_id,
        "assignee_name": ticket.assignee.name if ticket.assignee else None,
        "etag": etag_for(ticket.version),
    }


def check_unchanged(ticket: Ticket, match: str | None) -> None:
    """As `check_match`; the PreconditionFailed tells what is now, so that the loser of a race need not ask."""
    try:
        check_match(match, etag_for(ticket.version))
    except PreconditionFailed:
        now = current(ticket)
        raise PreconditionFailed(
            etag_for(ticket.version),
            "It has changed since you read it: it is {status} since {since}, by {by}. Read it again.",
            current=now,
            status=Named(Status(now["status"])),
            since=now["since"],
            by=now["by"]["name"] or _NAMELESS.get(now["by"]["kind"], now["by"]["kind"]),
        ) from None


def _who(ticket: Ticket) -> dict[str, Any]:
    rows = select(Entry).where(Entry.ticket_id == ticket.id, Entry.changes.is_not(None))
    for entry in db.session.scalars(rows.order_by(Entry.seq.desc()).limit(_LOOKED_AT)):
        if "status" in (entry.changes or {}):
            return {"kind": entry.actor_kind, "name": entry.actor_name}
    first = db.session.scalar(select(Entry).where(Entry.ticket_id == ticket.id).order_by(Entry.seq).limit(1))
    return {"kind": first.actor_kind, "name": first.actor_name} if first else {"kind": "system", "name": None}
