"""Following from outside the app; each verb that writes runs inside `db.write`."""

from backend.following.services.asked_mail import friends_to_ask, mail_asked
from backend.following.services.by_mail import choices, choose
from backend.following.services.feeds import end_feed, list_feeds, make_feed
from backend.following.services.news import anything_to_tell, hear, tell_followers
from backend.following.services.status_pages import (
    end_of_affected,
    end_of_outage,
    end_of_ticket,
    forget_expired,
    make_for_affected,
    make_for_outage,
    make_for_ticket,
    of_affected,
    of_outage,
    of_ticket,
)
from backend.following.services.subscriptions import list_own, subscribe, unsubscribe
from backend.following.services.ticket_mail import mail_reporters, reporters_to_mail

__all__ = [
    "anything_to_tell",
    "choices",
    "choose",
    "end_feed",
    "end_of_affected",
    "end_of_outage",
    "end_of_ticket",
    "forget_expired",
    "friends_to_ask",
    "hear",
    "list_feeds",
    "list_own",
    "mail_asked",
    "mail_reporters",
    "make_feed",
    "make_for_affected",
    "make_for_outage",
    "make_for_ticket",
    "of_affected",
    "of_outage",
    "of_ticket",
    "reporters_to_mail",
    "subscribe",
    "tell_followers",
    "unsubscribe",
]
