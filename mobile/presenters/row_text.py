"""The words in what waits in the outbox."""

from mobile.core.outbox_row import OutboxRow


def row_text(row: OutboxRow) -> str:
    """The words that somebody typed for it; empty for a bare action."""
    words = (row.body.get(name) for name in ("description", "body", "text", "label", "area"))
    return str(next((text for text in words if text), ""))
