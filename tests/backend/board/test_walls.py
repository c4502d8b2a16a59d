"""Screens on a wall: made by managers, their link shown once and kept nowhere, ended at once."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from backend import db
from backend.accounts import services as accounts
from backend.accounts.models import Person
from backend.board.walls import services
from backend.errors import NotFound
from tests.backend.client import Client


def make(client: Client, **fields: Any) -> dict[str, Any]:
    answer = client.post("/board/walls", {"label": "Hall, second floor", **fields})
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def token_of(wall: dict[str, Any]) -> str:
    return str(wall["url"].rpartition("/wall/")[2])


def shines(app: Flask, wall: dict[str, Any]) -> bool:
    with app.app_context():
        try:
            return bool(services.find_wall(token_of(wall)).id == wall["id"])
        except NotFound:
            return False


def test_a_manager_makes_a_wall_and_sees_its_link_this_once(app: Flask, manager: Client) -> None:
    wall = make(manager, language="en")
    assert wall["url"].startswith("http://127.0.0.1:8080/wall/")
    assert shines(app, wall)
    (listed,) = manager.get("/board/walls").json["items"]
    assert listed == {name: value for name, value in wall.items() if name != "url"}
    assert (listed["label"], listed["language"], listed["made_by"]["name"]) == (
        "Hall, second floor",
        "en",
        manager.get("/me").json["name"],
    )


def test_the_link_stands_nowhere_in_the_database_and_a_retry_gets_the_same(app: Flask, manager: Client) -> None:
    first = manager.post("/board/walls", {"label": "Hall"}, Idempotency_Key="once")
    assert manager.post("/board/walls", {"label": "Hall"}, Idempotency_Key="once").json == first.json
    assert first.headers["Cache-Control"] == "no-store"
    with app.app_context():
        for table in ("wall", "idempotent_answer", "audit_record"):
            for row in db.session.execute(select(db.Model.metadata.tables[table])):
                assert token_of(first.json) not in str(tuple(row)), table


def test_an_ended_wall_shows_nothing_and_both_acts_are_on_record(app: Flask, manager: Client, admin: Client) -> None:
    wall, other = make(manager), make(manager, label="Canteen")
    assert manager.delete(f"/board/walls/{wall['id']}").status_code == 200
    assert (shines(app, wall), shines(app, other)) == (False, True)
    assert manager.delete(f"/board/walls/{wall['id']}").status_code == 404
    done = [(row["action"], row["subject"]) for row in admin.get("/audit").json["items"]]
    assert done[:3] == [
        ("wall.ended", f"wall:{wall['id']}"),
        ("wall.made", f"wall:{other['id']}"),
        ("wall.made", f"wall:{wall['id']}"),
    ]


def test_a_wall_goes_dark_when_its_maker_is_no_manager_any_more(app: Flask, manager: Client) -> None:
    wall = make(manager)
    with app.app_context():

        def demote() -> None:
            person = accounts.find_person("manager@example.org")
            assert person is not None
            db.session.get_one(Person, person.id).role = "solver"

        db.write(demote)
    assert not shines(app, wall)


@pytest.mark.parametrize("role", ["employee", "solver", "admin"])
def test_others_make_see_and_end_none(app: Flask, manager: Client, sign_in, role: str) -> None:
    wall, other = make(manager), sign_in(role)
    assert other.get("/board/walls").status_code == 403
    assert other.post("/board/walls", {"label": "Mine"}).status_code == 403
    assert other.delete(f"/board/walls/{wall['id']}").status_code == 403
    assert shines(app, wall)


def test_there_are_not_more_walls_than_anybody_can_look_at(manager: Client, monkeypatch) -> None:
    monkeypatch.setattr(services, "MOST", 1)
    make(manager)
    assert manager.post("/board/walls", {"label": "One more"}).status_code == 409


@pytest.mark.parametrize("label", [None, "", " ", "x" * 81, "a\x00b"])
def test_a_wall_needs_a_label_that_can_be_shown(manager: Client, label: str | None) -> None:
    assert manager.post("/board/walls", {"label": label}).status_code == 422
