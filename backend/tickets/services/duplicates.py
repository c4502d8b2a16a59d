"""Likely duplicates of one ticket, for who works on it."""

from typing import Any

from backend.accounts.caller import Caller
from backend.tickets import likeness, scope


def duplicates(caller: Caller, ticket_id: str) -> list[dict[str, Any]]:
    """Those of the tickets that the caller works on; raises NotFound, Forbidden."""
    ticket = scope.find(caller, ticket_id)
    scope.check_works_on(caller, ticket)
    return likeness.likely_duplicates(ticket, likeness.seen_by(caller))
