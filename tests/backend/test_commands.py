"""The commands of `flask --app backend.app`: what they do, twice too, and one sentence for each wrong use."""

from pathlib import Path

import pytest
from flask import Flask

from backend import db
from backend.accounts.models import Person
from tests.backend.client import Client


@pytest.fixture
def run(app: Flask):
    """Runs a command; says its exit status, standard output and standard error."""

    def run(*words: str):
        result = app.test_cli_runner().invoke(args=list(words))
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert "Traceback" not in result.output
        return result

    return run


def login(app: Flask, email: str, password: str):
    return Client(app).post("/auth/login", {"email": email, "password": password})


def people(app: Flask) -> dict[str, tuple[str, str, list[str]]]:
    with app.app_context():
        return {p.email: (p.name, p.role, [t.slug for t in p.teams]) for p in db.session.query(Person)}


def test_seeding_twice_changes_nothing(app: Flask, run) -> None:
    before = people(app)
    assert run("seed").exit_code == 0
    assert people(app) == before
    assert set(before) >= {f"{who}@example.org" for who in ("employee", "colleague", "solver", "manager", "admin")}


def test_an_api_key_is_all_there_is_on_standard_output(app: Flask, run, employee: Client) -> None:
    result = run("api-key", "--team", "internet")
    key = result.stdout.strip()
    assert result.stdout == f"{key}\n"
    assert Client(app, key).amend(employee.submit(), status="in_progress").status_code == 200


def test_a_key_with_the_right_declares_outages_and_one_without_does_not(app: Flask, run) -> None:
    outage = {"title": {"nl": "Storing"}, "services": ["tv"], "areas": ["NL"], "impact": "major"}
    without = Client(app, run("api-key", "--team", "tv").stdout.strip())
    with_right = Client(app, run("api-key", "--team", "tv", "--right", "outages").stdout.strip())
    assert without.post("/outages", outage).status_code == 403
    assert with_right.post("/outages", outage).status_code == 201


def test_a_person_is_added_once_and_can_sign_in(app: Flask, run) -> None:
    words = ("person", "add", "Nieuw@Example.org", "--name", "Noor", "--role", "solver", "--team", "tv")
    assert run(*words, "--password", "geheim-genoeg").exit_code == 0
    assert people(app)["nieuw@example.org"] == ("Noor", "solver", ["tv"])
    assert login(app, "nieuw@example.org", "geheim-genoeg").status_code == 200
    again = run(*words, "--password", "x")
    assert again.exit_code == 1
    assert "has an account already" in again.stderr


def test_a_team_is_added_with_the_services_that_go_to_it(app: Flask, run, employee: Client) -> None:
    assert run("team", "add", "odds", "--name", "Odds and Ends", "--service", "other").exit_code == 0
    assert employee.submit(service="other")["team"] == "odds"


def test_people_come_in_from_a_file_and_the_second_time_nothing_changes(app: Flask, run, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(
        "email,name,role,teams,password\na@example.org,Ada,solver,tv;mobile,geheim-genoeg\nb@example.org,Bo,,,\n",
        "utf-8",
    )
    first = run("person", "import", str(file))
    assert first.exit_code == 0, first.stderr
    assert "2 added" in first.stderr
    assert first.stdout == ""
    assert people(app)["a@example.org"] == ("Ada", "solver", ["mobile", "tv"])
    assert login(app, "a@example.org", "geheim-genoeg").status_code == 200
    assert login(app, "b@example.org", "").status_code == 422
    second = run("person", "import", str(file))
    assert "0 added, 0 changed, 2 as they were" in second.stderr
    assert second.stdout == ""


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"name\nAda\n", "columns"),
        (b"email,name\nnonsense,Ada\n", "Line 2"),
        (b"email,role\na@example.org,emperor\n", "Line 2"),
        (b"email,teams\na@example.org,catering\n", "Line 2"),
        (b"email\na@example.org\na@example.org\n", "Line 3"),
        (b"\xff\xfe\x00", "UTF-8"),
    ],
)
def test_a_file_with_a_wrong_line_is_told_and_nobody_comes_in(
    app: Flask, run, tmp_path: Path, content: bytes, told: str
) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(content)
    before = people(app)
    result = run("person", "import", str(file))
    assert result.exit_code == 1
    assert told in result.stderr
    assert people(app) == before


def test_imported_areas_answer_for_their_municipality(app: Flask, run, tmp_path: Path, employee: Client) -> None:
    file = tmp_path / "areas.csv"
    file.write_text(
        "pc4,place,municipality,province,area_code,lat,lon,population\n"
        "3511,Utrecht,Utrecht,Utrecht,030,52.09,5.11,8000\n3512,Utrecht,Utrecht,Utrecht,030,52.09,5.12,9000\n",
        "utf-8",
    )
    assert run("import-areas", str(file)).exit_code == 0
    assert run("import-areas", str(file)).exit_code == 0
    with app.app_context():
        from backend.areas import services as areas

        assert areas.normalise("municipality:utrecht", "/areas/0") == "municipality:Utrecht"


@pytest.mark.parametrize(
    "words", [("api-key", "--team", "catering"), ("team", "add", "Bad Slug"), ("team", "add", "tv")]
)
def test_a_wrong_word_is_one_sentence(run, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1


def test_a_database_that_is_not_set_up_is_one_sentence(app: Flask, run) -> None:
    from flask_migrate import downgrade

    with app.app_context():
        downgrade(revision="base")
    result = run("seed")
    assert result.exit_code == 1
    assert "db upgrade" in result.stderr


def test_every_ticket_keeps_the_rule_that_chose_its_team(app: Flask, employee: Client) -> None:
    from backend.teams import services as teams

    with app.app_context():
        rule = db.write(lambda: teams.add_rule("mobile", service="internet", kind="problem", area="35", position=1).id)
    near, far = employee.submit(), employee.submit(customer={"postcode": "1011AA"})
    assert (near["team"], near["routed_by"]["rule"], near["routed_by"]["area"]) == ("mobile", rule, "35")
    assert far["team"] == "internet"
    question = employee.submit(kind="question", customer={"postcode": "3511AB"})
    assert question["team"] == "internet"


def test_correcting_the_postcode_routes_again_and_other_corrections_do_not(
    app: Flask, employee: Client, solver
) -> None:
    from backend.teams import services as teams

    with app.app_context():
        db.write(lambda: teams.add_rule("mobile", service="internet", area="10", position=1) and None)
    ticket = employee.submit()
    path = f"/tickets/{ticket['id']}/customer"
    assert employee.call("PATCH", path, {"phone": "0687654321"}).json["team"] == "internet"
    moved = employee.call("PATCH", path, {"postcode": "1011 ab"}).json
    assert (moved["team"], moved["customer"]["postcode"], moved["customer"]["phone"]) == (
        "mobile",
        "1011AB",
        "0687654321",
    )
    assert solver.get(f"/tickets/{ticket['id']}").status_code == 404


def test_the_customers_data_can_be_corrected_until_it_is_resolved_by_the_reporter_only(
    employee: Client, solver: Client
) -> None:
    ticket = employee.submit()
    path = f"/tickets/{ticket['id']}/customer"
    assert solver.call("PATCH", path, {"name": "X"}).status_code == 403
    assert employee.call("PATCH", path, {"postcode": None}).status_code == 422
    assert employee.call("PATCH", path, {"postcode": "60193"}).json["errors"][0]["pointer"] == "/postcode"
    assert employee.call("PATCH", path, {"name": "X"}, If_Match='"99"').status_code == 412
    solver.amend(ticket, status="resolved")
    assert employee.call("PATCH", path, {"name": "X"}).status_code == 409
    assert "Oma" not in employee.get(f"/tickets/{ticket['id']}/timeline").text


def test_a_revoked_key_opens_nothing(app: Flask, run) -> None:
    key = run("api-key", "--team", "internet").stdout.strip()
    assert Client(app, key).get("/tickets").status_code == 200
    assert run("api-key", "--team", "tv", "--revoke", key).exit_code == 1
    assert run("api-key", "--team", "internet", "--revoke", key).exit_code == 0
    assert Client(app, key).get("/tickets").status_code == 401


def test_a_name_that_is_too_long_is_one_sentence(run) -> None:
    for words in (("person", "add", "a@example.org", "--password", "x", "--name"), ("team", "add", "long", "--name")):
        result = run(*words, "x" * 300)
        assert result.exit_code == 1
        assert "at most 200" in result.stderr


def test_the_worker_says_that_a_database_is_not_set_up(app: Flask, run) -> None:
    from flask_migrate import downgrade

    with app.app_context():
        downgrade(revision="base")
    result = run("forward")
    assert result.exit_code == 1
    assert "db upgrade" in result.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"DATABASE_URL": "mysql://localhost/x"}, "DATABASE_URL"),
        ({"DATABASE_URL": "sqlite:////nowhere/at/all.db"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://127.0.0.1:9/x"}, "DATABASE_URL"),
        ({"PORT": "abc"}, "PORT"),
    ],
)
def test_a_wrong_setting_is_one_sentence_for_every_command(
    tmp_path: Path, variables: dict[str, str], told: str
) -> None:
    import os
    import subprocess
    import sys

    env = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}", "SECRET_KEY": "x", **variables}
    for words in (("db", "upgrade"), ("seed",)):
        command = [sys.executable, "-m", "flask", "--app", "backend.app", *words]
        result = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)
        assert result.returncode == 1, result.stderr
        assert "Traceback" not in result.stderr
        assert told in result.stderr
