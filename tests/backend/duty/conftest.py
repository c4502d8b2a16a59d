"""Several managers, what they are mailed, and a worker's look at whose turn it is."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from backend import db
from backend.accounts import services as accounts
from backend.duty import services as duty
from backend.letters import Letter
from shared.vocabulary import AlertKind
from tests.backend.client import Client
from tests.backend.tickets.at import Set, frozen

NAMES = ("anna", "bram", "carla")


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Set:
    set_to = frozen(monkeypatch)
    set_to("2026-06-01 06:00")
    return set_to


@pytest.fixture
def managers(app: Flask) -> dict[str, str]:
    """Three more managers, by first name: their ids; Bram reads English."""
    with app.app_context():
        return {
            name: db.write(
                lambda name=name: (
                    accounts.add_person(
                        f"{name}@example.org", name.title(), "manager", language="en" if name == "bram" else "nl"
                    ).id
                )
            )
            for name in NAMES
        }


@pytest.fixture
def on_duty(manager: Client, managers: dict[str, str]) -> Callable[..., None]:
    def set_to(*names: str) -> None:
        etag = manager.get("/duty").headers["ETag"]
        answer = manager.call("PUT", "/duty", {"people": [managers[name] for name in names]}, If_Match=etag)
        assert answer.status_code == 200, answer.text

    return set_to


@pytest.fixture
def alarm(app: Flask) -> Callable[..., str | None]:
    """Raises an alert about a ticket of team internet, as features do; its id."""

    def alarm(key: str = "one", kind: AlertKind = AlertKind.ESCALATED, subjects: Any = None) -> str | None:
        about = subjects or [duty.Subject("ticket", f"ticket-{key}", "DG-4K7-P2M", "internet")]
        title = {"nl": "DG-4K7-P2M duurt te lang", "en": "DG-4K7-P2M takes too long"}
        lines = {"nl": ["Geen eerste reactie."], "en": ["No first response."]}

        def raise_it() -> str | None:
            made = duty.raise_alert(kind, key, title, lines, about, ["internet"])
            return made.id if made else None

        with app.app_context():
            return db.write(raise_it)

    return alarm


@pytest.fixture
def look(app: Flask) -> Callable[[], None]:
    """A worker's look at whose turn it is, until nothing is left."""

    def look() -> None:
        with app.app_context():
            while duty.any_turn_due():
                db.session.rollback()
                db.write(duty.take_turns)
            db.session.rollback()

    return look


@pytest.fixture
def mailed(app: Flask) -> Callable[[], list[Any]]:
    """Letters written since the last question."""
    seen: set[str] = set()

    def mailed() -> list[Any]:
        with app.app_context():
            rows = [row for row in db.session.query(Letter).order_by(Letter.created_at) if row.id not in seen]
            seen.update(row.id for row in rows)
            db.session.expunge_all()
            return rows

    return mailed


def who(letters: list[Any]) -> list[str]:
    return sorted(letter.address.partition("@")[0] for letter in letters)


def path_of(letter: Any) -> str:
    """Of the letter's link, without the host."""
    found = re.search(r"/d/.+", letter.link)
    assert found is not None
    return found[0]
