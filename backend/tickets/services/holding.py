"""Waiting for a third party: for whom or what, and until when."""

import datetime as dt
from typing import Any

from backend.clock import now
from backend.errors import Invalid
from backend.tickets import journal
from backend.tickets.models import Ticket
from shared.vocabulary import Status

_FIELDS = ("held_until", "held_for")
_FURTHEST = 9000
"""The first year that is too far away: at the end of the calendar some time zone's clocks are beyond it."""


def hold(ticket: Ticket, data: dict[str, Any], changes: journal.Changes) -> None:
    """Sets what `data` says of the wait; raises Invalid for a time that has passed, and where nothing is waited for."""
    for name in _FIELDS:
        if data.get(name) is not None and ticket.status != Status.HELD:
            raise Invalid("Only of a ticket that is held.", pointer=f"/{name}")
    check_to_come(data, "held_until")
    for name in _FIELDS:
        if name in data:
            journal.set_field(ticket, name, data[name], changes)


def check_to_come(data: dict[str, Any], name: str) -> None:
    """Raises Invalid where `data` says a moment by that name that has passed, or that no clock can show."""
    moment: dt.datetime | None = data.get(name)
    if moment is not None and moment <= now():
        raise Invalid("That time has passed.", pointer=f"/{name}")
    if moment is not None and moment.year >= _FURTHEST:
        raise Invalid("That time is too far away.", pointer=f"/{name}")
