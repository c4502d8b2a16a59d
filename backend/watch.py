"""Watching the database for what other processes committed, so that memories are right within a second.

On SQLite by `PRAGMA data_version`, on PostgreSQL by LISTEN; while neither can be asked the watch is not `fresh`, and
whoever keeps a memory must ask the database instead.
"""

import threading
import time
from collections.abc import Callable

import psycopg
import structlog
from flask import Flask, current_app
from sqlalchemy import text
from sqlalchemy.engine import make_url

from backend import db
from backend.config import Config

CHANNEL = "doorgeven"
EVERY = 0.25
"""Seconds between two looks on SQLite; the longest wait for a notification on PostgreSQL."""
STALE_AFTER = 1.0
AT_MOST_EVERY = 0.1
"""Seconds between two refreshes on PostgreSQL: what a busy hour commits in between is read at once."""
_NOTIFY = text(f"NOTIFY {CHANNEL}")
log = structlog.get_logger()


class Watch:
    """One thread that runs `callbacks`, inside an app context, whenever the database may have changed."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._config: Config = app.extensions["doorgeven.config"]
        self._callbacks: list[Callable[[], None]] = []
        self._checked_at = float("-inf")
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def on_change(self, callback: Callable[[], None]) -> None:
        """Adds a callback; each also runs once when the watch begins, or begins again."""
        self._callbacks.append(callback)

    @property
    def fresh(self) -> bool:
        """Whether memories may be trusted: the last look is less than a second ago."""
        return time.monotonic() - self._checked_at < STALE_AFTER

    def start(self) -> None:
        """Begins watching, in a thread that ends with the process."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Ends the thread."""
        self._stop.set()
        if self._thread:
            self._thread.join(5)

    def _run(self) -> None:
        look = self._look_at_sqlite if self._config.is_sqlite else self._listen
        while not self._stop.is_set():
            try:
                look()
            except Exception as error:  # noqa: BLE001 - the edge of a thread: it must go on
                log.warning("watch", error=type(error).__name__)
            self._checked_at = float("-inf")
            self._stop.wait(1)

    def _look_at_sqlite(self) -> None:
        path = make_url(self._config.database_url).database
        connection = db.sqlite_module().connect(path, timeout=5)
        try:
            seen = None
            while not self._stop.is_set():
                version = connection.execute("PRAGMA data_version").fetchone()
                if version != seen:
                    self._refresh()
                    seen = version
                self._checked_at = time.monotonic()
                self._stop.wait(EVERY)
        finally:
            connection.close()

    def _listen(self) -> None:
        address = self._config.database_url.replace("+psycopg", "", 1)
        with psycopg.connect(address, autocommit=True, connect_timeout=5) as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            changed = True
            while not self._stop.is_set():
                if changed:
                    self._refresh()
                # Asking proves that the connection lives: a dead one would just stay silent.
                connection.execute("SELECT 1")
                self._checked_at = time.monotonic()
                changed = any(True for _ in connection.notifies(timeout=EVERY, stop_after=1))
                if changed:
                    self._stop.wait(AT_MOST_EVERY)
                    # What was said meanwhile, the coming refresh finds.
                    list(connection.notifies(timeout=0))

    def _refresh(self) -> None:
        with self._app.app_context():
            for callback in self._callbacks:
                callback()


def watch() -> Watch:
    """The running app's watch."""
    found: Watch = current_app.extensions["doorgeven.watch"]
    return found


def notify() -> None:
    """Inside `db.write`: tells other processes at the commit; on SQLite they see the file change by themselves."""
    if db.is_postgresql():
        db.execute(_NOTIFY)
