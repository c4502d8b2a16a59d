"""Turns of the processes that write one SQLite file.

SQLite itself sleeps and tries again, which starved the worker for up to 5 s beside a busy server.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_GATE, _FLOOR = 0, 1


class Turns:
    """Two locks in a file beside the database's.

    Whoever waits holds the gate, so that whoever just wrote cannot go first again; a killed process lets go of both.
    """

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + "-turns")
        self._file: BinaryIO | None = None

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """Be the process that writes; called by one thread at a time."""
        if self._file is None:
            try:
                self._file = self._path.open("ab")
            except OSError:
                # A folder that is not there or not ours: SQLite will say so, in its own words.
                yield
                return
        handle = self._file.fileno()
        fcntl.lockf(handle, fcntl.LOCK_EX, 1, _GATE)
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX, 1, _FLOOR)
        finally:
            fcntl.lockf(handle, fcntl.LOCK_UN, 1, _GATE)
        try:
            yield
        finally:
            fcntl.lockf(handle, fcntl.LOCK_UN, 1, _FLOOR)
