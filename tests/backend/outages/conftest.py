"""What tests of outages by the clock build on."""

from collections.abc import Callable

import pytest
from flask import Flask

from backend import db
from backend.outages import services as outages
from tests.backend.tickets.at import Set, frozen

Look = Callable[[], int]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Set:
    return frozen(monkeypatch)


@pytest.fixture
def look(app: Flask) -> Look:
    """A worker's looks at the clock until nothing is due; how many there were."""

    def look() -> int:
        looks = 0
        with app.app_context():
            while outages.anything_by_the_clock():
                db.session.rollback()
                db.write(outages.look_at_the_clock)
                looks += 1
                assert looks < 10, "what is due stays due"
            db.session.rollback()
        return looks

    return look
