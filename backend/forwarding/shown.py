"""What a delivery's reader is shown of the event: all of it, or where it went alone; and that they read it."""

from typing import Any

import orjson

from backend.accounts.caller import Caller
from backend.forwarding import services
from backend.forwarding.models import Event
from backend.reading import services as readings
from shared.vocabulary import ReadingOf


def body_for(who: Caller, event: Event) -> dict[str, Any]:
    """The event's body, without its `data` for who sees no tickets; for an edge that reads, when all else is read.

    A ticket's customer that stands in it is personal data: whoever is shown it stands in the log of readings.
    """
    body: dict[str, Any] = orjson.loads(event.body)
    if not services.reads_content(who, event):
        return {**body, "data": {}}
    ticket = (body.get("data") or {}).get("ticket") or {}
    if event.ticket_id and ticket.get("customer") and (ticket.get("reporter") or {}).get("id") != who.id:
        readings.note(who, ReadingOf.TICKET, {event.ticket_id: str(ticket.get("reference", ""))})
    return body
