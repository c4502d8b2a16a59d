"""What people do who are behind an outage, and what reaches them; each verb runs inside `db.write`."""

from backend.outages.behind.services.affected import by_ids, join, list_own, visible_page
from backend.outages.behind.services.answering import answer, withdraw
from backend.outages.behind.services.by_the_clock import close_unanswered, take_in_more
from backend.outages.behind.services.candidates import candidates
from backend.outages.behind.services.counting import figures
from backend.outages.behind.services.friend import hear_friend
from backend.outages.behind.services.history import list_rounds
from backend.outages.behind.services.leaving import hand_on
from backend.outages.behind.services.linking import link, link_all, unlink
from backend.outages.behind.services.seeing import see
from backend.outages.behind.services.spreading import anything_to_spread, spread

__all__ = [
    "answer",
    "anything_to_spread",
    "by_ids",
    "candidates",
    "close_unanswered",
    "figures",
    "hand_on",
    "hear_friend",
    "join",
    "link",
    "link_all",
    "list_own",
    "list_rounds",
    "see",
    "spread",
    "take_in_more",
    "unlink",
    "visible_page",
    "withdraw",
]
