"""A period as CSV: the same as the API's JSON, a line a group, a day or an outage."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from backend.figures import telling
from backend.figures.models import OutageCounted
from backend.figures.services.periods import Group, Tickets
from backend.tickets.spreadsheet import MARK, cell, written
from shared.vocabulary import LANGUAGES

_FIGURES = tuple(telling.tickets(Tickets()))
_Line = dict[str, Any]


def of_tickets(found: dict[Group, Tickets], separator: str) -> Iterator[str]:
    """A line for each team and service."""
    rows = (
        {"team": team, "service": service, **telling.tickets(one)} for (team, service), one in sorted(found.items())
    )
    yield from _lines(("team", "service", *_FIGURES), ([row] for row in rows), separator)


def of_days(days: Iterable[tuple[dt.date, dict[Group, Tickets]]], separator: str) -> Iterator[str]:
    """A line for each day, team and service, a day at a time."""
    pages = (
        [
            {"day": day.isoformat(), "team": team, "service": service, **telling.tickets(one)}
            for (team, service), one in sorted(found.items())
        ]
        for day, found in days
    )
    yield from _lines(("day", "team", "service", *_FIGURES), pages, separator)


def of_outages(pages: Iterable[list[OutageCounted]], separator: str, let_go: Callable[[], None]) -> Iterator[str]:
    """A line for each outage, a page at a time; `let_go` is called before each is handed over."""

    def rows() -> Iterator[list[_Line]]:
        for page in pages:
            told = [_outage(row) for row in page]
            let_go()
            yield told

    yield from _lines(_OUTAGE, rows(), separator)


_OUTAGE = (
    *("id", "kind", "status", "impact", *(f"title_{code}" for code in LANGUAGES), "services", "regions"),
    *("started_at", "declared_at", "resolved_at"),
    *(f"seconds_{name}" for name in ("to_detect", "to_declare", "to_acknowledge", "to_resolve")),
    *("updates", "promised", "kept", "customers", "works", "still_broken", "reached", "seen"),
)


def _outage(row: OutageCounted) -> _Line:
    told = telling.outage(row)
    titles = {f"title_{code}": told["title"][code] for code in LANGUAGES}
    return {**told, **titles, **{name: ", ".join(told[name]) for name in ("services", "regions")}}


def _lines(names: Iterable[str], pages: Iterable[list[_Line]], separator: str) -> Iterator[str]:
    heading = MARK + written([names := list(names)], separator)
    for page in chain(pages, [[]]):
        if heading or page:
            yield heading + written([[cell(row[name]) for name in names] for row in page], separator)
        heading = ""
