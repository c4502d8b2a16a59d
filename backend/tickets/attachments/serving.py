"""A file of a ticket as it goes out, to a program and to a page: to be saved, and never run."""

from urllib.parse import quote

import structlog
from flask import Response, send_file

from backend import storage
from backend.accounts.caller import Caller
from backend.config import config
from backend.errors import NotFound
from backend.tickets.attachments import services as attachments
from backend.tickets.opened import opened
from shared.vocabulary import ReadingOf

log = structlog.get_logger()


def serve(who: Caller, attachment_id: str) -> Response:
    """The file, never shown as a page, whatever is in it; ranges and If-None-Match are welcome. Raises NotFound."""
    file = attachments.find(who, attachment_id)
    opened(who, [file.ticket], ReadingOf.ATTACHMENT)
    path = storage.place(config().attachments_dir, file.sha256)
    try:
        response = send_file(path, mimetype=file.type, conditional=True, etag=file.sha256[:32])
    except FileNotFoundError:
        log.error("attachment missing", id=attachment_id, sha256=file.sha256)  # noqa: TRY400 - no traceback says more
        raise NotFound from None
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-cache"
    return response
