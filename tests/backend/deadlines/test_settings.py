"""What a team and its company set of their clocks: over REST, by command, and what is refused."""

import json

import pytest
from flask import Flask

from backend import db
from backend.audit import AuditRecord
from tests.backend.client import Client

PATH = "/teams/internet/clocks"
HOUR = {"minutes": 60, "hours": "business"}


def put(who: Client, body: dict, path: str = PATH, etag: str | None = None):
    etag = who.get(path).headers.get("ETag", "") if etag is None else etag
    return who.call("PUT", path, body, If_Match=etag)


def due(who: Client, priority: int, at: str, path: str = PATH) -> list[str | None]:
    tried = who.post(f"{path}/try", {"priority": priority, "at": at}).json["clocks"]
    return [clock["due_at"] and clock["due_at"][:16] for clock in tried]


def test_nobody_has_promised_anything_until_somebody_does(solver: Client) -> None:
    shown = solver.get(PATH).json
    assert shown["effective"]["hours"]["monday"] == ["08:00-18:00"]
    assert shown["effective"]["holidays"]["region"] == "NL"
    assert due(solver, 1, "2026-06-01T08:00:00Z") == [None, None]


def test_a_team_sets_its_own_and_the_rest_is_the_company_s(solver: Client, manager: Client) -> None:
    company = {"response": {"1": {"minutes": 30}, "2": {"minutes": 120}}, "resolution": {"1": {"minutes": 240}}}
    assert put(manager, {"targets": company}, "/clocks").status_code == 200
    own = {"response": {"1": {"minutes": 15, "hours": "always"}, "2": None}}
    assert put(solver, {"targets": own, "untouched_minutes": 0}).status_code == 200
    saturday = "2026-06-06T10:00:00Z"
    assert due(solver, 1, saturday) == ["2026-06-06T10:15", "2026-06-08T10:00"]
    assert due(solver, 2, saturday) == [None, None]
    assert due(manager, 1, saturday, "/teams/tv/clocks") == ["2026-06-08T06:30", "2026-06-08T10:00"]


def test_nights_and_days_off_are_written_as_people_say_them(solver: Client) -> None:
    week = {"friday": ["22:00-06:00"], "sunday": ["00:00-24:00"]}
    body = {"hours": week, "holidays": {"region": "NL"}, "targets": {"response": {"1": {"minutes": 540}}}}
    assert put(solver, body).status_code == 200
    # Friday 5 June from 22:00 to Saturday 06:00 are eight hours, the ninth is on Sunday.
    assert due(solver, 1, "2026-06-05T12:00:00Z")[0] == "2026-06-06T23:00"


def test_what_was_read_is_what_is_changed_and_a_second_editor_learns_it(solver: Client, admin: Client) -> None:
    etag = solver.get(PATH).headers["ETag"]
    assert solver.call("PUT", PATH, {}).status_code == 428
    assert put(admin, {"untouched_minutes": 60}, etag=etag).status_code == 200
    assert put(solver, {"untouched_minutes": 90}, etag=etag).status_code == 412
    assert solver.get(PATH).json["own"]["untouched_minutes"] == 60
    assert put(solver, solver.get(PATH).json["own"]).status_code == 200


def test_of_two_editors_at_once_one_wins(app: Flask, solver: Client) -> None:
    from concurrent.futures import ThreadPoolExecutor

    etag = solver.get(PATH).headers["ETag"]
    with ThreadPoolExecutor(4) as pool:
        edits = [{"untouched_minutes": n} for n in range(1, 5)]
        answers = list(pool.map(lambda body: put(Client(app, solver.token), body, etag=etag).status_code, edits))
    assert sorted(answers) == [200, 412, 412, 412]


def test_who_sees_and_sets_them(employee: Client, solver: Client, manager: Client, admin: Client, api_key) -> None:
    program = api_key("internet")
    for who in (solver, manager, admin, program):
        assert put(who, {}).status_code == 200
    for path in ("/teams/tv/clocks", "/teams/nobody/clocks"):
        assert solver.get(path).status_code == 404
        assert solver.call("PUT", path, {}, If_Match="*").status_code == 404
        assert program.post(f"{path}/try", {"priority": 1}).status_code == 404
    assert employee.get(PATH).status_code == 404
    assert employee.get("/clocks").status_code == 403
    assert program.get("/clocks").status_code == 200
    assert solver.call("PUT", "/clocks", {}, If_Match="*").status_code == 403
    assert admin.call("PUT", "/clocks", {}, If_Match="*").status_code == 200


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"hours": {}}, "/hours"),
        ({"hours": {"monday": ["18:00-18:00"]}}, "/hours/monday/0"),
        ({"hours": {"monday": ["24:00-08:00"]}}, "/hours/monday/0"),
        ({"hours": {"monday": ["8-18"]}}, "/hours/monday/0"),
        ({"hours": {"monday": ["00:00-01:00"] * 11}}, "/hours/monday"),
        ({"hours": {"maandag": ["08:00-18:00"]}}, "/hours/maandag"),
        ({"holidays": {"region": "XX"}}, "/holidays/region"),
        ({"holidays": {"region": "NL-Atlantis"}}, "/holidays/region"),
        ({"holidays": {"region": "NL", "worked": ["Pancake Day"]}}, "/holidays/worked/0"),
        ({"holidays": {"worked": ["Good Friday"]}}, "/holidays/worked/0"),
        ({"holidays": {"region": "NL", "closed": ["2026-02-30"]}}, "/holidays/closed/0"),
        ({"holidays": {"region": "NL", "opened": ["5 mei"]}}, "/holidays/opened/0"),
        ({"targets": {"response": {"5": HOUR}}}, "/targets/response/5"),
        ({"targets": {"response": {"1": {"minutes": 0}}}}, "/targets/response/1/minutes"),
        ({"targets": {"response": {"1": {"minutes": 10**12}}}}, "/targets/response/1/minutes"),
        ({"targets": {"response": {"1": {"minutes": 1, "hours": "lunch"}}}}, "/targets/response/1/hours"),
        ({"targets": {"repair": {}}}, "/targets/repair"),
        (
            {"hours": {"monday": ["08:00-08:01"]}, "targets": {"resolution": {"1": {"minutes": 525_600}}}},
            "/targets/resolution/1",
        ),
        ({"untouched_minutes": -1}, "/untouched_minutes"),
        ({"managers_after_minutes": "soon"}, "/managers_after_minutes"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_pointer_and_nothing_changes(solver: Client, body, pointer: str) -> None:
    before = solver.get(PATH).json
    answer = put(solver, body)
    assert (answer.status_code, [e["pointer"] for e in answer.json["errors"]]) == (422, [pointer])
    assert solver.get(PATH).json == before
    # What was refused left no trace in the process's memory either.
    assert put(solver, {"untouched_minutes": 30}).json["own"]["hours"] is None


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00Z", "9999-12-31T23:00:00Z"])
def test_a_moment_that_no_calendar_reaches_is_refused(solver: Client, at: str) -> None:
    put(solver, {"targets": {"response": {"1": HOUR}}})
    assert solver.post(f"{PATH}/try", {"priority": 1, "at": at}).status_code == 422


def test_who_changed_what_is_on_record(app: Flask, solver: Client) -> None:
    put(solver, {"untouched_minutes": 60})
    with app.app_context():
        kept = db.session.query(AuditRecord).filter_by(action="clocks.changed").one()
        assert (kept.actor_name, kept.subject, kept.team_slug) == ("Sanne Bakker", "team:internet", "internet")
        assert kept.changes["untouched_minutes"] == {"from": None, "to": 60}


@pytest.fixture
def clocks(app: Flask):
    def run(*words: str):
        return app.test_cli_runner().invoke(args=["team", "clocks", *words])

    return run


def test_a_command_sets_and_shows_them(clocks, solver: Client) -> None:
    words = (
        "--response",
        "1=30m",
        "--response",
        "2=2h:always",
        "--resolution",
        "1=2d:always",
        "--managers-after",
        "2h",
    )
    hours = ("--hours", "mon-fri 07:00-12:00 13:00-19:00", "--hours", "sat 10:00-12:00")
    days = ("--holidays", "DE-BY", "--closed", "12-24")
    shown = json.loads(clocks("internet", *words, *hours, *days).stdout)
    assert shown["effective"]["targets"]["response"]["2"] == {"minutes": 120, "hours": "always"}
    assert shown["effective"]["targets"]["resolution"]["1"] == {"minutes": 2880, "hours": "always"}
    assert shown["effective"]["hours"]["friday"] == ["07:00-12:00", "13:00-19:00"]
    assert shown["effective"]["holidays"] == {"region": "DE-BY", "worked": [], "closed": ["12-24"], "opened": []}
    assert shown == solver.get(PATH).json == json.loads(clocks("internet").stdout)
    again = json.loads(
        clocks("internet", "--response", "1=none", "--response", "2=inherit", "--holidays", "none").stdout
    )
    assert again["own"]["targets"]["response"] == {"1": None}
    assert again["own"]["holidays"]["region"] is None
    assert again["own"]["hours"] == shown["own"]["hours"]
    assert json.loads(clocks("internet", "--inherit").stdout)["own"]["hours"] is None


def test_a_command_without_a_team_sets_the_company_s(clocks, solver: Client) -> None:
    assert clocks("--response", "3=8h").exit_code == 0
    assert solver.get(PATH).json["effective"]["targets"]["response"] == {"3": {"minutes": 480, "hours": "business"}}


@pytest.mark.parametrize(
    "words",
    [
        ("catering",),
        ("internet", "--response", "soon"),
        ("internet", "--response", "9=1h"),
        ("internet", "--response", "1=soon"),
        ("internet", "--response", "1=1h:lunch"),
        ("internet", "--response", "1=999999d"),
        ("internet", "--hours", "everyday 08:00-18:00"),
        ("internet", "--hours", "mon 8-18"),
        ("internet", "--hours", ""),
        ("internet", "--holidays", "Narnia"),
        ("internet", "--closed", "kerst"),
    ],
)
def test_a_wrong_command_is_told_in_one_sentence(clocks, words) -> None:
    result = clocks(*words)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert "Traceback" not in result.output
