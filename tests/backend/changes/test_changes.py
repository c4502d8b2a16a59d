"""The change feed: all in scope first, then what came since; each to its audience; cursors that go stale."""

import dataclasses
import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import delete

from backend import clock, db
from backend.accounts import services as accounts
from backend.changes import services
from backend.changes.quick import QuickNothingNew
from backend.forwarding import feed
from backend.forwarding.models import Change, ChangeAudience, Feed
from backend.teams import services as teams
from shared.schemas.changes import ChangesSchema
from tests.backend.client import Client


def follow(client: Client, cursor: str | None = None) -> dict:
    """Reads until nothing more, like a phone; says what came, by id."""
    seen: dict = {"tickets": {}, "entries": {}, "removed": [], "cursor": cursor}
    while True:
        answer = client.get("/changes" + (f"?after={seen['cursor']}" if seen["cursor"] else ""))
        if answer.status_code == 304:
            return seen
        assert answer.status_code == 200, answer.text
        assert not ChangesSchema().validate(answer.json)
        for ticket in answer.json["tickets"]:
            seen["tickets"][ticket["id"]] = ticket
        for entry in answer.json["entries"]:
            seen["entries"][entry["id"]] = entry
        for gone in answer.json["removed"]:
            seen["removed"].append((gone["type"], gone["id"]))
        seen["cursor"] = answer.json["next_cursor"]
        if not answer.json["has_more"]:
            return seen


def test_a_new_reader_gets_all_that_is_in_scope(employee: Client, colleague: Client, manager: Client) -> None:
    mine, theirs = employee.submit(), colleague.submit()
    assert set(follow(employee)["tickets"]) == {mine["id"]}
    assert set(follow(manager)["tickets"]) == {mine["id"], theirs["id"]}


def test_then_only_what_changed(employee: Client, solver: Client) -> None:
    first, second = employee.submit(), employee.submit()
    start = follow(employee)
    solver.amend(second, status="in_progress")
    since = follow(employee, start["cursor"])
    assert set(since["tickets"]) == {second["id"]}
    assert first["id"] not in since["tickets"]
    assert [entry["type"] for entry in since["entries"].values()] == ["status"]


def test_nothing_new_is_a_304_that_says_when_to_ask_again(employee: Client, colleague: Client) -> None:
    cursor = follow(employee)["cursor"]
    colleague.submit()
    answer = employee.get(f"/changes?after={cursor}")
    assert (answer.status_code, answer.headers["Poll-After"], answer.data) == (304, "5", b"")


def test_the_first_reading_comes_in_pages_and_misses_nothing_that_changes_meanwhile(
    employee: Client, solver: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "PAGE", 3)
    tickets = [employee.submit() for _ in range(7)]
    page = employee.get("/changes").json
    assert page["has_more"] is True
    assert len(page["tickets"]) == 3
    for ticket in tickets:
        solver.amend(ticket, status="in_progress")
    late = employee.submit()
    seen = {t["id"]: t["status"] for t in page["tickets"]}
    rest = follow(employee, page["next_cursor"])
    seen |= {t["id"]: t["status"] for t in rest["tickets"].values()}
    assert seen == {**{t["id"]: "in_progress" for t in tickets}, late["id"]: "acknowledged"}


def test_a_long_absence_comes_in_pages_too(employee: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    cursor = follow(employee)["cursor"]
    monkeypatch.setattr(services, "PAGE", 4)
    tickets = {employee.submit()["id"] for _ in range(9)}
    first = employee.get(f"/changes?after={cursor}").json
    assert first["has_more"] is True
    assert set(follow(employee, cursor)["tickets"]) == tickets


def test_a_transfer_out_of_scope_is_told_as_removed_and_brings_the_new_team_the_history(
    employee: Client, api_key
) -> None:
    internet, tv = api_key("internet"), api_key("tv")
    ticket = employee.submit()
    internet.post(f"/tickets/{ticket['id']}/messages", {"body": "Note.", "visibility": "internal"})
    old, new = follow(internet)["cursor"], follow(tv)["cursor"]
    internet.amend(ticket, team="tv")
    assert follow(internet, old)["removed"] == [("ticket", ticket["id"])]
    came = follow(tv, new)
    assert set(came["tickets"]) == {ticket["id"]}
    assert [entry["type"] for entry in came["entries"].values()] == ["created", "message", "transfer"]


def test_who_keeps_sight_in_another_way_is_not_told_to_forget(solver: Client, api_key) -> None:
    ticket = solver.submit()
    cursor = follow(solver)["cursor"]
    api_key("internet").amend(ticket, team="tv")
    since = follow(solver, cursor)
    assert (set(since["tickets"]), since["removed"]) == ({ticket["id"]}, [])


def test_internal_entries_go_to_the_team_and_managers_only(employee: Client, solver: Client, manager: Client) -> None:
    ticket = employee.submit()
    cursors = {who: follow(who)["cursor"] for who in (employee, solver, manager)}
    solver.post(f"/tickets/{ticket['id']}/messages", {"body": "Note.", "visibility": "internal"})
    told = {who: len(follow(who, cursor)["entries"]) for who, cursor in cursors.items()}
    assert list(told.values()) == [0, 1, 1]


def test_who_did_not_report_it_gets_the_customers_postcode_only(employee: Client, solver: Client) -> None:
    ticket = employee.submit()
    assert follow(employee)["tickets"][ticket["id"]]["customer"]["name"] == "Oma Truus"
    assert follow(solver)["tickets"][ticket["id"]]["customer"] == {"postcode": "3511AB"}


@pytest.mark.parametrize("cursor", ["nonsense", "WyJhIl0", "e30", "WyJ4IiwxLCIiLCIiXQ"])
def test_a_cursor_that_is_of_no_use_is_gone(employee: Client, cursor: str) -> None:
    answer = employee.get(f"/changes?after={cursor}")
    assert answer.status_code == 410
    assert answer.content_type == "application/problem+json"


def test_a_cursor_of_another_database_or_of_the_future_is_gone(app: Flask, employee: Client) -> None:
    employee.submit()
    cursor = follow(employee)["cursor"]
    with app.app_context():
        ahead = dataclasses.replace(services.Cursor.read(cursor), position=10_000).write()
        db.write(lambda: db.session.query(Feed).update({"database_id": "another"}))
    assert employee.get(f"/changes?after={ahead}").status_code == 410
    assert employee.get(f"/changes?after={cursor}").status_code == 410


def test_after_a_restore_no_cursor_of_before_passes_over_what_came_since(app: Flask, employee: Client) -> None:
    employee.submit()
    cursor = follow(employee)["cursor"]
    with app.app_context():
        # The backup is of before that ticket; by the time the phone asks, as much has happened since.
        db.write(lambda: db.session.execute(delete(ChangeAudience)) and db.session.execute(delete(Change)) and None)
    since = employee.submit()
    assert app.test_cli_runner().invoke(args=["restored"]).exit_code == 0
    assert employee.get(f"/changes?after={cursor}").status_code == 410
    anew = follow(employee)
    assert since["id"] in anew["tickets"]
    assert employee.get(f"/changes?after={anew['cursor']}").status_code == 304


def test_a_cursor_older_than_what_is_kept_is_gone_and_a_newer_one_is_not(
    app: Flask, employee: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = follow(employee)["cursor"]
    employee.submit()
    new = follow(employee)["cursor"]
    monkeypatch.setattr(feed, "now", lambda: clock.now() + dt.timedelta(days=31))
    with app.app_context():
        db.write(feed.prune)
    assert employee.get(f"/changes?after={old}").status_code == 410
    assert employee.get(f"/changes?after={new}").status_code == 304
    monkeypatch.undo()
    later = employee.submit()
    assert set(follow(employee, new)["tickets"]) == {later["id"]}


@pytest.mark.parametrize("quick", [False, True])
def test_who_joins_a_team_begins_again_and_gets_all_of_it(app: Flask, employee: Client, sign_in, quick: bool) -> None:
    ticket = employee.submit(service="tv")
    cursor = follow(sign_in("solver"))["cursor"]
    with app.app_context():
        db.write(lambda: accounts.join_team(accounts.find_person("solver@example.org"), teams.check_team("tv")))
    if quick:
        watch = app.extensions["doorgeven.watch"]
        watch.start()
        wait_until(lambda: watch.fresh)
        app.wsgi_app = QuickNothingNew(app, app.wsgi_app)
    solver = sign_in("solver")
    solver.get("/me")
    assert solver.get(f"/changes?after={cursor}").status_code == 410
    assert ticket["id"] in follow(solver)["tickets"]


@pytest.mark.slow
def test_nothing_new_is_answered_from_memory_and_every_change_is_seen_at_once(
    app: Flask, employee: Client, solver: Client
) -> None:
    watch = app.extensions["doorgeven.watch"]
    watch.start()
    wait_until(lambda: watch.fresh)
    asked: list[str] = []
    inner = app.wsgi_app
    app.wsgi_app = lambda environ, start: asked.append(environ["PATH_INFO"]) or inner(environ, start)
    app.wsgi_app = QuickNothingNew(app, app.wsgi_app)
    ticket = employee.submit()
    cursor = follow(employee)["cursor"]
    asked.clear()
    quiet = employee.get(f"/changes?after={cursor}")
    assert (quiet.status_code, quiet.headers["Poll-After"], asked) == (304, "5", [])
    solver.amend(ticket, status="in_progress")
    assert employee.get(f"/changes?after={cursor}").status_code == 200
    employee.post("/auth/logout", {})
    assert employee.get(f"/changes?after={cursor}").status_code == 401


@pytest.mark.slow
def test_memories_learn_within_a_second_what_another_process_did(
    app: Flask, employee: Client, database_url: str
) -> None:
    from backend.app import create_app
    from tests.backend.settings import settings

    here = app.extensions["doorgeven.watch"]
    here.start()
    wait_until(lambda: here.fresh)
    employee.get("/me")
    positions, callers = app.extensions["doorgeven.positions"], app.extensions["doorgeven.callers"]
    newest, generation = positions.newest, callers.generation
    other = create_app(settings(database_url))
    elsewhere = Client(other, employee.token)
    elsewhere.submit()
    wait_until(lambda: positions.newest > newest, seconds=1)
    assert elsewhere.post("/auth/logout", {}).status_code == 200
    wait_until(lambda: callers.generation > generation, seconds=1)
    assert employee.get("/me").status_code == 401
    with other.app_context():
        db.extension.engine.dispose()


def wait_until(condition, seconds: float = 5) -> None:
    import time

    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def test_a_reporter_of_the_old_team_forgets_its_notes_and_keeps_the_ticket(solver: Client, manager: Client) -> None:
    ticket = solver.submit()
    manager.post(f"/tickets/{ticket['id']}/messages", {"body": "He owes us money.", "visibility": "internal"})
    start = follow(solver)
    note = next(entry for entry in start["entries"].values() if entry["visibility"] == "internal")
    manager.amend(ticket, team="tv")
    since = follow(solver, start["cursor"])
    assert since["removed"] == [("entry", note["id"])]
    assert ticket["id"] in since["tickets"]
    manager.amend(ticket, team="internet")
    assert note["id"] in follow(solver, since["cursor"])["entries"]
    assert follow(solver, start["cursor"])["removed"] == []


def test_a_reporter_who_reads_the_new_teams_notes_too_forgets_nothing(
    app: Flask, solver: Client, manager: Client
) -> None:
    with app.app_context():
        db.write(lambda: accounts.join_team(accounts.find_person("solver@example.org"), teams.check_team("tv")))
    ticket = solver.submit()
    manager.post(f"/tickets/{ticket['id']}/messages", {"body": "He owes us money.", "visibility": "internal"})
    start = follow(solver)
    manager.amend(ticket, team="tv")
    assert follow(solver, start["cursor"])["removed"] == []


def test_a_ticket_of_many_entries_is_read_in_pages_that_lose_and_double_none(
    employee: Client, colleague: Client, solver: Client, manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_ENTRIES", 3)
    monkeypatch.setattr(services, "PAGE", 2)
    passed_on = [who.submit() for who in (employee, colleague, employee, employee)]
    for number, ticket in enumerate(passed_on):
        for told in range(2 * number):
            assert solver.post(f"/tickets/{ticket['id']}/messages", {"body": f"{told}"}).status_code == 201
    for who, count in ((manager, 4 + 12), (employee, 3 + 10)):
        read: list[str] = []
        cursor = ""
        while True:
            page = who.get("/changes" + cursor).json
            assert len(page["entries"]) <= 3
            read += [entry["id"] for entry in page["entries"]]
            cursor = f"?after={page['next_cursor']}"
            if not page["has_more"]:
                break
        assert (len(read), len(set(read))) == (count, count)
        assert who.get("/changes" + cursor).status_code == 304


@pytest.mark.parametrize("last", ["x", "x y", " ", "x -1", "x " + "9" * 30, "x ٣", "\ud800"])
def test_a_place_in_the_first_reading_that_is_none_breaks_nothing(employee: Client, last: str) -> None:
    from backend.changes.cursor import Cursor
    from backend.cursors import read_cursor

    employee.submit()
    text = employee.get("/changes").json["next_cursor"]
    database, scope, position, *_ = read_cursor(text, (str, str, int, str, str)) or []
    forged = Cursor(database, scope, position, "tickets", last.encode("ascii", "replace").decode()).write()
    assert employee.get(f"/changes?after={forged}").status_code in (200, 304)
