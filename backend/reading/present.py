"""Readings as the API shows them."""

from typing import Any

from backend.reading.models import Reading
from shared.schemas.base import rfc3339


def reading(row: Reading) -> dict[str, Any]:
    """ReadingSchema."""
    return {
        "at": rfc3339(row.at),
        "reader": row.reader,
        "reader_name": row.reader_name,
        "what": row.what,
        "ticket": row.ticket_id,
        "reference": row.reference,
        "filters": row.filters,
    }
