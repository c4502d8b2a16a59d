"""Rows that the worker goes through by itself: one whose work breaks off is left aside, and holds up no other."""

import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

import structlog
from flask import current_app
from sqlalchemy import ColumnElement
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import InstrumentedAttribute

from backend import db

FIRST = 60.0
"""Seconds that a row is left alone after its work broke off; each time twice as long, up to LONGEST."""
LONGEST = 3600.0
MOST = 500
"""Rows that are remembered: of more than that those that were left first are tried again."""
log = structlog.get_logger()


class Row(Protocol):
    """What has an id."""

    @property
    def id(self) -> Any:
        """Its primary key."""


R = TypeVar("R", bound=Row)


class Aside:
    """What broke off lately, in the app's memory: after a start each row is tried again."""

    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def _rows(self) -> dict[Any, tuple[float, float]]:
        """Until when each is left alone, and how long that is; of this app's database."""
        rows: dict[Any, tuple[float, float]] = current_app.extensions.setdefault(f"doorgeven.aside.{self._name}", {})
        return rows

    def each(self, rows: Sequence[R], work: Callable[[R], object]) -> list[R]:
        """Does `work` with each, inside `db.write`; those with which it broke off are undone, logged and given back."""

        def with_all(some: Sequence[R]) -> None:
            for row in some:
                work(row)

        return self.together(rows, with_all)

    def together(self, rows: Sequence[R], work: Callable[[Sequence[R]], object]) -> list[R]:
        """The same where `work` takes many: with all of them, and where that breaks off with one after the other.

        So `work` may see a row twice, the first time for nothing.
        """
        if len(rows) > 1 and self._with_all(lambda: work(rows)):
            return []
        return [row for row in rows if not self.try_one(row.id, lambda row=row: work([row]))]  # type: ignore[misc]

    def try_one(self, key: Any, work: Callable[[], object]) -> bool:
        """Whether `work` went well; where it broke off nothing of it is kept, and `key` is left aside."""
        try:
            with db.part():
                work()
        except (OperationalError, InterfaceError):
            raise  # the database's own trouble, or a row that somebody else has: the whole is tried again
        except Exception:
            # The outermost edge of what the worker does for this row: the others must come.
            log.exception("left aside", of=self._name, id=key)
            self.leave(key)
            return False
        self._rows.pop(key, None)
        return True

    def _with_all(self, work: Callable[[], object]) -> bool:
        try:
            with db.part():
                work()
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:  # noqa: BLE001 - which row it is, and why, is logged when that is alone
            log.warning("one by one", of=self._name, error=type(error).__name__)
            return False
        return True

    def leave(self, key: Any) -> None:
        """Leaves that row alone for a while."""
        rows = self._rows
        _, waited = rows.pop(key, (0.0, FIRST / 2))
        while len(rows) >= MOST:
            del rows[next(iter(rows))]
        pause = min(LONGEST, 2 * waited)
        rows[key] = (time.monotonic() + pause, pause)

    def none_of(self, column: InstrumentedAttribute[Any]) -> tuple[ColumnElement[bool], ...]:
        """Conditions of a query that keep out what is left aside now; most often there are none."""
        at = time.monotonic()
        keys = [key for key, (until, _) in self._rows.items() if until > at]
        return (column.not_in(keys),) if keys else ()
