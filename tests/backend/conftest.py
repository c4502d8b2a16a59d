"""What backend tests build on: each runs on SQLite and on PostgreSQL, in the demo company, with no tickets."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from backend import db
from backend.accounts import services as accounts
from backend.accounts import tokens
from backend.app import create_app
from tests.backend import passwords, templates
from tests.backend.client import Client
from tests.backend.databases import PostgreSQL, SQLite
from tests.backend.settings import DEMO, settings

passwords.make_cheap()
templates.compile_once()


@pytest.fixture(scope="session")
def servers() -> Iterator[Callable[[str], Any]]:
    """The database servers by name, each started when a test first asks for it."""
    started: dict[str, Any] = {}

    def server(name: str) -> Any:
        if name not in started:
            started[name] = SQLite() if name == "sqlite" else PostgreSQL()
        return started[name]

    yield server
    for one in started.values():
        one.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, servers: Callable[[str], Any]) -> Iterator[str]:
    """The address of a database of this test's own, migrated and seeded."""
    with servers(request.param).fresh() as url:
        yield url


@pytest.fixture
def environment() -> dict[str, str]:
    """Settings beside the database; a test overrides it to have others."""
    return {}


@pytest.fixture
def app(
    database_url: str, environment: dict[str, str], tmp_path: Path, servers: Callable[[str], Any]
) -> Iterator[Flask]:
    app = create_app(settings(database_url, **{"ATTACHMENTS_DIR": str(tmp_path / "attachments"), **environment}))
    app.testing = True
    with app.app_context():
        servers(database_url.partition(":")[0]).statements.share_with(db.extension.engine)
    yield app
    app.extensions["doorgeven.watch"].stop()
    with app.app_context():
        db.session.remove()
        db.extension.engine.dispose()


@pytest.fixture
def sign_in(app: Flask) -> Callable[[str], Client]:
    """Signs somebody in by e-mail address (or by role, for the demo's people), without the cost of a password."""

    def sign_in(who: str) -> Client:
        with app.app_context():
            person = accounts.find_person(DEMO.get(who, who))
            assert person is not None
            pair = db.write(lambda: tokens.begin_family(person))
        return Client(app, pair.access_token)

    return sign_in


@pytest.fixture
def employee(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("employee")


@pytest.fixture
def colleague(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("colleague")


@pytest.fixture
def solver(sign_in: Callable[[str], Client]) -> Client:
    """Of team internet."""
    return sign_in("solver")


@pytest.fixture
def manager(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("manager")


@pytest.fixture
def admin(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("admin")


@pytest.fixture
def api_key(app: Flask) -> Callable[..., Client]:
    """A team's program."""

    def make(team: str = "internet", *rights: str) -> Client:
        with app.app_context():
            secret = db.write(lambda: accounts.make_api_key(team, "program", list(rights))[1])
        return Client(app, secret)

    return make
