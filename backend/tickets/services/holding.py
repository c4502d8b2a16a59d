"""Waiting for a third party: for whom or what, and until when."""

from typing import Any

from backend.clock import now
from backend.errors import Invalid
from backend.tickets import journal
from backend.tickets.models import Ticket
from shared.vocabulary import Status

_FIELDS = ("held_until", "held_for")


def hold(ticket: Ticket, data: dict[str, Any], changes: journal.Changes) -> None:
    """Sets what `data` says of the wait; raises Invalid for a time that has passed, and where nothing is waited for."""
    for name in _FIELDS:
        if data.get(name) is not None and ticket.status != Status.HELD:
            raise Invalid("Only of a ticket that is held.", pointer=f"/{name}")
    until = data.get("held_until")
    if until is not None and until <= now():
        raise Invalid("That time has passed.", pointer="/held_until")
    for name in _FIELDS:
        if name in data:
            journal.set_field(ticket, name, data[name], changes)
