"""Invitations in waves: read in a real mailbox, used once, refused the second time; codes on paper for the others."""

import csv
import io
import re
from collections.abc import Iterator

import pytest
from flask import Flask

from backend import db
from backend.letters import Letter
from backend.mail.smtp import Postman
from tests.backend.client import Client
from tests.backend.mail.mailbox import Mailbox, mailbox
from tests.backend.mail.test_letters import round_of

STRONG = "fiets regen kaas"
FILE = (
    "email,name,language,group,password",
    "ada@example.org,Ada,nl,pilot,",
    "bo@example.org,Bo,en,pilot,",
    "cem@example.org,Cem,nl,later,",
    "in@example.org,Ina,nl,pilot,has one already",
)


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as there:
        yield there


@pytest.fixture
def environment(box: Mailbox) -> dict[str, str]:
    return {"SMTP_URL": f"smtp://127.0.0.1:{box.port}", "MAIL_FROM": "Doorgeven <no-reply@corp.example>"}


def letters(app: Flask) -> list[str]:
    with app.app_context():
        return sorted(row.address for row in db.session.query(Letter))


def test_a_wave_reads_its_mail_comes_in_once_and_is_refused_a_second_time(app: Flask, run, file, box: Mailbox) -> None:
    run("import", file(*FILE))
    assert letters(app) == []
    done = run("invite", "--group", "pilot")
    assert "2 invited; 0 had an invitation, 1 have a password." in done.stderr
    postman = Postman(app.extensions["doorgeven.config"].smtp)
    assert round_of(app, postman, "worker") == 2
    postman.hang_up()
    mails = {mail["To"]: mail for mail in box.mails}
    assert set(mails) == {"ada@example.org", "bo@example.org"}
    assert "Kies om te beginnen een wachtwoord" in mails["ada@example.org"].get_body(("plain",)).get_content()
    text = mails["bo@example.org"].get_body(("plain",)).get_content()
    assert "Choose a password to begin with" in text
    (code,) = set(re.findall(r"http://127\.0\.0\.1:8080/invite/([\w-]+)", text))
    nobody = Client(app)
    assert app.test_client().get(f"/invite/{code}").status_code == 200
    session = nobody.post("/auth/invitation", {"code": code, "password": STRONG})
    assert session.json["person"]["email"] == "bo@example.org"
    again = nobody.post("/auth/invitation", {"code": code, "password": STRONG})
    assert (again.status_code, "used already" in again.json["detail"]) == (422, True)
    assert nobody.post("/auth/login", {"email": "bo@example.org", "password": STRONG}).status_code == 200


def test_twice_the_same_command_mails_nobody_twice_unless_it_is_asked_to(app: Flask, run, file) -> None:
    run("import", file(*FILE))
    assert "2 would be invited" in run("invite", "--group", "pilot", "--dry-run").stderr
    assert letters(app) == []
    run("invite", "--group", "pilot")
    assert "0 invited; 2 had an invitation" in run("invite", "--group", "pilot").stderr
    run("invite", "--group", "later")
    assert letters(app) == ["ada@example.org", "bo@example.org", "cem@example.org"]
    assert "2 invited; 0 had an invitation" in run("invite", "--group", "pilot", "--again").stderr


def test_the_newest_invitation_is_the_one_that_works(app: Flask, run, file) -> None:
    run("import", file(*FILE))
    run("invite", "--group", "later")
    run("invite", "--group", "later", "--again")
    with app.app_context():
        first, second = (row.link.rpartition("/")[2] for row in db.session.query(Letter).order_by(Letter.created_at))
    nobody = Client(app)
    assert nobody.post("/auth/invitation", {"code": first, "password": STRONG}).status_code == 422
    assert nobody.post("/auth/invitation", {"code": second, "password": STRONG}).status_code == 200


def test_who_left_is_not_invited_and_an_unknown_group_is_told(app: Flask, run, file) -> None:
    run("import", file(*FILE))
    run("leave", "ada@example.org")
    assert "1 invited" in run("invite", "--group", "pilot").stderr
    assert "later, pilot" in run("invite", "--group", "pilots", fails=True).stderr


def test_codes_on_paper_work_once_and_end_the_invitation(app: Flask, run, file) -> None:
    run("import", file(*FILE))
    run("invite", "--group", "later")
    printed = run("codes", "--group", "later", "--group", "pilot", "--format", "csv")
    rows = {row["email"]: row for row in csv.DictReader(io.StringIO(printed.stdout))}
    assert set(rows) == {"ada@example.org", "bo@example.org", "cem@example.org"}
    assert "Codes, shown this once: 3." in printed.stderr
    nobody = Client(app)
    code = rows["cem@example.org"]["code"]
    with app.app_context():
        mailed = db.session.query(Letter).one().link.rpartition("/")[2]
    assert nobody.post("/auth/invitation", {"code": mailed, "password": STRONG}).status_code == 422
    assert nobody.post("/auth/invitation", {"code": code, "password": STRONG}).json["person"]["name"] == "Cem"
    assert nobody.post("/auth/invitation", {"code": code, "password": STRONG}).status_code == 422


def test_a_slip_of_paper_speaks_its_readers_language(run, file) -> None:
    run("import", file(*FILE))
    shown = run("codes", "--group", "pilot").stdout
    dutch, english = shown.split("-" * 72 + "\n")[:2]
    assert ("Ada <ada@example.org>" in dutch, "vul deze code in" in dutch) == (True, True)
    assert ("Bo <bo@example.org>" in english, "fill in this code" in english) == (True, True)
    assert len(re.findall(r"^    (?:[2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}$", shown, re.MULTILINE)) == 2
