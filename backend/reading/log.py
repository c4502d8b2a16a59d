"""The way into the log: readings are written by a thread of their own, so that nobody's reading waits for a disk.

Whoever reads waits a moment for its row to be durable, but no longer: where the database takes no writes just now, the
rows wait here and are tried again. What is known to be in the log is remembered for its hour, and costs nothing.
"""

import datetime as dt
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from flask import Flask, current_app
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from backend import db
from backend.errors import DomainError
from backend.reading.models import Reading

WAIT = 0.1
"""Seconds that a reader waits for its rows to be durable, in the worst case."""
RETRY_AFTER = 1.0
MOST_WAITING = 100_000
"""Rows kept while the database takes none; what comes beyond is lost, which a line of the server's log says."""
MOST_KNOWN = 200_000
log = structlog.get_logger()

Row = dict[str, Any]


@dataclass(frozen=True)
class _Batch:
    rows: Sequence[Row]
    written: threading.Event = field(default_factory=threading.Event)


class ReadingLog:
    """One a process; its thread is there only while something waits."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._lock = threading.Lock()
        self._waiting: deque[_Batch] = deque()
        self._known: set[tuple[str, str]] = set()
        self._hour: dt.datetime | None = None
        self._thread: threading.Thread | None = None

    def unknown(self, rows: Sequence[Row]) -> list[Row]:
        """Those of `rows` that are not known to be in the log already."""
        with self._lock:
            return [row for row in rows if row["hour"] != self._hour or _key(row) not in self._known]

    def remember(self, rows: Sequence[Row]) -> None:
        """They are in the log now, durably."""
        with self._lock:
            for row in rows:
                if self._hour != row["hour"] or len(self._known) >= MOST_KNOWN:
                    self._hour, self._known = row["hour"], set()
                if row["ticket_id"]:  # each export is one of its own
                    self._known.add(_key(row))

    def add(self, rows: Sequence[Row]) -> None:
        """Writes what is not known yet, and waits for it as long as is reasonable."""
        fresh = self.unknown(rows)
        if not fresh:
            return
        batch = _Batch(fresh)
        with self._lock:
            if sum(len(one.rows) for one in self._waiting) + len(fresh) > MOST_WAITING:
                log.error("readings lost", rows=len(fresh))
                return
            self._waiting.append(batch)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="readings", daemon=True)
                self._thread.start()
        batch.written.wait(WAIT)

    def settle(self, seconds: float) -> None:
        """Waits until what came before is written, but no longer than that."""
        with self._lock:
            last = self._waiting[-1] if self._waiting else None
        if last is not None:
            last.written.wait(seconds)

    def _run(self) -> None:
        while True:
            with self._lock:
                batches = list(self._waiting)
                if not batches:
                    self._thread = None
                    return
            rows = [row for batch in batches for row in batch.rows]
            if not self._written(rows):
                threading.Event().wait(RETRY_AFTER)
                continue
            self.remember(rows)
            with self._lock:
                for batch in batches:
                    self._waiting.popleft()
                    batch.written.set()

    def _written(self, rows: Sequence[Row]) -> bool:
        try:
            with self._app.app_context():
                db.write(lambda: insert(rows))
        except (DBAPIError, DomainError) as error:
            log.warning("readings wait", error=type(error).__name__, rows=len(rows))
            return False
        except Exception:
            log.exception("readings wait")  # the edge of a thread: what waits must not be forgotten
            return False
        return True


def insert(rows: Sequence[Row]) -> None:
    """Adds what is not there yet; runs inside `db.write`."""
    make: Callable[[Any], Any] = postgresql.insert if db.is_postgresql() else sqlite.insert
    # In one order for all, so that two who add the same do not wait for each other.
    in_order = sorted(rows, key=lambda row: (row["reader"], row["ticket_id"] or "", row["hour"]))
    db.execute(make(Reading).on_conflict_do_nothing(), in_order)


def reading_log() -> ReadingLog:
    """The running app's."""
    found: ReadingLog = current_app.extensions["doorgeven.readings"]
    return found


def _key(row: Row) -> tuple[str, str]:
    return row["reader"], row["ticket_id"] or ""
