"""An app whose areas are the package's list alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from backend import db
from backend.app import create_app
from tests.backend.settings import settings


@contextmanager
def listed_only(servers: Callable[[str], Any], country: str, server: str = "sqlite") -> Iterator[None]:
    """An app of `country`, with nothing imported."""
    with servers(server).fresh() as url, create_app(settings(url, COUNTRY=country)).app_context():
        yield
        db.session.remove()
        db.extension.engine.dispose()
