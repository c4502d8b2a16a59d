"""Outages as the API shows them: plain dictionaries in the shapes of shared/schemas/outages.py."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from backend.accounts.caller import Caller
from backend.areas import services as areas
from backend.outages import share
from backend.outages.models import Outage, OutageUpdate
from backend.outages.permission import may_declare
from shared import lifecycle
from shared.schemas.base import rfc3339
from shared.vocabulary import OutageStatus


def outage(row: Outage, caller: Caller) -> dict[str, Any]:
    """OutageSchema; `allowed` names the statuses that an update by this caller may set."""
    moves = lifecycle.OUTAGE_MOVES[OutageStatus(row.status)] if may_declare(caller) else ()
    return {**_facts(row), "allowed": [str(status) for status in moves]}


def many(rows: Iterable[Outage], caller: Caller) -> list[dict[str, Any]]:
    """Several, their updates having been read in one go."""
    return [outage(row, caller) for row in rows]


def for_team(row: Outage) -> dict[str, Any]:
    """The outage as a team is told it in an event: to know of, not to act on."""
    return {**_facts(row), "allowed": []}


def _facts(row: Outage) -> dict[str, Any]:
    return {
        "id": row.id,
        "external_id": row.external_id,
        "kind": row.kind,
        "status": row.status,
        "impact": row.impact,
        "title": row.title,
        "advice": row.advice,
        "services": row.services,
        "areas": row.areas,
        "started_at": rfc3339(row.started_at),
        "expected_end_at": _moment(row.expected_end_at),
        "next_update_at": _moment(row.next_update_at),
        "resolved_at": _moment(row.resolved_at),
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
        "updates": [_update(update) for update in row.updates],
        "postcodes": areas.prefixes(row.areas),
        "share_text": share.of_outage(row),
    }


def _update(row: OutageUpdate) -> dict[str, Any]:
    return {
        "id": row.id,
        "at": rfc3339(row.at),
        "status": row.status,
        "text": row.text,
        "next_update_at": _moment(row.next_update_at),
        "expected_end_at": _moment(row.expected_end_at),
        "by": row.by,
    }


def _moment(at: dt.datetime | None) -> str | None:
    return rfc3339(at) if at else None
