"""Uploads as the API shows them."""

from pathlib import Path
from typing import Any

from backend import db
from backend.tickets import present
from backend.tickets.models import Attachment
from backend.tickets.uploads import services
from backend.tickets.uploads.models import Upload
from shared.schemas.uploads import PIECE_BYTES


def upload(row: Upload, folder: Path) -> dict[str, Any]:
    """UploadSchema."""
    file = db.session.get_one(Attachment, row.attachment_id) if row.attachment_id else None
    return {
        "id": row.id,
        "ticket_id": row.ticket_id,
        "name": row.name,
        "size": row.size,
        "sha256": row.sha256,
        "offset": services.held(row, folder),
        "piece_bytes": PIECE_BYTES,
        "entry_id": file.entry_id if file else None,
        "attachment": present.attachment(file) if file else None,
    }
