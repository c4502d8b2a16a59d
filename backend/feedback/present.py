"""Feedback as the API and a spreadsheet show it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from backend.feedback.models import Feedback
from backend.tickets.spreadsheet import MARK, cell, written
from shared.schemas.base import rfc3339

COLUMNS: dict[str, Callable[[Feedback], Any]] = {
    "created_at": lambda row: row.created_at,
    "by": lambda row: row.person.name,
    "screen": lambda row: row.screen,
    "app_version": lambda row: row.app_version,
    "text": lambda row: row.text,
}


def feedback(row: Feedback) -> dict[str, Any]:
    """FeedbackSchema."""
    return {
        "id": row.id,
        "text": row.text,
        "screen": row.screen,
        "app_version": row.app_version,
        "by": {"id": row.person_id, "name": row.person.name},
        "created_at": rfc3339(row.created_at),
    }


def spreadsheet(pages: Iterable[list[Feedback]], separator: str, let_go: Callable[[], None]) -> Iterator[str]:
    """A header and then a page at a time; `let_go` is called before each is handed over."""
    yield MARK + written([COLUMNS], separator)
    for page in pages:
        text = written(([cell(of(row)) for of in COLUMNS.values()] for row in page), separator)
        let_go()
        yield text
