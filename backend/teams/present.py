"""What belongs to teams, as the API shows them."""

from typing import Any

from backend.teams.models import Endpoint, ResponseTemplate, Team
from shared.schemas.base import rfc3339
from shared.vocabulary import LANGUAGES


def team(row: Team) -> dict[str, Any]:
    """TeamSchema."""
    return {"slug": row.slug, "name": row.name, "language": row.language}


def endpoint(row: Endpoint, *, with_secret: bool = False) -> dict[str, Any]:
    """EndpointSchema; the secret only in the answer that makes it."""
    shown = {
        "id": row.id,
        "team": row.team_slug,
        "url": row.url,
        "active": row.disabled_at is None,
        "created_at": rfc3339(row.created_at),
    }
    return {**shown, "secret": row.secret} if with_secret else shown


def template(row: ResponseTemplate) -> dict[str, Any]:
    """TemplateSchema; `missing` are the languages that fall back to the other."""
    return {
        "id": row.id,
        "team": row.team_slug,
        "slug": row.slug,
        "title": row.title,
        "body": row.body,
        "missing": [language for language in LANGUAGES if not row.body.get(language)],
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
    }
