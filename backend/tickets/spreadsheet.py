"""Tickets as CSV that spreadsheets open as it was meant: UTF-8 with a mark, quoted, and nothing in it a formula."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from backend.clock import now
from backend.tickets.models import Ticket
from shared.schemas.base import rfc3339
from shared.vocabulary import Separator

MARK = "\ufeff"
"""By which Excel knows UTF-8."""
_STARTS_A_FORMULA = tuple("=+-@\t\r＝＋－＠")
_SIGNS = {Separator.COMMA: ",", Separator.SEMICOLON: ";"}

COLUMNS: dict[str, Callable[[Ticket], Any]] = {
    "reference": lambda row: row.reference,
    "id": lambda row: row.id,
    "kind": lambda row: row.kind,
    "service": lambda row: row.service,
    "description": lambda row: row.description,
    "severity": lambda row: row.severity,
    "priority": lambda row: row.priority,
    "status": lambda row: row.status,
    "status_reason": lambda row: row.status_reason,
    "team": lambda row: row.team_slug,
    "assignee": lambda row: row.assignee.name if row.assignee else None,
    "reporter": lambda row: row.reporter.name,
    # Of the customer no more than lists carry.
    "postcode": lambda row: row.customer_postcode,
    "outage_id": lambda row: row.outage_id,
    "related_to": lambda row: row.related_to,
    "external_id": lambda row: row.external_id,
    "created_at": lambda row: row.created_at,
    "updated_at": lambda row: row.updated_at,
    "status_since": lambda row: row.status_since,
    "first_human_action_at": lambda row: row.first_human_action_at,
    "last_human_action_at": lambda row: row.last_human_action_at,
    "next_update_by": lambda row: row.next_update_by,
    "due_at": lambda row: row.due_at,
    "breached_at": lambda row: row.breached_at,
    "breached": lambda row: row.is_breached(now()),
    "rating": lambda row: row.rating,
    "rating_comment": lambda row: row.rating_comment,
    "rated_at": lambda row: row.rated_at,
}


def chunks(pages: Iterable[list[Ticket]], separator: str, let_go: Callable[[], None]) -> Iterator[str]:
    """The file, a header and then a page at a time; `let_go` is called before each is handed over."""
    heading = MARK + written([COLUMNS], separator)
    for page in pages:
        text = heading + written(([cell(of(row)) for of in COLUMNS.values()] for row in page), separator)
        heading = ""
        let_go()
        yield text
    if heading:
        yield heading


def written(rows: Iterable[Iterable[Any]], separator: str) -> str:
    """Rows of cells as lines of CSV."""
    out = io.StringIO()
    csv.writer(out, delimiter=_SIGNS[Separator(separator)], lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def cell(value: Any) -> Any:
    """A value as a spreadsheet takes it for what it is."""
    if isinstance(value, dt.datetime):
        return rfc3339(value)
    if isinstance(value, bool):
        return str(value).lower()
    # An apostrophe makes a spreadsheet take it as text.
    return f"'{value}" if isinstance(value, str) and value.startswith(_STARTS_A_FORMULA) else value
