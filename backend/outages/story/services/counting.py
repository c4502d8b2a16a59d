"""Outages of a span of time, one by one for an export, or counted by service or province."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from backend import db
from backend.accounts.caller import Caller
from backend.areas import services as areas
from backend.clock import now
from backend.errors import Invalid
from backend.i18n import say
from backend.outages.behind import services as behind
from backend.outages.models import Outage
from backend.outages.story.figures import Line, Tally, Window
from backend.outages.story.services.permission import check_reads
from backend.outages.story.services.timing import Span, times_of
from backend.teams import services as teams
from shared.messages import Message
from shared.vocabulary import LANGUAGES, FiguresBy, OutageStatus

PAGE = 200
"""Outages in memory at a time."""
USUAL = dt.timedelta(days=90)
LONGEST = dt.timedelta(days=5 * 366)
NOWHERE = "unknown"
"""The group of those whose areas lie in no province that is known."""
_EARLIEST = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_LEFT_OUT = (OutageStatus.SUSPECTED, OutageStatus.DISMISSED, OutageStatus.CANCELLED)
_FACTS = ("id", "external_id", "kind", "status", "impact", "title", "services", "areas", "started_at", "resolved_at")
_COLUMNS = [getattr(Outage, name) for name in _FACTS]

Place = tuple[dt.datetime, str]


class Group:
    """One service or province and what it comes to."""

    def __init__(self, key: str, title: dict[str, str], window: Window) -> None:
        self.key, self.title, self.tally = key, title, Tally(window)


def window(caller: Caller, query: dict[str, Any]) -> Window:
    """The span that is asked for (SpanQuerySchema, loaded), by default the last 90 days.

    Raises Forbidden, Invalid.
    """
    check_reads(caller)
    until = min(query.get("until") or now(), now())
    if until < _EARLIEST + USUAL:
        raise Invalid("That time is too far away.", pointer="/query/to")
    since = query.get("since") or until - USUAL
    if since >= until:
        raise Invalid("The end lies before the start.", pointer="/query/to")
    if since < _EARLIEST or until - since > LONGEST:
        raise Invalid("That time is too far away.", pointer="/query/from")
    return Window(since, until)


def figures(span: Window, by: str) -> tuple[list[Group], Group]:
    """Each service or province, also where nothing was, and all together, in which an outage counts once."""
    groups = {group.key: group for group in _groups(span, by)}
    total = Group("total", _said(Message("Total")), span)
    for page in pages(span):
        for line in page:
            total.tally.add(line)
            for key in _keys(line, by):
                groups.setdefault(key, Group(key, _said(Message("Unknown")), span)).tally.add(line)
    return list(groups.values()), total


def pages(span: Window) -> Iterator[list[Line]]:
    """All outages and planned work of that span, oldest first; what was none, merged or called off is left out.

    Each page is a reading of its own, to be ended by who takes it (`db.session.remove`) before it goes on its way.
    """
    place: Place | None = None
    while True:
        rows = db.session.execute(_page(span, place)).all()
        if rows:
            yield _lines([dict(zip(_FACTS, row, strict=True)) for row in rows])
        if len(rows) < PAGE:
            return
        place = (rows[-1].started_at, rows[-1].id)


def _page(span: Window, place: Place | None) -> Any:
    query = select(*_COLUMNS).where(_in_it(span)).order_by(Outage.started_at, Outage.id).limit(PAGE)
    if place is None:
        return query
    at, outage_id = place
    return query.where(or_(Outage.started_at > at, and_(Outage.started_at == at, Outage.id > outage_id)))


def _in_it(span: Window) -> ColumnElement[bool]:
    goes_on = or_(Outage.resolved_at.is_(None), Outage.resolved_at > span.since)
    counted = and_(Outage.status.not_in(_LEFT_OUT), Outage.merged_into_id.is_(None))
    return and_(Outage.started_at < span.until, goes_on, counted)


def _lines(rows: list[dict[str, Any]]) -> list[Line]:
    spans = [Span(row["id"], row["kind"], row.pop("started_at"), row.pop("resolved_at")) for row in rows]
    times, counts = times_of(spans), behind.figures([span.id for span in spans])
    return [Line(**row, times=times[row["id"]], behind=counts[row["id"]]) for row in rows]


def _groups(span: Window, by: str) -> Iterator[Group]:
    if by == FiguresBy.SERVICE:
        for service in teams.list_services():
            yield Group(service["slug"], service["title"], span)
    else:
        for name in areas.all_provinces():
            yield Group(name, dict.fromkeys(LANGUAGES, name), span)


def _said(words: Message) -> dict[str, str]:
    return {language: say(words, language) for language in LANGUAGES}


def _keys(line: Line, by: str) -> list[str]:
    if by == FiguresBy.SERVICE:
        return line.services
    return areas.provinces(line.areas) or [NOWHERE]
