"""Articles as the API shows them."""

from typing import Any

from backend.articles.models import HelpArticle
from shared.schemas.base import rfc3339


def article(row: HelpArticle) -> dict[str, Any]:
    """HelpSchema."""
    shown = {name: getattr(row, name) for name in ("id", "service", "title", "symptom", "steps", "video_url")}
    return {**shown, "team": row.team_slug, "position": row.position, "updated_at": rfc3339(row.updated_at)}
