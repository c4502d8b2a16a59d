"""`/board/...`: what managers look at."""

import datetime as dt

from flask import Response, stream_with_context

from backend import db
from backend.accounts.auth import people
from backend.accounts.caller import Caller
from backend.cursors import next_link, read_cursor
from backend.errors import Invalid
from backend.etags import etag_of
from backend.figures import present, services, spreadsheet, telling
from backend.figures.models import OutageCounted
from backend.http import JSON, Blueprint, answer
from shared.schemas.base import rfc3339
from shared.schemas.board import (
    HoursQuerySchema,
    HoursSchema,
    PeriodFileQuerySchema,
    PeriodOutageListSchema,
    PeriodOutagesQuerySchema,
    PeriodQuerySchema,
    PeriodSchema,
    SummarySchema,
)
from shared.vocabulary import PeriodFile

blueprint = Blueprint("figures", __name__, description="What managers look at.")

AS_OF = "Doorgeven-As-Of"
"""Up to when what is shown is counted; also with a 304, whose reader has it as of then."""


_CSV = {"content_type": "text/csv", "description": "UTF-8 with a byte order mark."}


@blueprint.get("/board/summary")
@people
@blueprint.response(200, SummarySchema)
def get_summary(who: Caller) -> Response:
    """How it stands now: outages, tickets against the usual, teams, and what nobody may have noticed; for managers."""
    services.check_reads(who)
    return _aged(present.summary(services.summary()))


@blueprint.get("/board/hours")
@people
@blueprint.arguments(HoursQuerySchema, location="query")
@blueprint.response(200, HoursSchema)
def get_hours(who: Caller, query: JSON) -> Response:
    """What came in by the hour and service, for 24 hours or 7 days, beside what usually does: for managers."""
    services.check_reads(who)
    return _aged(telling.hours(services.hours(query)))


@blueprint.get("/board/period")
@people
@blueprint.arguments(PeriodQuerySchema, location="query")
@blueprint.response(200, PeriodSchema)
def get_period(who: Caller, query: JSON) -> Response:
    """What a period comes to, tickets by team and service, outages by service and region: for managers."""
    services.check_reads(who)
    return _aged(telling.period(services.period(services.span_of(query))))


@blueprint.get("/board/period/outages")
@people
@blueprint.arguments(PeriodOutagesQuerySchema, location="query")
@blueprint.response(200, PeriodOutageListSchema)
def get_period_outages(who: Caller, query: JSON) -> Response:
    """Each outage and planned work that reaches into the period, with what came of it, the newest first."""
    services.check_reads(who)
    shown, last = period_outages(query)
    return answer({"items": [telling.outage(row) for row in shown]}, headers=next_link(last) if last else {})


def period_outages(query: JSON) -> tuple[list[OutageCounted], list[str] | None]:
    """A page of them (PeriodOutagesQuerySchema, loaded), and where the next one begins; raises Invalid."""
    cursor = read_cursor(query.get("cursor"), (str, str))
    after = (_moment(cursor[0]), cursor[1]) if cursor else None
    rows = services.outages(services.span_of(query), after, query["limit"] + 1)
    shown = rows[: query["limit"]]
    return shown, [rfc3339(shown[-1].started_at), shown[-1].outage_id] if len(rows) > len(shown) else None


@blueprint.get("/board/period.csv")
@people
@blueprint.arguments(PeriodFileQuerySchema, location="query")
@blueprint.response(200, {"type": "string"}, **_CSV)
def get_period_file(who: Caller, query: JSON) -> Response:
    """The period as CSV: by team and service, by day too, or each outage (`what`); for managers."""
    services.check_reads(who)
    return period_file(query)


def period_file(query: JSON) -> Response:
    """The same, for who has asked whether it may be seen (PeriodFileQuerySchema, loaded); raises Invalid."""
    span, what, separator = services.span_of(query), query["what"], query["separator"]
    if what == PeriodFile.OUTAGES:
        lines = spreadsheet.of_outages(services.outage_pages(span), separator, db.session.remove)
    elif what == PeriodFile.DAYS:
        lines = spreadsheet.of_days(services.days(span), separator)
    else:
        lines = spreadsheet.of_tickets(services.period(span).tickets, separator)
    headers = {
        "Content-Disposition": f'attachment; filename="{what}-{span.first}-{span.last}.csv"',
        "Cache-Control": "no-store",
    }
    return Response(stream_with_context(lines), content_type="text/csv; charset=utf-8", headers=headers)


def _aged(shown: JSON) -> Response:
    """The age is no news: who has the rest has all of it."""
    etag = etag_of({**shown, "as_of": None})
    return answer(shown, etag=etag, headers={AS_OF: shown["as_of"]})


def _moment(text: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(text).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise Invalid("That cursor is not one that this list gave.", pointer="/query/cursor") from None
