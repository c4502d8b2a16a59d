"""Status pages, subscriptions, mail and feeds."""

from backend.following.routes import notifications, status_pages, subscriptions
from backend.following.routes.blueprint import blueprint

__all__ = ["blueprint", "notifications", "status_pages", "subscriptions"]
