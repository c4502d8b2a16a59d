"""Views as the API shows them."""

from typing import Any

from backend.accounts.caller import Caller
from backend.tickets.views.models import SavedView
from shared.schemas.base import rfc3339


def view(row: SavedView, who: Caller) -> dict[str, Any]:
    """ViewSchema."""
    return {
        "id": row.id,
        "name": row.name,
        "query": row.query,
        "team": row.team_slug,
        "own": row.person_id == who.id,
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
    }
