"""`/outages/{id}/history`, `/outages/{id}/reached`, `/outages/figures` and exports: what came of outages."""

from collections.abc import Iterator

from flask import Response, stream_with_context

from backend import db
from backend.accounts.auth import people
from backend.accounts.caller import Caller
from backend.clock import now
from backend.cursors import next_link, read_cursor
from backend.etags import etag_of
from backend.http import JSON, Blueprint, answer
from backend.outages.story import present, services, spreadsheet
from shared.schemas.story import (
    FiguresFileQuerySchema,
    FiguresQuerySchema,
    FiguresSchema,
    HistorySchema,
    OutageExportQuerySchema,
    ReaderListSchema,
    ReaderQuerySchema,
)

blueprint = Blueprint("story", __name__, description="What came of outages.")

_CSV = {"content_type": "text/csv", "description": "UTF-8 with a byte order mark."}


@blueprint.get("/outages/<id:outage_id>/history")
@people
@blueprint.response(200, HistorySchema)
def get_history(who: Caller, outage_id: str) -> Response:
    """All that happened, how long it took, and whom it reached: for managers."""
    shown = present.history(services.read(who, outage_id))
    return answer(shown, etag=etag_of(shown))


@blueprint.get("/outages/<id:outage_id>/reached")
@people
@blueprint.arguments(ReaderQuerySchema, location="query")
@blueprint.response(200, ReaderListSchema)
def get_reached(who: Caller, query: JSON, outage_id: str) -> Response:
    """Who passed on a customer behind it, and up to when each has seen it, by name: for managers."""
    cursor = read_cursor(query.get("cursor"), (str, str))
    rows = services.people(who, outage_id, (cursor[0], cursor[1]) if cursor else None, query["limit"] + 1)
    shown = rows[: query["limit"]]
    headers = next_link([shown[-1].name, shown[-1].id]) if len(rows) > len(shown) else {}
    return answer({"items": [present.reader(row) for row in shown]}, headers=headers)


@blueprint.get("/outages/figures")
@people
@blueprint.arguments(FiguresQuerySchema, location="query")
@blueprint.response(200, FiguresSchema)
def get_figures(who: Caller, query: JSON) -> Response:
    """How many there were, for how long, and how they went, planned work apart: for managers."""
    span = services.window(who, query)
    return answer(present.figures(span, query["by"], *services.figures(span, query["by"])))


@blueprint.get("/outages/figures.csv")
@people
@blueprint.arguments(FiguresFileQuerySchema, location="query")
@blueprint.response(200, {"type": "string"}, **_CSV)
def get_figures_file(who: Caller, query: JSON) -> Response:
    """The same as CSV, all together as the last line."""
    groups, total = services.figures(services.window(who, query), query["by"])
    return _file("outage-figures", spreadsheet.of_figures(groups, total, query["separator"]))


@blueprint.get("/outages/export.csv")
@people
@blueprint.arguments(OutageExportQuerySchema, location="query")
@blueprint.response(200, {"type": "string"}, **_CSV)
def export_outages(who: Caller, query: JSON) -> Response:
    """Each outage and planned work that the figures count as a line of CSV, the oldest first: for managers."""
    pages = services.pages(services.window(who, query))
    return _file("outages", spreadsheet.of_outages(pages, query["separator"], db.session.remove))


def _file(name: str, lines: Iterator[str]) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}-{now():%Y-%m-%d}.csv"',
        "Cache-Control": "no-store",
    }
    return Response(stream_with_context(lines), content_type="text/csv; charset=utf-8", headers=headers)
