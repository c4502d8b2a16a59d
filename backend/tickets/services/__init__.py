"""What people and programs do with tickets; each verb runs inside `db.write`, checks permission, then state."""

from backend.tickets.services.by_the_clock import close_settled, resume_held
from backend.tickets.services.customer import correct_customer
from backend.tickets.services.escalating import look_at_clocks
from backend.tickets.services.leaving import release_all
from backend.tickets.services.messages import check_may_post, post_message, preview
from backend.tickets.services.queue import count, list_tickets, names
from backend.tickets.services.reading import by_ids, entries_by_ids, read, timeline, visible_page
from backend.tickets.services.reporting import cancel, confirm, reopen
from backend.tickets.services.solving import amend
from backend.tickets.services.submitting import submit

__all__ = [
    "amend",
    "by_ids",
    "cancel",
    "check_may_post",
    "close_settled",
    "confirm",
    "correct_customer",
    "count",
    "entries_by_ids",
    "list_tickets",
    "look_at_clocks",
    "names",
    "post_message",
    "preview",
    "read",
    "release_all",
    "reopen",
    "resume_held",
    "submit",
    "timeline",
    "visible_page",
]
