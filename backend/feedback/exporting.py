"""Feedback as a file, streamed, to a program and to a page."""

from flask import Response, stream_with_context

from backend.accounts.caller import Caller
from backend.clock import now
from backend.feedback import present, services

_UNKEPT = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def exported(who: Caller, separator: str) -> Response:
    """All of it as CSV, the newest first; raises Forbidden."""
    pages = services.export(who)
    file = stream_with_context(present.spreadsheet(pages, separator, services.let_go))
    named = f'attachment; filename="feedback-{now():%Y-%m-%d}.csv"'
    return Response(file, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": named, **_UNKEPT})
