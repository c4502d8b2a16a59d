"""What people follow, as the API shows it: plain dictionaries in the shapes of shared/schemas/following.py."""

from typing import Any

from backend import shown_once
from backend.areas import services as areas
from backend.following.models import FeedLink, StatusPage, Subscription
from shared.schemas.base import rfc3339
from shared.vocabulary import LANGUAGES


def status_page(row: StatusPage) -> dict[str, Any]:
    """StatusPageSchema, but for `url`, which no kept answer holds."""
    return {"expires_at": rfc3339(row.expires_at)}


def with_link(row: StatusPage) -> dict[str, Any]:
    """The same with its link, for an answer that is not kept."""
    return {**shown_once.again(row.marker), **status_page(row)}


def subscription(row: Subscription) -> dict[str, Any]:
    """SubscriptionSchema."""
    return {
        "id": row.id,
        "area": row.area,
        "where": {language: areas.where([row.area], language) for language in LANGUAGES},
        "postcodes": areas.prefixes([row.area]),
        "services": row.services,
        "label": row.label,
        "mail": row.mail,
        "created_at": rfc3339(row.created_at),
    }


def feed(row: FeedLink) -> dict[str, Any]:
    """FeedSchema, but for its addresses, which no kept answer holds."""
    return {
        "id": row.id,
        "url": None,
        "calendar_url": None,
        "label": row.label,
        "areas": row.areas,
        "services": row.services,
        "language": row.language,
        "created_at": rfc3339(row.created_at),
    }


def feed_with_links(row: FeedLink) -> dict[str, Any]:
    """FeedSchema, for an answer that is not kept."""
    return {**feed(row), **shown_once.again(row.marker)}
