"""`flask team ...`: the same as over REST, one grammar for each thing that a team keeps."""

from pathlib import Path

import pytest
from flask import Flask

from backend import db
from backend.audit import COMMAND_LINE, AuditRecord
from tests.backend.client import Client


@pytest.fixture
def run(app: Flask):
    """Runs `flask team ...`; says its exit status, standard output and standard error."""

    def run(*words: str):
        result = app.test_cli_runner().invoke(args=["team", *words])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert "Traceback" not in result.output
        return result

    return run


def test_members_are_added_listed_and_removed_with_what_they_had_in_hand(
    app: Flask, run, employee: Client, solver: Client, manager: Client
) -> None:
    assert run("member", "add", "internet", "colleague@example.org").exit_code == 0
    lines = run("member", "list", "internet").stdout.splitlines()
    assert lines == ["colleague@example.org\tCem Yılmaz\temployee", "solver@example.org\tSanne Bakker\tsolver"]
    ticket = employee.submit()
    solver.amend(ticket, status="in_progress")
    removed = run("member", "remove", "internet", "solver@example.org")
    assert "tickets released: 1." in removed.stderr
    assert solver.get(f"/tickets/{ticket['id']}").status_code == 404
    last = manager.get(f"/tickets/{ticket['id']}/timeline").json["items"][-1]
    assert last["actor"] == {"kind": "system", "name": None}
    assert run("member", "remove", "internet", "solver@example.org").exit_code == 1


def test_rules_are_added_listed_tried_and_removed(run, employee: Client) -> None:
    added = run("rule", "add", "mobile", "--service", "internet", "--area", "3511", "--position", "1")
    rule = added.stdout.strip()
    assert run("rule", "list", "mobile").stdout.splitlines()[0] == f"{rule}\t1\tmobile\tinternet\t*\t3511"
    tried = run("rule", "try", "--service", "internet", "--postcode", "1011AB")
    assert tried.stdout == "internet\n"
    assert f"{rule} to mobile: 1011AB does not lie in 3511." in tried.stderr
    assert employee.submit()["team"] == "mobile"
    assert run("rule", "remove", rule).exit_code == 0
    assert run("rule", "remove", rule).exit_code == 1
    assert employee.submit()["team"] == "internet"


def test_templates_are_added_from_files_listed_and_removed(run, tmp_path: Path) -> None:
    (tmp_path / "nl.txt").write_text("Beste {reporter_name}", "utf-8")
    (tmp_path / "bad.txt").write_text("Beste {naam}", "utf-8")
    words = ("template", "add", "internet", "hello", "--title", "Hallo")
    assert run(*words, "--nl", str(tmp_path / "nl.txt")).exit_code == 0
    assert run("template", "list", "internet").stdout == "hello\tHallo\tnl\n"
    refused = run("template", "add", "internet", "bad", "--title", "X", "--nl", str(tmp_path / "bad.txt"))
    assert (refused.exit_code, "{naam}" in refused.stderr) == (1, True)
    assert run("template", "add", "internet", "none", "--title", "X").exit_code == 1
    assert run("template", "remove", "internet", "hello").exit_code == 0
    assert run("template", "remove", "internet", "hello").exit_code == 1


def test_a_mailbox_is_an_endpoint_without_a_secret(run) -> None:
    added = run("endpoint", "add", "internet", "team@solvers.example.org")
    assert (added.exit_code, added.stdout) == (0, "")
    assert "\tteam@solvers.example.org\tactive" in run("endpoint", "list", "internet").stdout
    assert run("endpoint", "add", "internet", "a b@example.org").exit_code == 1


def test_endpoints_are_added_listed_and_removed(run) -> None:
    added = run("endpoint", "add", "internet", "http://127.0.0.1:9/hook")
    assert added.stdout.startswith("whsec_")
    endpoint = run("endpoint", "list", "internet").stdout.split("\t")[0]
    assert run("endpoint", "remove", "internet", endpoint).exit_code == 0
    assert run("endpoint", "list", "internet").stdout.endswith("removed\n")
    assert run("endpoint", "enable", "internet", endpoint).exit_code == 1
    assert run("endpoint", "add", "internet", "ftp://example.org").exit_code == 1


def test_keys_are_added_listed_and_removed(app: Flask, run) -> None:
    secret = run("key", "add", "internet", "--name", "Tickets").stdout.strip()
    program = Client(app, secret)
    assert program.get("/tickets").status_code == 200
    key, name, *_, ended = run("key", "list", "internet").stdout.strip().split("\t")
    assert (name, ended) == ("Tickets", "-")
    assert secret not in run("key", "list", "internet").stdout
    assert run("key", "remove", "internet", key).exit_code == 0
    assert program.get("/tickets").status_code == 401


def test_teams_are_listed_with_what_they_have(run) -> None:
    assert "internet\tInternet Care\tnl\t1\t0\t1" in run("list").stdout.splitlines()


@pytest.mark.parametrize(
    "words",
    [
        ("member", "add", "catering", "solver@example.org"),
        ("member", "add", "internet", "nobody@example.org"),
        ("member", "list", "catering"),
        ("rule", "add", "catering"),
        ("rule", "add", "internet", "--area", "place:Nergens"),
        ("rule", "try", "--service", "gas"),
        ("template", "list", "catering"),
        ("endpoint", "list", "catering"),
        ("key", "add", "catering"),
        ("key", "remove", "internet", "none"),
    ],
)
def test_a_wrong_word_is_one_sentence(run, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1


def test_commands_stand_in_the_audit_trail_as_the_command_line(app: Flask, run, manager: Client) -> None:
    run("add", "odds", "--service", "other")
    run("member", "add", "odds", "colleague@example.org")
    run("key", "add", "odds")
    told = manager.get("/audit?team=odds").json["items"]
    assert [row["action"] for row in told] == ["key.added", "member.added", "rule.added", "team.added"]
    assert {(row["actor"], row["actor_name"]) for row in told} == {(None, COMMAND_LINE)}
    with app.app_context():
        assert db.session.query(AuditRecord).filter(AuditRecord.actor.is_not(None)).count() == 0
