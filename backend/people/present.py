"""Accounts as admins see them."""

import datetime as dt
from typing import Any

from backend.accounts.models import Person
from shared.schemas.base import rfc3339
from shared.vocabulary import AccountState


def account(row: Person, invited_until: dt.datetime | None) -> dict[str, Any]:
    """AccountSchema; `invited_until` of an invitation that is still good."""
    return {
        **{name: getattr(row, name) for name in ("id", "email", "name", "role", "language", "group")},
        "teams": [{"slug": team.slug, "name": team.name} for team in row.teams],
        "state": str(_state(row, invited_until)),
        "invited_until": rfc3339(invited_until) if invited_until else None,
        "created_at": rfc3339(row.created_at),
    }


def _state(row: Person, invited_until: dt.datetime | None) -> AccountState:
    if not row.active:
        return AccountState.LEFT
    if row.password_hash is not None:
        return AccountState.ACTIVE
    return AccountState.INVITED if invited_until else AccountState.NOT_INVITED
