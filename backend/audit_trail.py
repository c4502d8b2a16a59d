"""`GET /audit`: who changed what of the settings."""

from typing import Any

from flask import Response
from sqlalchemy import select

from backend import db
from backend.accounts.auth import signed_in
from backend.accounts.caller import Caller
from backend.audit import AuditRecord
from backend.cursors import next_link, read_cursor
from backend.errors import Forbidden, NotFound
from backend.http import JSON, Blueprint, answer
from shared.schemas.audit import AuditListSchema, AuditQuerySchema
from shared.schemas.base import rfc3339
from shared.vocabulary import Role

blueprint = Blueprint("audit", __name__, description="Who changed what of the settings.")


@blueprint.get("/audit")
@signed_in
@blueprint.arguments(AuditQuerySchema, location="query")
@blueprint.response(200, AuditListSchema)
def get_audit(who: Caller, query: JSON) -> Response:
    """Changes of settings, newest first: all for managers and admins, a team its own."""
    cursor = read_cursor(query.get("cursor"), (int,))
    rows = trail(who, query, cursor[0] if cursor else None, query["limit"] + 1)
    shown = rows[: query["limit"]]
    headers = next_link([shown[-1].seq]) if len(rows) > len(shown) else {}
    return answer({"items": [present(row) for row in shown]}, headers=headers)


def trail(who: Caller, wanted: JSON, before: int | None, limit: int) -> list[AuditRecord]:
    """The records in the caller's scope that fit `wanted` (AuditQuerySchema), newest first.

    Raises NotFound for another's team, Forbidden for who has none.
    """
    team, query = wanted.get("team"), select(AuditRecord).order_by(AuditRecord.seq.desc()).limit(limit)
    if who.role not in (Role.MANAGER, Role.ADMIN):
        if team is not None and team not in who.teams:
            raise NotFound
        if not who.teams:
            raise Forbidden("Only teams, managers and admins see who changed what.")
        query = query.where(AuditRecord.team_slug.in_(who.teams))
    if team is not None:
        query = query.where(AuditRecord.team_slug == team)
    for name in ("subject", "actor"):
        if wanted.get(name) is not None:
            query = query.where(getattr(AuditRecord, name) == wanted[name])
    if before is not None:
        query = query.where(AuditRecord.seq < before)
    return list(db.session.scalars(query))


def present(row: AuditRecord) -> dict[str, Any]:
    """AuditRecordSchema."""
    return {
        "at": rfc3339(row.at),
        "actor": row.actor,
        "actor_name": row.actor_name,
        "team": row.team_slug,
        "action": row.action,
        "subject": row.subject,
        "changes": row.changes,
    }
