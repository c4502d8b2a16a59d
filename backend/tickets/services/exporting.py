"""All tickets that filters leave, for a spreadsheet: read page by page, so that memory stays bounded at any size."""

from collections.abc import Iterator
from itertools import chain

from backend import db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.errors import Forbidden
from backend.tickets.models import Ticket
from backend.tickets.services import filters
from backend.tickets.services.filters import Query
from backend.tickets.services.queue import list_tickets
from backend.tickets.services.sorting import ORDERS, Place
from shared.vocabulary import TicketSort

PAGE = 500
"""Tickets in memory at a time."""


def export(caller: Caller, query: Query) -> Iterator[list[Ticket]]:
    """Pages of the caller's teams' tickets (all, for managers) that were there when it was asked for, oldest first.

    Each page is a transaction of its own, to be ended by the reader (`db.session.remove`) before it is sent: a slow or
    cut connection holds none open. A ticket is there once, as it was when its page was read. Raises Forbidden, Invalid.
    """
    if not (caller.is_manager or caller.teams):
        raise Forbidden("Only teams and managers export tickets.")
    wanted = {**query, "created_before": min(query.get("created_before", now()), now())}
    if not caller.is_manager:
        # What they passed on to other teams is theirs to see, not to export.
        asked = set(filters.words(query, "team")) or caller.teams
        wanted["team"] = ",".join(sorted(caller.teams & asked)) or None
        if wanted["team"] is None:
            filters.check(caller, query)
            return iter(())
    first = _page(caller, wanted, None)
    return chain([first], _rest(caller, wanted, first))


def _rest(caller: Caller, query: Query, page: list[Ticket]) -> Iterator[list[Ticket]]:
    while len(page) == PAGE:
        # Before it is asked again, the reader may have let go of the session that the last page came by.
        page = _page(caller, query, _place(page[-1]))
        yield page


def _page(caller: Caller, query: Query, place: Place | None) -> list[Ticket]:
    return list_tickets(caller, query, ORDERS[TicketSort.OLDEST], place, PAGE)


def _place(last: Ticket) -> Place:
    return last.created_at, last.id


def let_go() -> None:
    """Ends the reading of a page, and forgets its rows."""
    db.session.remove()
