"""The list as one set of cached bytes: the same as ever, right at once here and within a second on other nodes."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from backend import db
from backend.areas.services import import_areas
from backend.outages.listed import listed
from backend.outages.models import Outage
from backend.outages.quick import QuickOutages
from shared.schemas.outages import OutageListSchema
from tests.backend.client import Client
from tests.backend.outages.declared import amend, declare, moment, update
from tests.backend.tickets.at import Set

QUESTION = "/outages?postcode=3511AB&service=internet"


def wait_until(condition: Callable[[], bool], seconds: float = 5) -> None:
    import time

    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def watched(app: Flask) -> list[str]:
    """Serves as production does: the watch runs, and the list stands before Flask; the paths that Flask is asked."""
    watch = app.extensions["doorgeven.watch"]
    watch.start()
    wait_until(lambda: watch.fresh)
    asked: list[str] = []
    inner = app.wsgi_app
    app.wsgi_app = lambda environ, start: asked.append(environ["PATH_INFO"]) or inner(environ, start)
    app.wsgi_app = QuickOutages(app, app.wsgi_app)
    return asked


@pytest.fixture
def asked(app: Flask) -> list[str]:
    return watched(app)


@pytest.fixture
def elsewhere(database_url: str, environment: dict[str, str]) -> Iterator[Flask]:
    """Another node over the same database."""
    from backend.app import create_app
    from tests.backend.settings import settings

    other = create_app(settings(database_url, **environment))
    yield other
    other.extensions["doorgeven.watch"].stop()
    with other.app_context():
        db.session.remove()
        db.extension.engine.dispose()


def seen(client: Client) -> dict[str, str]:
    return {item["id"]: item["status"] for item in client.get("/outages").json["items"]}


def test_it_is_made_once_and_answered_from_memory_as_flask_would(
    app: Flask, asked: list[str], manager: Client, employee: Client, colleague: Client
) -> None:
    declare(manager)
    made = employee.get("/outages")
    colleague.get("/me")
    asked.clear()
    for client in (employee, colleague):
        again = client.get("/outages")
        assert (again.status_code, again.data, dict(again.headers)) == (200, made.data, dict(made.headers))
    assert asked == []
    assert OutageListSchema().validate(again.json) == {}


@pytest.mark.parametrize("tag", ["{etag}", "W/{etag}", '"other", {etag}', "*"])
def test_who_has_it_gets_no_body(asked: list[str], manager: Client, employee: Client, tag: str) -> None:
    declare(manager)
    etag = employee.get("/outages").headers["ETag"]
    for _ in range(2):
        answer = employee.get("/outages", If_None_Match=tag.format(etag=etag))
        assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", etag)
    assert employee.get("/outages", If_None_Match='"other"').status_code == 200


def test_each_change_is_seen_at_once_where_it_was_made(asked: list[str], manager: Client, employee: Client) -> None:
    assert seen(employee) == {}
    made = declare(manager)
    assert seen(employee) == {made["id"]: "investigating"}
    etag = employee.get("/outages").headers["ETag"]
    update(manager, made, status="identified")
    assert seen(employee) == {made["id"]: "identified"}
    assert employee.get("/outages", If_None_Match=etag).status_code == 200
    amend(manager, made, areas=["9711"])
    assert employee.get("/outages").json["items"][0]["postcodes"] == ["9711"]
    update(manager, made, status="dismissed")
    assert seen(employee) == {}


@pytest.mark.slow
def test_and_within_a_second_on_other_nodes(
    asked: list[str], app: Flask, elsewhere: Flask, manager: Client, employee: Client
) -> None:
    asked_there = watched(elsewhere)
    there = Client(elsewhere, employee.token)
    assert seen(there) == {}
    assert seen(there) == {}
    made = declare(manager)
    wait_until(lambda: bool(seen(there)), seconds=1)
    update(Client(elsewhere, manager.token), made, status="identified")
    wait_until(lambda: seen(employee) == {made["id"]: "identified"}, seconds=1)
    asked_there.clear()
    assert seen(there) == {made["id"]: "identified"}
    assert seen(there) == {made["id"]: "identified"}
    assert len(asked_there) <= 1


def test_what_is_only_suspected_is_in_the_managers_bytes_alone(
    app: Flask, asked: list[str], manager: Client, employee: Client
) -> None:
    made = declare(manager)
    with app.app_context():
        db.session.get_one(Outage, made["id"]).status = "suspected"
        db.session.commit()
    update(manager, made)
    for _ in range(2):
        assert (seen(manager), seen(employee)) == ({made["id"]: "suspected"}, {})


def test_each_sees_what_they_may_do(
    asked: list[str], manager: Client, employee: Client, api_key: Callable[..., Client]
) -> None:
    declare(manager)
    monitoring, team = api_key("internet", "outages"), api_key("internet")
    for _ in range(2):
        may = [client.get("/outages").json["items"][0]["allowed"] for client in (manager, monitoring, team, employee)]
        assert [bool(moves) for moves in may] == [True, True, False, False]


def test_the_time_turns_it_without_anybodys_doing(
    app: Flask, asked: list[str], at: Set, manager: Client, employee: Client
) -> None:
    at("2027-06-01 12:00")
    made = declare(manager, next_update_at="2027-06-01T13:00:00Z")
    work = declare(manager, kind="maintenance", started_at="2027-06-01T14:00:00Z")
    assert not employee.get("/outages").json["items"][0]["overdue"]
    at("2027-06-01 13:00")
    assert employee.get("/outages").json["items"][0]["overdue"]
    assert list(seen(employee)) == [made["id"], work["id"]]
    assert [item["id"] for item in employee.get(QUESTION).json["items"]] == [made["id"]]
    at("2027-06-01 14:00")
    assert list(seen(employee)) == [work["id"], made["id"]]
    assert {item["id"] for item in employee.get(QUESTION).json["items"]} == {made["id"], work["id"]}
    update(manager, made, status="resolved")
    at("2027-06-02 13:59")
    assert made["id"] in seen(employee)
    at("2027-06-02 14:00")
    assert made["id"] not in seen(employee)


def test_without_a_watch_that_looks_it_is_made_each_time(app: Flask, manager: Client, employee: Client) -> None:
    made = declare(manager)
    assert seen(employee) == {made["id"]: "investigating"}
    with app.app_context():
        db.session.get_one(Outage, made["id"]).status = "identified"
        db.session.commit()
    assert seen(employee) == {made["id"]: "identified"}


def test_what_is_read_is_never_older_than_what_it_passes_for(app: Flask, asked: list[str], manager: Client) -> None:
    """A reader whose transaction began before a change, and who makes the list after it."""
    made = declare(manager)
    with app.app_context():
        db.session.get(Outage, made["id"])
        update(manager, made, status="identified")
        caller = app.extensions["doorgeven.callers"].find(token_hash(manager))
        assert listed().page(caller).items[0]["status"] == "identified"


def test_the_question_before_passing_on_is_answered_from_the_same_memory(
    app: Flask, asked: list[str], manager: Client, employee: Client
) -> None:
    made = declare(manager, services=["fixed"], areas=["35"])
    declare(manager, services=["tv"])
    declare(manager, started_at=moment(hours=1), kind="maintenance")
    employee.get("/outages")
    statements: list[str] = []
    from sqlalchemy import event

    with app.app_context():
        event.listen(db.extension.engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
    answer = employee.get("/outages?postcode=3511%20ab&service=internet")
    assert [item["id"] for item in answer.json["items"]] == [made["id"]]
    assert statements == []
    of_set = [item["id"] for item in employee.get("/outages?postcode=3511ab&service=fixed").json["items"]]
    assert (len(of_set), of_set[1]) == (2, made["id"])
    unknown = employee.get("/outages?postcode=3511ab&service=gas")
    assert (unknown.status_code, unknown.json["errors"][0]["pointer"]) == (422, "/query/service")
    again = employee.get("/outages?postcode=3511ab&service=internet", If_None_Match=answer.headers["ETag"])
    assert again.status_code == 304


def test_a_token_that_ended_gets_nothing(asked: list[str], manager: Client, employee: Client) -> None:
    declare(manager)
    employee.get("/outages")
    assert employee.get("/outages").status_code == 200
    assert employee.post("/auth/logout", {}).status_code == 200
    assert employee.get("/outages").status_code == 401
    assert Client(employee.http.application).get("/outages").status_code == 401


def test_areas_that_are_imported_are_in_it_at_once(
    app: Flask, asked: list[str], manager: Client, employee: Client, tmp_path: Any
) -> None:
    declare(manager, areas=["3511"])
    assert employee.get("/outages").json["items"][0]["where"]["nl"] == "3511 Utrecht"
    file = tmp_path / "areas.csv"
    file.write_text("pc4,place,municipality,province\n3511,Wittevrouwen,Utrecht,Utrecht\n")
    with app.app_context():
        db.write(lambda: import_areas(file))
    wait_until(lambda: employee.get("/outages").json["items"][0]["where"]["nl"] == "3511 Wittevrouwen")


def token_hash(client: Client) -> str:
    from backend.accounts.tokens import digest

    client.get("/me")
    return digest(str(client.token))
