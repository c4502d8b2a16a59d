"""Tickets as a spreadsheet, streamed, to a program and to a page."""

from typing import Any

from flask import Response, stream_with_context

from backend.accounts.caller import Caller
from backend.clock import now
from backend.reading import services as readings
from backend.tickets import spreadsheet
from backend.tickets.services import exporting

_UNKEPT = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def exported(who: Caller, filters: dict[str, Any], separator: str) -> Response:
    """What the filters leave, the oldest first; that it was asked for is kept. Raises Forbidden, Invalid."""
    pages = exporting.export(who, filters)
    readings.note_export(who, filters)
    file = stream_with_context(spreadsheet.chunks(pages, separator, exporting.let_go))
    named = f'attachment; filename="tickets-{now():%Y-%m-%d}.csv"'
    return Response(file, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": named, **_UNKEPT})
