"""What people and programs do with tickets; each verb runs inside `db.write`, checks permission, then state."""

from backend.tickets.scope import find_other, find_solved, lock
from backend.tickets.services.behind import News, behind, count_behind, put_behind, tell_behind
from backend.tickets.services.bulk import amend_each
from backend.tickets.services.by_the_clock import close_settled, resume_held
from backend.tickets.services.customer import checked as checked_customer
from backend.tickets.services.customer import correct_customer
from backend.tickets.services.duplicates import duplicates
from backend.tickets.services.escalating import any_clock_due, look_at_clocks
from backend.tickets.services.family import worked_on
from backend.tickets.services.family_updates import anything_for_children, pass_to_children
from backend.tickets.services.friend import hear_friend
from backend.tickets.services.leaving import hand_on, open_of, release_all
from backend.tickets.services.linking import link, unlink
from backend.tickets.services.matching import (
    Trouble,
    count_matching,
    count_matching_of,
    is_free,
    matching,
    matching_ids,
    not_declined,
)
from backend.tickets.services.merging import merge, unmerge
from backend.tickets.services.messages import check_may_post, post_message, preview
from backend.tickets.services.queue import count, glance, list_tickets, names
from backend.tickets.services.rating import rate, see
from backend.tickets.services.reading import (
    by_ids,
    entries_by_ids,
    read,
    timeline,
    timeline_of,
    timeline_page,
    visible_page,
)
from backend.tickets.services.reporting import cancel, confirm, reopen
from backend.tickets.services.solving import amend
from backend.tickets.services.submitting import submit

__all__ = [
    "News",
    "Trouble",
    "amend",
    "amend_each",
    "any_clock_due",
    "anything_for_children",
    "behind",
    "by_ids",
    "cancel",
    "check_may_post",
    "checked_customer",
    "close_settled",
    "confirm",
    "correct_customer",
    "count",
    "count_behind",
    "count_matching",
    "count_matching_of",
    "duplicates",
    "entries_by_ids",
    "find_other",
    "find_solved",
    "glance",
    "hand_on",
    "hear_friend",
    "is_free",
    "link",
    "list_tickets",
    "lock",
    "look_at_clocks",
    "matching",
    "matching_ids",
    "merge",
    "names",
    "not_declined",
    "open_of",
    "pass_to_children",
    "post_message",
    "preview",
    "put_behind",
    "rate",
    "read",
    "release_all",
    "reopen",
    "resume_held",
    "see",
    "submit",
    "tell_behind",
    "timeline",
    "timeline_of",
    "timeline_page",
    "unlink",
    "unmerge",
    "visible_page",
    "worked_on",
]
