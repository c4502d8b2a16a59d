"""How every command tells what goes wrong: one sentence, never a traceback."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from backend.errors import DomainError

P = ParamSpec("P")
T = TypeVar("T")


def told(command: Callable[P, T]) -> Callable[P, T]:
    """A command in the app's context, that tells what goes wrong in one sentence on standard error, exit status 1."""

    @wraps(command)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return command(*args, **kwargs)
        except DomainError as error:
            raise click.ClickException(str(error)) from None
        except DBAPIError as error:
            raise click.ClickException(database_trouble(error)) from None

    in_context: Callable[P, T] = with_appcontext(wrapper)
    return in_context


def database_trouble(error: SQLAlchemyError) -> str:
    """What to do about a database that does not answer as it should."""
    text = str(getattr(error, "orig", error)).strip().splitlines()
    first = text[0] if text else type(error).__name__
    if "no such table" in first or ('relation "' in first and "does not exist" in first):
        return "The database is not set up: run `flask --app backend.app db upgrade`."
    return f"The database cannot be used ({first}); check DATABASE_URL."
