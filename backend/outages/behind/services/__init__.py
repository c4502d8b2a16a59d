"""What people do who are behind an outage, and what reaches them; each verb runs inside `db.write`."""

from backend.outages.behind.services.affected import by_ids, join, list_own, visible_page
from backend.outages.behind.services.answering import answer, withdraw
from backend.outages.behind.services.friend import hear_friend
from backend.outages.behind.services.seeing import see

__all__ = ["answer", "by_ids", "hear_friend", "join", "list_own", "see", "visible_page", "withdraw"]
