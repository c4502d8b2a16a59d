"""`flask team import`: a company's teams from one file, twice without a change, all or nothing."""

from pathlib import Path

import pytest
from flask import Flask

from backend import db
from backend.audit import AuditRecord
from backend.teams import services as teams
from tests.backend.client import Client

HEAD = "team,name,language,members,service,area,kind,position\n"
TWO = HEAD + (
    "utrecht,Internet Utrecht,nl,solver@example.org;Colleague@example.org,internet;tv,province:Utrecht,,50\n"
    "utrecht,,,,mobile,3511;3512,problem,\n"
    "questions,Vragen,en,,,,question,\n"
)


@pytest.fixture
def run(app: Flask, tmp_path: Path):
    """Imports a text; says exit status, standard output and standard error."""

    def run(content: str | bytes, *options: str):
        file = tmp_path / "teams.csv"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        result = app.test_cli_runner().invoke(args=["team", "import", str(file), *options])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


def state(app: Flask) -> tuple:
    with app.app_context():
        rules = [(r.team_slug, r.service, r.kind, r.area, r.position) for r in teams.rules_of()]
        members = {slug: [p.email for p in teams.list_members(None, slug)] for slug in teams.names()}
        changes = db.session.query(AuditRecord).count()
        return sorted(map(str, rules)), members, teams.names(), changes


def test_teams_come_in_with_members_and_rules(app: Flask, run, employee: Client, colleague: Client) -> None:
    result = run(TWO)
    assert result.exit_code == 0, result.stderr
    assert "Teams: 2 added, 0 changed. Members: 2 added. Rules: 5 added" in result.stderr
    ticket = employee.submit()
    assert (ticket["team"], ticket["team_name"]) == ("utrecht", "Internet Utrecht")
    assert colleague.get(f"/tickets/{ticket['id']}").status_code == 200
    assert employee.submit(service="mobile")["team"] == "utrecht"
    assert employee.submit(service="internet", customer={"postcode": "1011AB"})["team"] == "internet"
    assert employee.submit(kind="question", service=None)["team"] == "questions"


def test_the_second_time_changes_nothing(app: Flask, run) -> None:
    run(TWO)
    before = state(app)
    again = run(TWO)
    assert "Teams: 0 added, 0 changed. Members: 0 added. Rules: 0 added, 0 changed, 5 as they were." in again.stderr
    assert state(app) == before


def test_what_differs_follows_the_file_and_what_it_does_not_name_stays(app: Flask, run) -> None:
    run(TWO)
    result = run(HEAD + "utrecht,Utrecht,,,internet,province:Utrecht,,10\n")
    assert "1 changed. Members: 0 added. Rules: 0 added, 1 changed" in result.stderr
    assert "not in the file, and stay: 3." in result.stderr
    with app.app_context():
        assert teams.names()["utrecht"] == "Utrecht"
        (first,) = [rule for rule in teams.rules_of("utrecht") if rule.position == 10]
        assert (first.service, first.area) == ("internet", "province:Utrecht")


def test_a_dry_run_tells_the_same_and_changes_nothing(app: Flask, run) -> None:
    before = state(app)
    tried = run(TWO, "--dry-run")
    assert tried.exit_code == 0
    assert "Teams: 2 would be added" in tried.stderr
    assert state(app) == before
    assert run(TWO).stdout == tried.stdout


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("name\nUtrecht\n", "columns"),
        ("team,colour\nx,red\n", "columns"),
        (HEAD + "ok,,,,,,,\nBad Slug,,,,,,,\n", "Line 3"),
        (HEAD + "ok,,,,,,,\nok,,de,,,,,\n", "Line 3"),
        (HEAD + "ok,,,nobody@example.org,,,,\n", "Line 2: Nobody has an account with nobody@example.org"),
        (HEAD + "ok,,,,gas,,,\n", "Line 2: There is no such service"),
        (HEAD + "ok,,,,tv,place:Nergens,,\n", "Line 2"),
        (HEAD + "ok,,,,tv,,complaint,\n", "Line 2"),
        (HEAD + "ok,,,,tv,,,first\n", "Line 2: A whole number"),
        (HEAD + "ok,,,,tv,,,99999999999999999999\n", "Line 2: A whole number"),
        (HEAD + "ok,,,,tv,,,\nok,,,,tv;mobile,,,\n", "Line 3: This rule stands in the file twice."),
        (HEAD + "ok,,,,tv,,,,,more\n", "Line 2"),
        (HEAD + "ok," + "x" * 300 + ",,,tv,,,\n", "Line 2"),
        (b"\xff\xfe\x00", "UTF-8"),
    ],
)
def test_a_wrong_line_is_told_and_no_team_comes_in(app: Flask, run, content: str | bytes, told: str) -> None:
    before = state(app)
    result = run(content)
    assert result.exit_code == 1
    assert told in result.stderr
    assert result.stderr.count("\n") == 1
    assert state(app) == before


def test_what_falls_to_general_is_told_by_service_in_few_areas(app: Flask, run) -> None:
    named = "Groningen Friesland Drenthe Overijssel Flevoland Gelderland Utrecht Noord-Holland Zuid-Holland Zeeland"
    areas = ";".join(f"province:{name}" for name in named.split())
    result = run(HEAD + f"odds,Odds,,,other,{areas};59,,\n")
    (line,) = result.stdout.splitlines()
    service, left = line.split("\t")
    assert service == "other"
    assert left.startswith("province:Noord-Brabant, ")
    assert len(left) < 400
    assert run(HEAD + "odds,,,,other,,,200\n").stdout == ""


@pytest.mark.slow
def test_forty_teams_come_in_together_and_again(app: Flask, run) -> None:
    row = "team-{n:02},Team {n},,solver@example.org,internet;tv,{first};{second},problem,{n}"
    lines = [row.format(n=n, first=10 + 2 * n, second=11 + 2 * n) for n in range(40)]
    first = run(HEAD + "\n".join(lines) + "\n")
    assert "Teams: 40 added" in first.stderr, first.stderr
    before = state(app)
    assert "Rules: 0 added, 0 changed, 160 as they were." in run(HEAD + "\n".join(lines) + "\n").stderr
    assert state(app) == before
