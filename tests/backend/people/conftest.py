"""What tests of commands about people share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from backend import db
from backend.accounts.models import Person


@pytest.fixture
def run(app: Flask) -> Callable[..., Result]:
    """Runs `flask person ...`; a traceback fails the test."""

    def run(*words: str, fails: bool = False) -> Result:
        result = app.test_cli_runner().invoke(args=["person", *words])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert (result.exit_code == 1) is fails, result.output
        return result

    return run


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., str]:
    """A CSV file of these lines."""

    def file(*lines: str) -> str:
        path = tmp_path / "people.csv"
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return str(path)

    return file


@pytest.fixture
def person(app: Flask) -> Callable[[str], Person]:
    """An account as it is now."""

    def person(email: str) -> Person:
        with app.app_context():
            found = db.session.query(Person).filter_by(email=email).one()
            assert isinstance([team.slug for team in found.teams], list)
            return found

    return person
