"""Who is behind an outage as the API shows it: plain dictionaries in the shapes of shared/schemas/affected.py."""

import datetime as dt
from typing import Any

from backend.outages import share
from backend.outages.behind.models import Affected, OutageRound
from backend.tickets.customer import customer
from shared import lifecycle
from shared.schemas.base import rfc3339
from shared.vocabulary import AffectedStatus


def affected(row: Affected) -> dict[str, Any]:
    """AffectedSchema, for its reporter."""
    return {
        "id": row.id,
        "outage_id": row.outage_id,
        "service": row.service,
        "severity": row.severity,
        "customer": customer(row),
        "description": row.description,
        "status": row.status,
        "allowed": [str(action) for action in lifecycle.AFFECTED_MOVES[AffectedStatus(row.status)]],
        "asked_at": moment(row.asked_at),
        "answered_at": moment(row.answered_at),
        "ticket_id": row.ticket_id,
        "share_text": share.of_affected(row.status, row.outage),
        "seen_at": moment(row.seen_at),
        "unread": row.is_unread,
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
    }


def told(row: OutageRound) -> dict[str, Any]:
    """RoundSchema."""
    done = row.tickets + row.affected
    return {
        "id": row.id,
        "outage_id": row.outage_id,
        "update_id": row.update_id,
        "kind": row.kind,
        "at": rfc3339(row.at),
        "by": row.actor["name"],
        "total": done if row.finished_at else max(done, row.total),
        "done": done,
        "tickets": row.tickets,
        "affected": row.affected,
        "finished_at": moment(row.finished_at),
    }


def moment(at: dt.datetime | None) -> str | None:
    """A time as the API shows it."""
    return rfc3339(at) if at else None
