"""What tests of figures share: the worker's part done at once, and the board's answers."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from backend import db
from backend.figures import services
from tests.backend.tickets.at import Set, frozen


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Set:
    return frozen(monkeypatch)


@pytest.fixture
def counted(app: Flask) -> Callable[[], int]:
    """Counts what is left to count; how many batches it took."""

    def counted() -> int:
        with app.app_context():
            batches = services.catch_up()
            db.session.remove()
            return batches

    return counted


@pytest.fixture
def recount(app: Flask) -> Callable[[], Any]:
    """All counted again, and compared."""

    def recount() -> Any:
        with app.app_context():
            found = services.recount()
            db.session.remove()
            return found

    return recount
