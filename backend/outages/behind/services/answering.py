"""What the reporter says of a customer behind an outage: it works again, it is still broken, never mind."""

from typing import Any

from backend.accounts.caller import Caller
from backend.clock import now
from backend.errors import Conflict
from backend.i18n import say
from backend.outages.behind.models import Affected
from backend.outages.behind.services.affected import find, tell
from backend.statuses import Named
from backend.tickets import services as tickets
from shared import lifecycle
from shared.messages import Message
from shared.vocabulary import LANGUAGES, AffectedAction, AffectedStatus, Kind


def answer(caller: Caller, affected_id: str, *, works: bool, body: str | None) -> Affected:
    """It works again, or it is still broken, of which a ticket is made with all that was typed before.

    Raises NotFound, and Conflict naming what is possible.
    """
    row = find(caller, affected_id)
    _move(row, AffectedAction.WORKS if works else AffectedAction.STILL_BROKEN)
    row.answered_at = row.updated_at
    if not works:
        row.ticket_id = tickets.submit(caller, _as_ticket(caller, row, body)).id
    tell(row)
    return row


def withdraw(caller: Caller, affected_id: str) -> Affected:
    """Not behind it after all; raises NotFound, Conflict."""
    row = find(caller, affected_id)
    _move(row, AffectedAction.WITHDRAW)
    tell(row)
    return row


def _move(row: Affected, action: AffectedAction) -> None:
    allowed = lifecycle.AFFECTED_MOVES[AffectedStatus(row.status)]
    if action not in allowed:
        raise Conflict("Not possible while it is {status}.", status=Named(AffectedStatus(row.status)), allowed=allowed)
    row.status, row.updated_at = str(allowed[action]), max(now(), row.updated_at)
    row.seen_at = row.updated_at


def _as_ticket(caller: Caller, row: Affected, body: str | None) -> dict[str, Any]:
    """SubmitTicketSchema, loaded."""
    words = [row.description or _about(caller, row), body]
    customer = ("name", "phone", "email", "postcode", "house_number", "may_contact", "preferred_channel", "informed")
    return {
        "kind": Kind.PROBLEM,
        "service": row.service,
        "description": "\n\n".join(text for text in words if text)[:10_000],
        "severity": row.severity,
        "customer": {name: getattr(row, f"customer_{name}") for name in customer},
        "outage_id": row.outage_id,
        "declined_outage_id": None,
        "declined_outage_ids": [],
        "related_to": None,
        "answers": [],
        "tried": [],
    }


def _about(caller: Caller, row: Affected) -> str:
    """Where nothing was typed: what it is about, in the reporter's language."""
    titles = row.outage.title
    title = next(titles[code] for code in (caller.language, *LANGUAGES) if titles.get(code))
    return say(Message("Still broken after the outage: {title}", title=title), caller.language)
