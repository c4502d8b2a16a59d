"""A day with an outage in it, by the clock on the wall."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from backend import db
from backend.outages import services as outages
from tests.backend.tickets.at import Set, frozen
from tests.backend.tickets.at import moment as wall


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Set:
    set_to = frozen(monkeypatch)
    set_to("2026-06-01 06:00")
    return set_to


@pytest.fixture
def suspect(app: Flask, at: Set) -> Callable[..., str]:
    """What detection does; the outage's id."""

    def suspect(since: str, **more: Any) -> str:
        seen = {"areas": ["3511"], "services": ["internet"], "since": wall(since), **more}
        with app.app_context():
            return db.write(lambda: outages.suspect(**seen)[0].id)

    return suspect
