"""Reporters' words, as a manager reads them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from backend.accounts.caller import Caller
from backend.areas import services as areas
from backend.board.words.masking import Known, masked
from backend.errors import Forbidden
from backend.i18n import say
from backend.reading import services as readings
from backend.tickets import services as tickets
from backend.tickets.models import Ticket
from backend.tickets.services.sorting import ORDERS
from shared.vocabulary import ReadingOf, TicketSort

ORDER = ORDERS[str(TicketSort.NEWEST)]
_AREA = 4
"""So many signs of a postcode are a part of town, and no address."""


class Words(NamedTuple):
    """What one reporter wrote, covered, and of what."""

    ticket: Ticket
    text: str
    area: str | None
    where: str | None
    """The place's name."""


def page(
    caller: Caller, filters: Mapping[str, Any], language: str, cursor: list[Any] | None, limit: int
) -> tuple[list[Words], list[Any] | None]:
    """Up to `limit` tickets' words, newest first, and where the next page begins; raises Forbidden, Invalid.

    That they are read goes into the log of readings.
    """
    if not caller.is_manager:
        raise Forbidden("Only managers read reporters' words here.")
    rows = tickets.list_tickets(caller, filters, ORDER, ORDER.place(cursor), limit + 1)
    shown = rows[:limit]
    following = ORDER.cursor(shown[-1]) if len(rows) > limit else None
    readings.note(caller, ReadingOf.WORDS, {row.id: row.reference for row in shown if row.reporter_id != caller.id})
    return [_words(row, language) for row in shown], following


def _words(ticket: Ticket, language: str) -> Words:
    known = Known(ticket.customer_name, ticket.customer_phone, ticket.customer_email)
    area = (ticket.customer_postcode or "")[:_AREA] or None
    text = masked(ticket.description, known, lambda word: say(word, language))
    return Words(ticket, text, area, areas.where([area], language) if area else None)
