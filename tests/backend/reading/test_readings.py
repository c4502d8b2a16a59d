"""Who read whose personal data: each reading by another than the reporter, once an hour, and none waits for it."""

import datetime as dt
import io
import threading
import uuid
from collections.abc import Callable
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from backend import clock, db
from backend.reading import log
from backend.reading import services as readings
from tests.backend.client import BASE, Client
from tests.backend.tickets.at import frozen


def read(client: Client, query: str = "") -> list[tuple[str, str, str | None]]:
    """Who, by what and which ticket, the oldest first."""
    answer = client.get(f"/readings{query}")
    assert answer.status_code == 200, answer.text
    return [(row["reader_name"], row["what"], row["reference"]) for row in reversed(answer.json["items"])]


def me(client: Client) -> dict:
    return dict(client.get("/me").json)


def attach(client: Client, ticket: dict) -> str:
    answer = client.http.post(
        f"{BASE}/tickets/{ticket['id']}/attachments",
        data={"file": (io.BytesIO(b"a note"), "note.txt")},
        headers={"Authorization": f"Bearer {client.token}", "Idempotency-Key": uuid.uuid4().hex},
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json["attachments"][0]["id"])


def test_whoever_opens_anothers_ticket_stands_in_the_log_and_its_reporter_does_not(
    employee: Client, solver: Client, manager: Client, admin: Client, api_key
) -> None:
    ticket = employee.submit()
    path = f"/tickets/{ticket['id']}"
    for reader in (employee, solver, manager, api_key()):
        assert reader.get(path).status_code == 200
        assert reader.get(f"{path}/timeline").status_code == 200
    names = [me(solver)["name"], me(manager)["name"], "program"]
    assert read(admin) == [(name, "ticket", ticket["reference"]) for name in names]
    (by_program, *_) = admin.get("/readings").json["items"]
    assert by_program["reader"].startswith("key:")
    assert by_program["ticket"] == ticket["id"]


@pytest.mark.parametrize("path", ["", "/timeline"])
def test_one_look_is_enough(employee: Client, solver: Client, manager: Client, path: str) -> None:
    ticket = employee.submit()
    solver.get(f"/tickets/{ticket['id']}{path}")
    assert len(read(manager)) == 1


def test_lists_counts_and_what_is_out_of_sight_are_no_reading(
    employee: Client, colleague: Client, solver: Client, manager: Client
) -> None:
    ticket = employee.submit(service="tv")
    for path in ("/tickets", "/tickets/counts", "/changes"):
        manager.get(path)
    for stranger in (solver, colleague):
        assert stranger.get(f"/tickets/{ticket['id']}").status_code == 404
    assert read(manager) == []


def test_a_file_is_a_reading_of_its_ticket(employee: Client, solver: Client, manager: Client) -> None:
    ticket = employee.submit()
    file = attach(employee, ticket)
    for reader in (employee, solver):
        assert reader.get(f"/attachments/{file}").status_code == 200
    assert read(manager) == [(me(solver)["name"], "attachment", ticket["reference"])]


def test_an_export_tells_which_tickets_and_nothing_of_what_was_searched_for(
    employee: Client, solver: Client, manager: Client
) -> None:
    employee.submit()
    assert solver.get("/tickets/export.csv?status=acknowledged&q=truus&separator=semicolon").status_code == 200
    assert solver.get("/tickets/export.csv").status_code == 200
    assert employee.get("/tickets/export.csv").status_code == 403
    newest, first = manager.get("/readings").json["items"]
    assert (newest["what"], newest["ticket"], newest["filters"]) == ("export", None, {})
    assert first["filters"] == {"status": "acknowledged", "q": True}


def test_who_changes_a_ticket_is_shown_it_too(employee: Client, colleague: Client, manager: Client, api_key) -> None:
    ticket, other = employee.submit(), colleague.submit()
    program = api_key()
    assert program.patch(f"/tickets/{ticket['id']}", {"priority": 1}, "*").status_code == 200
    assert program.post(f"/tickets/{other['id']}/merge", {"into": ticket["id"]}).status_code == 200
    assert read(manager) == [("program", "ticket", ticket["reference"]), ("program", "ticket", other["reference"])]
    assert program.patch(f"/tickets/{ticket['id']}", {"priority": 9}, "*").status_code == 422


def test_a_change_that_is_refused_shows_nothing(employee: Client, manager: Client, api_key) -> None:
    ticket = employee.submit()
    assert api_key().patch(f"/tickets/{ticket['id']}", {"status": "closed"}, "*").status_code == 409
    assert read(manager) == []


def test_once_a_reader_ticket_and_hour_also_by_another_process(
    app: Flask, employee: Client, solver: Client, manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_to = frozen(monkeypatch)
    begun = set_to(clock.now().replace(minute=1))
    ticket = employee.submit()
    path = f"/tickets/{ticket['id']}"
    for minutes in (0, 58):
        set_to(begun + dt.timedelta(minutes=minutes))
        solver.get(path)
        # Another process remembers nothing of this one's.
        app.extensions["doorgeven.readings"] = log.ReadingLog(app)
    assert len(read(manager)) == 1
    set_to(begun + dt.timedelta(minutes=60))
    solver.get(path)
    solver.get(path)
    assert len(read(manager)) == 2


def test_many_at_once_are_one_row_each(app: Flask, employee: Client, solver: Client, manager: Client) -> None:
    tickets = [employee.submit() for _ in range(4)]
    threads = [
        threading.Thread(target=Client(app, solver.token).get, args=(f"/tickets/{ticket['id']}",))
        for ticket in tickets * 3
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(reference for *_, reference in read(manager)) == sorted(t["reference"] for t in tickets)


@contextmanager
def no_writes(app: Flask):
    """Somebody else holds what a reading would have to write to."""
    with app.app_context(), db.extension.engine.connect() as connection:
        if db.is_postgresql():
            connection.execute(text("LOCK TABLE reading IN SHARE MODE"))
        else:
            connection.connection.dbapi_connection.execute("COMMIT") if connection.in_transaction() else None
            connection.connection.dbapi_connection.execute("BEGIN IMMEDIATE")
        yield
        connection.connection.dbapi_connection.execute("ROLLBACK")


def test_where_nothing_can_be_written_a_ticket_opens_all_the_same_and_its_reading_comes_after(
    app: Flask, employee: Client, solver: Client, manager: Client
) -> None:
    ticket = employee.submit()
    with no_writes(app):
        assert solver.get(f"/tickets/{ticket['id']}").status_code == 200
    assert read(manager) == [(me(solver)["name"], "ticket", ticket["reference"])]


def test_a_database_that_fails_is_asked_again(
    app: Flask, employee: Client, solver: Client, manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = employee.submit()
    monkeypatch.setattr(log, "RETRY_AFTER", 0.01)
    tried: list[int] = []
    insert: Callable = log.insert

    def full(rows) -> None:
        tried.append(len(rows))
        if len(tried) < 3:
            raise DBAPIError("INSERT", {}, Exception("database or disk is full"))
        insert(rows)

    monkeypatch.setattr(log, "insert", full)
    assert solver.get(f"/tickets/{ticket['id']}").status_code == 200
    assert read(manager) == [(me(solver)["name"], "ticket", ticket["reference"])]
    assert tried == [1, 1, 1]


def test_only_managers_and_admins_read_the_log(employee: Client, solver: Client, admin: Client, api_key) -> None:
    for stranger in (employee, solver, api_key()):
        assert stranger.get("/readings").status_code == 403
    assert admin.get("/readings").status_code == 200


def test_it_is_found_by_ticket_and_by_person_and_comes_in_pages(
    employee: Client, solver: Client, manager: Client
) -> None:
    one, two = employee.submit(), employee.submit()
    for reader in (solver, manager):
        for ticket in (one, two):
            reader.get(f"/tickets/{ticket['id']}")
    by_solver, by_manager = me(solver)["name"], me(manager)["name"]
    assert [name for name, *_ in read(manager, f"?ticket={one['id']}")] == [by_solver, by_manager]
    assert read(manager, f"?ticket={two['reference']}") == [
        (name, "ticket", two["reference"]) for name in (by_solver, by_manager)
    ]
    assert [name for name, *_ in read(manager, f"?person={me(solver)['id']}")] == [by_solver] * 2
    page = manager.get("/readings?limit=3")
    rest = manager.get(page.headers["Link"].split(BASE)[1].split(">")[0])
    assert (len(page.json["items"]), len(rest.json["items"])) == (3, 1)
    assert "Link" not in rest.headers


def test_many_tickets_are_noted_in_one_go(app: Flask, manager: Client) -> None:
    from backend.accounts.caller import Caller
    from shared.vocabulary import ReadingOf, Role

    who = Caller("x", "Mo", "nl", Role.MANAGER, frozenset())
    with app.app_context():
        readings.note(who, ReadingOf.WORDS, {f"t{number}": f"DG-{number}" for number in range(200)})
    assert len(manager.get("/readings?person=x&limit=100").json["items"]) == 100


def test_whoever_reads_what_a_team_was_sent_of_a_ticket_stands_in_the_log(
    employee: Client, solver: Client, manager: Client, admin: Client
) -> None:
    solver.post("/teams/internet/endpoints", {"url": "http://127.0.0.1:9/hook"})
    ticket = employee.submit()
    (delivery,) = solver.get("/deliveries").json["items"]
    path = f"/deliveries/{delivery['id']}"
    assert manager.get(path).json["request"]["body"]["data"]["ticket"]["customer"]["name"] == "Oma Truus"
    # An admin, who sees where it went, reads nothing of anybody.
    assert admin.get(path).json["request"]["body"]["data"] == {}
    assert manager.get("/deliveries").status_code == 200
    assert read(admin) == [(me(manager)["name"], "ticket", ticket["reference"])]
