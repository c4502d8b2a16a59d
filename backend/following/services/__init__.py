"""Following from outside the app; each verb that writes runs inside `db.write`."""

from backend.following.services.status_pages import (
    end_of_outage,
    end_of_ticket,
    forget_expired,
    make_for_outage,
    make_for_ticket,
    of_outage,
    of_ticket,
)

__all__ = [
    "end_of_outage",
    "end_of_ticket",
    "forget_expired",
    "make_for_outage",
    "make_for_ticket",
    "of_outage",
    "of_ticket",
]
