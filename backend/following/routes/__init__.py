"""Status pages, subscriptions, mail and feeds."""

from backend.following.routes import feeds, notifications, status_pages, subscriptions
from backend.following.routes.blueprint import blueprint

__all__ = ["blueprint", "feeds", "notifications", "status_pages", "subscriptions"]
