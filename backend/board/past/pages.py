"""`/board/past`: any period looked back on, and its files."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import Response, request

from backend.accounts.caller import Caller
from backend.board import forms
from backend.board.past.course import HEIGHT, bars
from backend.board.web import Pages, page, visitor
from backend.clock import now
from backend.config import config
from backend.cursors import write_cursor
from backend.errors import Invalid
from backend.figures import routes, services, telling
from backend.i18n import reader_language
from backend.teams import services as teams
from shared.schemas.board import PeriodFileQuerySchema, PeriodOutagesQuerySchema
from shared.vocabulary import Role

pages = Pages("past", __name__)

SPANS = (7, 30, 90, 365)
"""Days that are one press away."""


@pages.get("/board/past")
@visitor(Role.MANAGER)
def past(who: Caller) -> Response:
    """What a period came to; by default the last 30 days."""
    services.check_reads(who)
    form = forms.asked(PeriodOutagesQuerySchema)
    shown = _shown(form)
    return page("past/past.html", status=form.status, f=form, spans=_spans(), height=HEIGHT, **shown)


@pages.get("/board/past.csv")
@visitor(Role.MANAGER)
def file(who: Caller) -> Response:
    """The period as CSV, streamed; raises Invalid."""
    services.check_reads(who)
    form = forms.asked(PeriodFileQuerySchema)
    query = form.load()
    if query is None:
        raise Invalid("Not a day; write it as 2026-11-23.")
    return routes.period_file(query)


def _shown(form: forms.Form) -> dict[str, Any]:
    query = form.load()
    if query is None:
        return {"period": None}
    try:
        period = telling.period(services.period(services.span_of(query)))
        rows, following = routes.period_outages(query)
    except Invalid as error:
        # A filter's pointer is `/query/from`, its field's name `from`.
        error.pointer = error.pointer.removeprefix("/query")
        form.refuse(error)
        return {"period": None}
    days = {name: period[name] for name in ("from", "to")}
    for name, day in days.items():
        form.typed[name] = day
    return {
        "period": period,
        "bars": bars(period["course"], reader_language()),
        "outages": [telling.outage(row) for row in rows],
        "following": _address({**days, "cursor": write_cursor(list(following))}) if following else "",
        "began": _address(days) if request.args.get("cursor") else "",
        "file": f"/board/past.csv?{urlencode(days)}",
        "titles": teams.titles()[reader_language()],
    }


def _spans() -> list[tuple[int, str]]:
    today = now().astimezone(ZoneInfo(config().timezone)).date()
    starts = [(days, today - dt.timedelta(days=days - 1)) for days in SPANS]
    return [(days, _address({"from": start.isoformat(), "to": today.isoformat()})) for days, start in starts]


def _address(asked: dict[str, str]) -> str:
    return f"/board/past?{urlencode(asked)}"
