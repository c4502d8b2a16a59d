"""Keys of a team's programs: made and ended by people, the secret shown once and kept nowhere in clear."""

import sqlalchemy as sa
from flask import Flask

from backend import db
from tests.backend.client import Client


def everything(app: Flask) -> str:
    """All that the database holds, as text."""
    with app.app_context(), db.extension.engine.connect() as connection:
        tables = sa.inspect(connection).get_table_names()
        rows = [row for name in tables for row in connection.execute(sa.text(f'SELECT * FROM "{name}"'))]  # noqa: S608
    return "\n".join(str([bytes(v) if isinstance(v, memoryview) else v for v in row]) for row in rows)


def test_a_key_opens_at_once_and_when_ended_nothing(app: Flask, solver: Client) -> None:
    made = solver.post("/teams/internet/keys", {"name": "Ticket system"})
    assert made.status_code == 201
    program = Client(app, made.json["secret"])
    assert program.get("/tickets").status_code == 200
    (listed,) = solver.get("/teams/internet/keys").json["items"]
    assert "secret" not in listed
    assert (listed["name"], listed["revoked_at"]) == ("Ticket system", None)
    assert listed["last_used_at"] is not None
    ended = solver.delete(f"/teams/internet/keys/{listed['id']}")
    assert ended.json["revoked_at"] is not None
    assert program.get("/tickets").status_code == 401
    assert solver.delete(f"/teams/internet/keys/{listed['id']}").json == ended.json


def test_a_retry_gets_the_same_secret_and_the_database_holds_none(app: Flask, solver: Client) -> None:
    for path, body in (("keys", {"name": "x"}), ("endpoints", {"url": "http://127.0.0.1:9/hook"})):
        first, again = (solver.post(f"/teams/internet/{path}", body, Idempotency_Key="retry") for _ in range(2))
        assert first.json["secret"] == again.json["secret"]
        assert first.json == again.json
        assert first.headers["Cache-Control"] == "no-store"
        assert not any("Shown" in name for name in dict(first.headers))
        with app.app_context():
            kept = db.session.execute(sa.text("SELECT body, headers FROM idempotent_answer")).all()
        assert kept
        assert first.json["secret"] not in str([(bytes(row[0]), row[1]) for row in kept])
    key = solver.post("/teams/internet/keys", {"name": "y"}).json["secret"]
    assert key not in everything(app)


def test_a_rotated_secret_is_the_same_at_a_retry(solver: Client) -> None:
    made = solver.post("/teams/internet/endpoints", {"url": "http://127.0.0.1:9/hook"}).json
    path = f"/teams/internet/endpoints/{made['id']}/rotate"
    first, again = (solver.post(path, {}, Idempotency_Key="rotate") for _ in range(2))
    assert first.json["secret"] == again.json["secret"] != made["secret"]


def test_a_secret_is_not_told_wrong_after_secret_key_changed(app: Flask, solver: Client) -> None:
    import dataclasses

    body = {"name": "x"}
    assert "secret" in solver.post("/teams/internet/keys", body, Idempotency_Key="one").json
    config = app.extensions["doorgeven.config"]
    app.extensions["doorgeven.config"] = dataclasses.replace(config, secret_key="another one by now")
    answer = solver.post("/teams/internet/keys", body, Idempotency_Key="one")
    assert answer.status_code == 201
    assert "secret" not in answer.json


def test_rights_are_a_managers_to_give(app: Flask, solver: Client, manager: Client) -> None:
    wanted = {"name": "Monitoring", "rights": ["outages"]}
    assert solver.post("/teams/internet/keys", wanted).status_code == 403
    made = manager.post("/teams/internet/keys", wanted)
    assert made.json["rights"] == ["outages"]
    outage = {"title": "Storing", "services": ["tv"], "areas": ["NL"], "impact": "major"}
    assert Client(app, made.json["secret"]).post("/outages", outage).status_code == 201
    assert manager.post("/teams/internet/keys", {"name": "x", "rights": ["world"]}).status_code == 422


def test_a_program_makes_and_ends_no_keys_and_others_see_no_team(
    solver: Client, employee: Client, api_key, manager: Client
) -> None:
    key = solver.post("/teams/internet/keys", {"name": "x"}).json["id"]
    for who, status in ((api_key(), 403), (api_key("tv"), 404), (employee, 404)):
        assert who.get("/teams/internet/keys").status_code == status
        assert who.post("/teams/internet/keys", {"name": "x"}).status_code == status
        assert who.delete(f"/teams/internet/keys/{key}").status_code == status
    assert manager.delete(f"/teams/tv/keys/{key}").status_code == 404
    told = [row["action"] for row in manager.get("/audit?team=internet").json["items"]]
    assert told == ["key.added"]


def test_using_a_key_is_noted_once_an_hour(app: Flask, api_key, solver: Client, monkeypatch) -> None:
    import datetime as dt

    from backend.accounts import keys

    program = api_key()
    real = keys.now

    def used(minutes: int) -> str:
        monkeypatch.setattr(keys, "now", lambda: real() + dt.timedelta(minutes=minutes))
        assert program.get("/tickets").status_code == 200
        return str(solver.get("/teams/internet/keys").json["items"][0]["last_used_at"])

    first = used(0)
    assert used(50) == first
    assert used(70) > first
