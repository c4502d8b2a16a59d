"""Teams and endpoints as the API shows them."""

from typing import Any

from backend.teams.models import Endpoint, Team
from shared.schemas.base import rfc3339


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
