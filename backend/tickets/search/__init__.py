"""Full text in Dutch and English (and any script): terms made here, kept and looked up by either database.

`follow` is called by whatever changes a ticket's text; `services/searching.py` asks.
"""

from backend.tickets.search.index import follow, reindex
from backend.tickets.search.models import TicketSearch

__all__ = ["TicketSearch", "follow", "reindex"]
