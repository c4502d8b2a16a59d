"""A company's people from a file: twice, with leavers, with mistakes in it."""

import time
from pathlib import Path

import pytest
from flask import Flask

from backend import db
from backend.accounts.models import Person
from backend.audit import AuditRecord
from backend.cli.progress import progress
from tests.backend.client import Client

DEMO = [f"{who}@example.org" for who in ("employee", "colleague", "solver", "manager", "admin")]


def accounts(app: Flask) -> set[tuple]:
    columns = (Person.email, Person.name, Person.role, Person.language, Person.group, Person.active)
    with app.app_context():
        return {tuple(row) for row in db.session.query(*columns)}


def audited(app: Flask) -> list[tuple[str, dict]]:
    with app.app_context():
        return [(row.action, row.changes) for row in db.session.query(AuditRecord).order_by(AuditRecord.seq)]


def test_what_a_row_leaves_empty_stays_as_it_is(app: Flask, run, file, person) -> None:
    done = run("import", file("email,name,role,group", "solver@example.org,,,Pilot", "new@example.org,Noor,,Pilot"))
    assert "1 added, 1 changed, 0 as they were" in done.stderr
    solver = person("solver@example.org")
    assert (solver.name, solver.role, solver.group, [t.slug for t in solver.teams]) == (
        "Sanne Bakker",
        "solver",
        "Pilot",
        ["internet"],
    )
    new = person("new@example.org")
    assert (new.role, new.language, new.password_hash, new.active) == ("employee", "nl", None, True)


def test_a_change_of_role_holds_at_once_and_is_on_record(app: Flask, run, file, employee: Client) -> None:
    assert employee.get("/teams").status_code == 403
    run("import", file("email,role", "employee@example.org,manager"))
    assert employee.get("/teams").status_code == 200
    assert ("person.changed", {"role": {"to": "manager"}}) in audited(app)


def test_each_wrong_line_is_told_and_nobody_comes_in(app: Flask, run, file) -> None:
    before = accounts(app)
    result = run(
        "import",
        file(
            "email,name,role,teams,language,group",
            "right@example.org,Right,,,,",
            "nonsense,Ada,,,,",
            "a@example.org,Ada,emperor,,,",
            "b@example.org,Bo,,catering;tv,,",
            "c@example.org,Cem,,,fr,",
            "RIGHT@example.org,Twice,,,,",
            f"d@example.org,Dirk,,,,{'x' * 81}",
            "e@example.org,Vries, de,,,,",
        ),
        fails=True,
    )
    for line in (3, 4, 5, 6, 7, 8, 9):
        assert f"Line {line}: " in result.stderr
    assert ("line 2 too" in result.stderr, "catering" in result.stderr) == (True, True)
    assert "Line 2: " not in result.stderr
    assert accounts(app) == before


@pytest.mark.parametrize("head", ["email,email", "email,salary", "name", ""])
def test_a_first_line_that_names_no_columns_of_ours_is_told(run, file, head: str) -> None:
    assert "columns" in run("import", file(head, "a@example.org,x"), fails=True).stderr


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_what_a_dutch_excel_saves_is_read_too(run, tmp_path: Path, person, delimiter: str) -> None:
    path = tmp_path / "people.csv"
    lines = [("E-mail", "Name"), ("new@example.org", '"Vries, Noor de"')]
    text = "\r\n".join(delimiter.join(cells) for cells in lines).replace("E-mail", "Email")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    run("import", str(path))
    assert person("new@example.org").name == "Vries, Noor de"


def test_a_dry_run_says_what_would_happen_and_does_nothing(app: Flask, run, file) -> None:
    before, lines = accounts(app), ("email,name,role", *(f"{who}," for who in DEMO[1:]), "n@example.org,Noor,")
    told = run("import", file(*lines, "employee@example.org,Eva V,manager"), "--dry-run", "--deactivate-missing")
    assert "Would be: 1 added, 1 changed, 4 as they were" in told.stderr
    assert "employee@example.org: name Eva de Vries -> Eva V, role employee -> manager" in told.stdout
    told = run("import", file("email", *DEMO[1:]), "--dry-run", "--deactivate-missing")
    assert "1 left" in told.stderr
    assert "employee@example.org: leaves" in told.stdout
    assert accounts(app) == before


def test_whom_the_file_lacks_loses_access_at_once(app: Flask, run, file, employee: Client, colleague: Client) -> None:
    done = run("import", file("email", *DEMO[1:]), "--deactivate-missing")
    assert "0 added, 0 changed, 4 as they were, 1 left" in done.stderr
    assert employee.get("/me").status_code == 401
    assert colleague.get("/me").status_code == 200
    login = Client(app).post("/auth/login", {"email": DEMO[0], "password": "doorgeven-demo"})
    assert login.status_code == 401
    assert "0 left" not in run("import", file("email", *DEMO[1:]), "--deactivate-missing").stderr


def test_without_being_asked_nobody_is_ended(run, file, employee: Client) -> None:
    run("import", file("email", *DEMO[1:]))
    assert employee.get("/me").status_code == 200


def test_a_file_that_would_end_many_is_refused_until_it_is_confirmed(app: Flask, run, file, employee: Client) -> None:
    half = file("email,name", "admin@example.org,New Name", "manager@example.org,")
    before = accounts(app)
    refused = run("import", half, "--deactivate-missing", fails=True)
    assert "3 of 5 accounts" in refused.stderr
    assert accounts(app) == before
    assert "3 left" in run("import", half, "--deactivate-missing", "--yes").stderr
    assert employee.get("/me").status_code == 401


def test_the_last_admin_stays(app: Flask, run, file, admin: Client) -> None:
    done = run("import", file("email", *DEMO[:4]), "--deactivate-missing")
    assert "kept as the last admin: admin@example.org" in done.stderr
    assert admin.get("/me").status_code == 200
    demoted = run("import", file("email,role", "admin@example.org,employee"), fails=True)
    assert "no admin" in demoted.stderr
    run("import", file("email,role", "admin@example.org,employee", "n@example.org,admin"))
    assert admin.get("/me").json["role"] == "employee"


def test_an_admin_who_left_before_counts_for_none(app: Flask, run, file, admin: Client) -> None:
    run("add", "old@example.org", "--role", "admin", "--password", "geheim-genoeg")
    run("leave", "old@example.org")
    lines = ("email,role", *(f"{email}," for email in DEMO[:4]), "old@example.org,admin")
    assert "kept as the last admin" in run("import", file(*lines), "--deactivate-missing").stderr
    assert "no admin" in run("import", file(*lines, "admin@example.org,employee"), fails=True).stderr
    assert admin.get("/me").status_code == 200


def test_who_left_comes_back_only_when_that_is_said(run, file, person) -> None:
    run("leave", "colleague@example.org")
    again = run("import", file("email", *DEMO))
    assert ("4 as they were; 1 left before" in again.stderr, person(DEMO[1]).active) == (True, False)
    run("import", file("email", *DEMO), "--reactivate")
    assert (person(DEMO[1]).active, person(DEMO[1]).password_hash) == (True, None)


def test_leavers_tickets_go_to_the_colleague_named(run, file, employee: Client, colleague: Client) -> None:
    ticket = employee.submit()
    run("import", file("email", *DEMO[1:]), "--deactivate-missing", "--tickets-to", "colleague@example.org")
    assert colleague.get(f"/tickets/{ticket['id']}").json["reporter"]["name"] == "Cem Yılmaz"
    also = run("import", file("email", *DEMO[2:]), "--deactivate-missing", "--yes", "--tickets-to", DEMO[1], fails=True)
    assert "would leave too" in also.stderr
    assert colleague.get("/me").status_code == 200
    missing = run("import", file("email", *DEMO[1:]), "--tickets-to", "nobody@example.org", fails=True)
    assert "nobody@example.org" in missing.stderr


def test_a_long_command_that_nobody_watches_says_a_line_now_and_then(capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    at = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: at[0])
    with progress(20_000, "People") as advance:
        for _ in range(40):
            at[0] += 1.0
            advance(500)
    lines = capsys.readouterr().err.splitlines()
    assert lines[:2] == ["People: 5,000 of 20,000", "People: 10,000 of 20,000"]
    assert len(lines) == 4


@pytest.mark.slow
def test_a_company_imported_twice_changes_nothing_the_second_time(app: Flask, run, tmp_path: Path) -> None:
    import os

    count = int(os.environ.get("DOORGEVEN_PEOPLE", "2000"))
    path = tmp_path / "company.csv"
    rows = (f"p{n:05d}@corp.example,Persoon {n},,{'tv' if n % 50 == 0 else ''},group {n % 7}" for n in range(count))
    path.write_text("\n".join(["email,name,role,teams,group", *rows]) + "\n", "utf-8")
    first = run("import", str(path))
    assert f"{count} added, 0 changed, 0 as they were" in first.stderr
    before, records = accounts(app), len(audited(app))
    second = run("import", str(path))
    assert f"0 added, 0 changed, {count} as they were" in second.stderr
    assert accounts(app) == before
    assert len(audited(app)) == records
