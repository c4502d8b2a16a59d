"""Who is on duty, and what they are told; each verb that changes something runs inside `db.write`."""

from backend.duty.present import for_team as told_to
from backend.duty.services.acknowledging import Seen, acknowledge, see, take
from backend.duty.services.alerting import Subject, forget_old, raise_alert, say_anew, settle
from backend.duty.services.reading import (
    Waiting,
    about,
    acknowledged_at,
    by_ids,
    find,
    list_alerts,
    of_object,
    unsettled,
    waiting,
)
from backend.duty.services.roster import change, first_told, on_duty, read, tag
from backend.duty.services.turns import any_turn_due, let_go, take_turns

__all__ = [
    "Seen",
    "Subject",
    "Waiting",
    "about",
    "acknowledge",
    "acknowledged_at",
    "any_turn_due",
    "by_ids",
    "change",
    "find",
    "first_told",
    "forget_old",
    "let_go",
    "list_alerts",
    "of_object",
    "on_duty",
    "raise_alert",
    "read",
    "say_anew",
    "see",
    "settle",
    "tag",
    "take",
    "take_turns",
    "told_to",
    "unsettled",
    "waiting",
]
