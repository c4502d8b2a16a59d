"""The database: how a session begins, and the one way to write (`write`), durable when it returns."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import Context, ContextVar
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import orjson
from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import Connection, CursorResult, Engine, Executable, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from backend.config import Config
from backend.errors import Unavailable
from backend.group_commit import Job, Line
from backend.model import Model, UtcDateTime

__all__ = [
    "Model",
    "UtcDateTime",
    "before_commit",
    "compared",
    "execute",
    "extension",
    "init_app",
    "is_postgresql",
    "on_commit",
    "part",
    "rehearse",
    "session",
    "snapshot",
    "sqlite_module",
    "unavailable",
    "write",
]

T = TypeVar("T")
_Effects = list[Callable[[], None]]

WAL_RESET_FIXED_IN = (3, 51, 3)
"""SQLite 3.7.0 to 3.51.2 can corrupt a WAL database that is reset while another connection begins to write."""

_WRITES = "doorgeven_writes"
_TRIES = 5
_BY_HAND = ("ticket_fts", "ix_ticket_search_terms")
_RETRYABLE = {"40001", "40P01", "23505"}
"""PostgreSQL: serialization failure, deadlock, unique violation (a twin was first: the second run sees it)."""


class _Rehearsed(Exception):
    """Ends a rehearsal, so that all of it is undone."""


class _Session(Session):
    """A session that, where several changes share a commit, stands on their connection, within a savepoint."""

    def get_bind(self, *args: Any, **kwargs: Any) -> Engine | Connection:
        """The connection that is shared just now, else the engine."""
        return _shared.get() or super().get_bind(*args, **kwargs)


_shared: ContextVar[Connection | None] = ContextVar("shared", default=None)
extension = SQLAlchemy(
    metadata=Model.metadata, session_options={"class_": _Session, "join_transaction_mode": "create_savepoint"}
)
session = extension.session


def init_app(app: Flask, config: Config) -> None:
    """Ties the database of `config` to `app`."""
    app.config["SQLALCHEMY_DATABASE_URI"] = config.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _engine_options(config)
    extension.init_app(app)
    if config.is_sqlite:
        app.extensions["doorgeven.line"] = Line(partial(_make_together, app), _file(config))
    with app.app_context():
        if config.is_sqlite:
            _prepare_sqlite(extension.engine)


def write(change: Callable[[], T]) -> T:
    """Runs `change` in one transaction and returns its answer when that is durable; the only way to write.

    `change` uses `db.session`, has no effect outside the database, and may run again if another writer was in the
    way, so what it returns must be plain data. Raises what `change` raises (and nothing is kept), or Unavailable.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    tries = 0
    while True:
        tries += 1
        try:
            return _write_once(app, change)
        except (DBAPIError, StaleDataError) as error:
            if tries >= _TRIES or not _may_retry(error):
                raise
            time.sleep(0.01 * tries)


def rehearse(change: Callable[[], object]) -> None:
    """Runs `change` as `write` would, to its last statement, and keeps nothing of it; raises what `change` raises."""

    def undone() -> None:
        change()
        session.flush()
        _last_statements()
        raise _Rehearsed

    with suppress(_Rehearsed):
        write(undone)


@contextmanager
def part() -> Iterator[None]:
    """Inside `write`: what is done in here is undone by itself where it raises, with what it noted for the commit."""
    info = session().info
    before = {key: _copied(value) for key, value in info.items()}
    try:
        with session.begin_nested():
            yield
    except BaseException:
        info.clear()
        info.update(before)
        raise


def on_commit(effect: Callable[[], None]) -> None:
    """Inside `write`: `effect` runs once the transaction is durable, to refresh this process's memories."""
    session().info.setdefault("on_commit", []).append(effect)


def before_commit(last: Callable[[], None], *, at_the_end: bool = False) -> None:
    """Inside `write`: `last` runs as the transaction's last statements, once however often it is asked for.

    `at_the_end` is for what takes a lock that everybody waits for: it comes after all the others.
    """
    wanted: dict[Callable[[], None], bool] = session().info.setdefault("before_commit", {})
    wanted[last] = at_the_end


def execute(statement: Executable, values: Mapping[str, Any] | Sequence[Mapping[str, Any]] = ()) -> CursorResult[Any]:
    """What `statement` gives in this transaction, for what all who write wait for: no objects, nothing flushed first.

    A statement that is made once and gets its `values` here costs a third of one that is made anew.
    """
    return session.connection().execute(statement, values or None)


def _copied(noted: Any) -> Any:
    """Notes are containers of what stays as it is."""
    if isinstance(noted, dict):
        return {key: _copied(value) for key, value in noted.items()}
    return noted.copy() if isinstance(noted, list | set) else noted


def is_postgresql() -> bool:
    """Whether this app's database is PostgreSQL."""
    config: Config = current_app.extensions["doorgeven.config"]
    return not config.is_sqlite


def snapshot() -> None:
    """Begins this request's reading so that all of it sees one moment, on PostgreSQL as on SQLite."""
    session.rollback()
    if is_postgresql():
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def _file(config: Config) -> Path | None:
    name = make_url(config.database_url).database
    return Path(name) if name and name != ":memory:" else None


def _write_once(app: Flask, change: Callable[[], T]) -> T:
    line: Line | None = app.extensions.get("doorgeven.line")
    if line is None:
        return Context().run(_make_alone, app, change)
    answer: T = line.make(change)
    return answer


def _make_together(app: Flask, jobs: Sequence[Job]) -> None:
    """Makes the changes of several in one transaction; one that fails takes nothing of the others' along."""
    if len(jobs) > 1 and Context().run(_made_together, app, jobs):
        return
    for job in jobs:
        try:
            job.settle(Context().run(_make_alone, app, job.change))
        except Exception as error:  # noqa: BLE001 - raised again where it was asked for
            job.settle(error=error)


def _make_alone(app: Flask, change: Callable[[], T]) -> T:
    # In a context of its own: what a change reads of a request could be another's.
    with app.app_context():
        session.connection(execution_options={_WRITES: True})
        answer, effects = _make(change)
        for effect in effects:
            effect()
        return answer


def _made_together(app: Flask, jobs: Sequence[Job]) -> bool:
    """False where the database itself failed: all of it is undone then, and each must be made by itself."""
    made: list[tuple[Job, Any, _Effects]] = []
    failed: list[tuple[Job, Exception]] = []
    try:
        with app.app_context(), extension.engine.connect().execution_options(**{_WRITES: True}) as connection:
            _shared.set(connection)
            with connection.begin():
                for job in jobs:
                    try:
                        with app.app_context():
                            made.append((job, *_make(job.change)))
                    except (IntegrityError, StaleDataError) as error:
                        failed.append((job, error))
                    except DBAPIError:
                        raise
                    except Exception as error:  # noqa: BLE001 - raised again where it was asked for
                        failed.append((job, error))
    except DBAPIError:
        return False
    finally:
        _shared.set(None)
    for job, why in failed:
        job.settle(error=why)
    with app.app_context():
        for job, answer, effects in made:
            try:
                for effect in effects:
                    effect()
                job.settle(answer)
            except Exception as error:  # noqa: BLE001 - raised again where it was asked for
                job.settle(error=error)
    return True


def _make(change: Callable[[], T]) -> tuple[T, _Effects]:
    """Makes it and commits it: as a transaction, or as a part of one that is shared."""
    answer = change()
    session.flush()
    _last_statements()
    effects: _Effects = session().info.pop("on_commit", [])
    session.commit()
    return answer, effects


def _last_statements() -> None:
    wanted: dict[Callable[[], None], bool] = session().info.pop("before_commit", {})
    for last in sorted(wanted, key=wanted.__getitem__):
        last()


def _may_retry(error: DBAPIError | StaleDataError) -> bool:
    if isinstance(error, StaleDataError):
        return True
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return state in _RETRYABLE
    text = str(error.orig)
    if isinstance(error, IntegrityError):
        return "UNIQUE" in text
    return isinstance(error, OperationalError) and ("locked" in text or "busy" in text)


def compared(_object: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    """Whether Alembic compares a table or index with the models: full text's are each database's own, made by hand."""
    return not (kind in ("table", "index") and (name or "").startswith(_BY_HAND))


def unavailable(error: DBAPIError) -> Unavailable:
    """The domain's word for a database that cannot be reached or written."""
    if "full" in str(error.orig):
        return Unavailable("The server's disk is full; nothing was kept of this request. Try again later.")
    return Unavailable("The database does not answer; nothing was kept of this request. Try again in a moment.")


def _engine_options(config: Config) -> dict[str, Any]:
    # Parameters hold what people wrote: they stay out of error texts, which end in logs.
    options: dict[str, Any] = {
        "hide_parameters": True,
        "json_serializer": lambda value: orjson.dumps(value).decode(),
        "json_deserializer": orjson.loads,
    }
    if config.is_sqlite:
        # `timeout` is how long a writer of another process is waited for, in seconds.
        options |= {"module": sqlite_module(), "connect_args": {"timeout": 30, "check_same_thread": False}}
        options |= {"pool_size": 40, "max_overflow": 100}
    else:
        options |= {"pool_pre_ping": True, "pool_size": 20, "max_overflow": 40, "connect_args": {"connect_timeout": 5}}
    return options


def sqlite_module() -> Any:
    """The standard library's SQLite where it is new enough, else pysqlite3's own."""
    if sqlite3.sqlite_version_info >= WAL_RESET_FIXED_IN:
        return sqlite3
    from pysqlite3 import dbapi2  # noqa: PLC0415 - not needed where the first answer holds

    return dbapi2


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
