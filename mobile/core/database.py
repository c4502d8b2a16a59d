"""One SQLite file: private, durable at each commit, shared by the app's threads, its errors in the app's words."""

import contextlib
import json
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from mobile.core.errors import StorageBroken, StorageError, StorageFull, StorageNewer
from mobile.core.folding import folded, stamp, ticket_words
from mobile.core.private_files import private_folder, touch_privately
from mobile.core.schema import MIGRATIONS

_BROKEN = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class Database:
    """One connection behind a lock: a reader waits for a writer's fsync, never for the network."""

    def __init__(self, path: Path) -> None:
        """Opens or makes the file; raises StorageBroken for one that is damaged, StorageError otherwise."""
        self._lock = threading.RLock()
        self._open = True
        self._path = path
        private_folder(path.parent)
        touch_privately(path)
        self._file = path.stat().st_ino
        with told():
            self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
            self._connection.row_factory = sqlite3.Row
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    @contextlib.contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """The connection, for reading; raises StorageError."""
        with self._lock, told():
            yield self._usable()

    @contextlib.contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction, durable when the block ends, undone when it raises; inside another it is part of that."""
        with self._lock, told():
            connection = self._usable()
            if connection.in_transaction:
                yield connection
                return
            if not self.is_there():
                raise StorageError("wiped")
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                _undo(connection)
                raise

    def is_there(self) -> bool:
        """False once another window of the app signed out: what is written to a deleted file is kept by nobody."""
        try:
            return self._path.stat().st_ino == self._file
        except OSError:
            return False

    def forget_traces(self) -> None:
        """Empty the log file, so that what was deleted is not left in it."""
        with self._lock, told():
            self._usable().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Every later use raises StorageError."""
        with self._lock:
            self._open = False
            self._connection.close()

    def _usable(self) -> sqlite3.Connection:
        if not self._open:
            raise StorageError("closed")
        return self._connection

    def _prepare(self) -> None:
        with told():
            run = self._connection.execute
            if run("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise StorageBroken("quick_check")
            run("PRAGMA journal_mode=WAL").fetchone()
            run("PRAGMA synchronous=FULL")
            # What is removed on the server's word, or by signing out, is overwritten and not only unlinked.
            run("PRAGMA secure_delete=ON").fetchone()
            _teach(self._connection)
        with self.write() as connection:
            _migrate(connection)


def _teach(connection: sqlite3.Connection) -> None:
    """What the schema's steps call of Python, to fill in what an older file lacks."""
    connection.create_function("folded", 1, folded, deterministic=True)
    connection.create_function("ticket_words", 1, lambda body: ticket_words(json.loads(body)), deterministic=True)
    connection.create_function("stamp", 1, stamp, deterministic=True)


def _undo(connection: sqlite3.Connection) -> None:
    # A full disk has SQLite roll back by itself.
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _migrate(connection: sqlite3.Connection) -> None:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(MIGRATIONS):
        raise StorageNewer("made by a newer app")
    for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
        # Not executescript: it would commit before it begins.
        for statement in script.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")


@contextlib.contextmanager
def told() -> Iterator[None]:
    """SQLite's errors as the app's."""
    try:
        yield
    except sqlite3.Error as error:
        raise _named(error) from None


def _named(error: sqlite3.Error) -> StorageError:
    # sqlite3.ProgrammingError has no code.
    code = getattr(error, "sqlite_errorcode", None) or 0
    if code & 0xFF == sqlite3.SQLITE_FULL:
        return StorageFull("full")
    if code & 0xFF in _BROKEN:
        return StorageBroken(error.sqlite_errorname)
    return StorageError(getattr(error, "sqlite_errorname", type(error).__name__))
