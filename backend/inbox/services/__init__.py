"""What people do from a team's mail: by its links, and by replying; and what managers do with what is unclear."""

from backend.inbox.services.clearing import assign, counts, discard, find, list_mails, prepare
from backend.inbox.services.clicking import Click, Done, Seen, act, see
from backend.inbox.services.handling import begin, forget_old, handle, next_ones, not_its_fault
from backend.inbox.services.receiving import LARGEST, keep

__all__ = [
    "LARGEST",
    "Click",
    "Done",
    "Seen",
    "act",
    "assign",
    "begin",
    "counts",
    "discard",
    "find",
    "forget_old",
    "handle",
    "keep",
    "list_mails",
    "next_ones",
    "not_its_fault",
    "prepare",
    "see",
]
