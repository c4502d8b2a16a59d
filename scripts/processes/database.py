"""Whether the database that is set can be used; where not, one sentence and exit status 1."""

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeVar

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from backend.config import Config
from backend.errors import Misconfigured

T = TypeVar("T")
NOT_SET_UP = (
    "The database is not set up, or is of another version: run `./scripts/serve --migrate`, "
    "or `.venv/bin/flask --app backend.app db upgrade`."
)


def settings() -> Config:
    """The settings of the environment; exits where one is wrong."""
    try:
        return Config.from_env()
    except Misconfigured as wrong:
        raise SystemExit(str(wrong)) from None


def check(config: Config) -> None:
    """Exits where the database cannot be reached, or lacks a migration."""
    if _file_is_missing(config):
        raise SystemExit(NOT_SET_UP)
    if _pending(config):
        raise SystemExit(NOT_SET_UP)


def migrate(config: Config) -> None:
    """Brings the database up to date; exits where that fails. No connection stays open: this process may be copied."""
    from alembic import command
    from flask import current_app

    from backend.cli import MIGRATIONS

    _check_folder(config)

    def upgrade() -> None:
        command.upgrade(current_app.extensions["migrate"].migrate.get_config(str(MIGRATIONS)), "head")

    _within(config, upgrade)


def _pending(config: Config) -> bool:
    from backend.health import pending_migrations

    return _within(config, pending_migrations)


def _within(config: Config, ask: Callable[[], T]) -> T:
    """What is asked of the database; exits where it cannot be."""
    from alembic.util import CommandError

    from backend.app import create_app
    from backend.db import extension

    try:
        app = create_app(config)
        with app.app_context():
            try:
                return ask()
            finally:
                extension.session.remove()
                extension.engine.dispose()
    except SQLAlchemyError as error:
        _stop((str(getattr(error, "orig", None) or error).strip().splitlines() or [type(error).__name__])[0])
    except (ValueError, RuntimeError, CommandError) as error:
        _stop(str(error))


def _check_folder(config: Config) -> None:
    file = _file(config)
    if file is not None and not file.parent.is_dir():
        _stop(f"there is no folder {file.parent}")


def _file_is_missing(config: Config) -> bool:
    _check_folder(config)
    file = _file(config)
    return file is not None and not file.exists()


def _file(config: Config) -> Path | None:
    if not config.is_sqlite:
        return None
    name = make_url(config.database_url).database
    return Path(name) if name and name != ":memory:" else None


def _stop(reason: str) -> NoReturn:
    raise SystemExit(f"The database cannot be used ({reason.strip().rstrip('.')}); check DATABASE_URL.")
