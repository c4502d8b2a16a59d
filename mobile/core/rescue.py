"""A damaged file: moved aside, and whatever can still be read of what was typed is carried into the new one."""

import contextlib
import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from mobile.core.database import Database, told
from mobile.core.errors import StorageError

_log = logging.getLogger(__name__)

_SUFFIXES = ("", "-wal", "-shm")
_TYPED = {
    "outbox": "id, kind, ticket_id, body, typed, state, attempts, next_attempt_at, error, created_at",
    "drafts": "id, kind, ticket_id, typed, saved_at",
    "sent": "id, ticket_id",
}


def move_aside(path: Path) -> Path:
    """The damaged file under a new name next to the old, its log file with it."""
    number = 1
    while path.with_name(f"{path.name}.broken-{number}").exists():
        number += 1
    aside = path.with_name(f"{path.name}.broken-{number}")
    for suffix in _SUFFIXES:
        with contextlib.suppress(FileNotFoundError):
            Path(f"{path}{suffix}").rename(f"{aside}{suffix}")
    _log.error("the phone's memory was damaged and starts again")
    return aside


def carry_over(aside: Path, database: Database) -> int:
    """Copies the readable rows of what was typed; how many submissions and drafts that were."""
    copied = {table: _copy(aside, database, table, columns) for table, columns in _TYPED.items()}
    return copied["outbox"] + copied["drafts"]


def _copy(aside: Path, database: Database, table: str, columns: str) -> int:
    marks = ", ".join("?" for _ in columns.split(","))
    count = 0
    for row in _readable(aside, f"SELECT {columns} FROM {table}"):  # noqa: S608 - names from the table above
        with contextlib.suppress(StorageError), database.write() as db:
            db.execute(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})", tuple(row))  # noqa: S608
            count += 1
    return count


def _readable(aside: Path, query: str) -> Iterator[tuple[object, ...]]:
    """Rows until the first that cannot be read."""
    with contextlib.suppress(StorageError), told():
        connection = sqlite3.connect(aside, isolation_level=None)
        with contextlib.closing(connection):
            yield from connection.execute(query)
