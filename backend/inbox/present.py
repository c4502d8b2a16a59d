"""Mail that came in, as the API shows it: all of it as text."""

from typing import Any

from backend.inbox.models import InboundMail
from shared.schemas.base import rfc3339

LONGEST_RAW = 100_000
"""Characters of the mail as it came that are shown; the whole of it can be saved."""


def mail(row: InboundMail) -> dict[str, Any]:
    """MailSchema."""
    return {
        "id": row.id,
        "state": row.state,
        "reason": row.reason,
        "detail": row.detail,
        "received_at": rfc3339(row.received_at),
        "recipient": row.recipient,
        "from_address": row.from_address,
        "from_name": row.from_name,
        "subject": row.subject,
        "body": row.body,
        "size": row.size,
        "ticket_id": row.ticket_id,
        "handled_by": row.handled_by,
        "handled_at": rfc3339(row.handled_at) if row.handled_at else None,
    }


def whole(row: InboundMail) -> dict[str, Any]:
    """MailDetailSchema."""
    raw = (row.raw or b"")[:LONGEST_RAW].decode("utf-8", "replace")
    return {**mail(row), "raw": "".join(c if c.isprintable() or c in "\n\t" else "" for c in raw)}
