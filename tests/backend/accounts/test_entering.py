"""Coming in without a password: invitations, printed codes, a forgotten password; by the API and on the pages."""

import datetime as dt
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from backend import clock, db
from backend.accounts import codes, entering, failures
from backend.accounts.codes import Purpose
from backend.accounts.models import OneTimeCode, Person
from backend.accounts.services import find_person
from backend.i18n import catalogue
from backend.letters import Letter
from tests.backend.client import Client

STRONG = "fiets regen kaas"
EMAIL = "employee@example.org"


@pytest.fixture
def nobody(app: Flask) -> Client:
    return Client(app)


@pytest.fixture
def code_for(app: Flask) -> Callable[..., str]:
    """A code as somebody was sent it."""

    def make(purpose: str = "invitation", email: str = EMAIL, *, to_type: bool = False) -> str:
        with app.app_context():
            person = find_person(email)
            assert person is not None
            person_id = person.id
            db.session.rollback()
            return db.write(lambda: codes.make(person_id, Purpose(purpose), to_type=to_type)[0])

    return make


def letters(app: Flask) -> list[Letter]:
    with app.app_context():
        return list(db.session.query(Letter).order_by(Letter.created_at))


def deactivate(app: Flask, email: str = EMAIL) -> None:
    def change() -> None:
        db.session.query(Person).filter_by(email=email).update({"active": False})

    with app.app_context():
        db.write(change)


@pytest.mark.parametrize("way", ["invitation", "reset"])
def test_a_code_sets_a_password_and_signs_in_once(app: Flask, nobody: Client, code_for, way: str) -> None:
    code = code_for(way)
    session = nobody.post(f"/auth/{way}", {"code": code, "password": STRONG})
    assert session.status_code == 200, session.text
    assert Client(app, session.json["access_token"]).get("/me").json["email"] == EMAIL
    assert nobody.post("/auth/login", {"email": EMAIL, "password": STRONG}).status_code == 200
    again = nobody.post(f"/auth/{way}", {"code": code, "password": STRONG + "!"})
    assert (again.status_code, again.json["errors"][0]["pointer"]) == (422, "/code")
    assert "used already" in again.json["detail"]
    assert nobody.post("/auth/login", {"email": EMAIL, "password": STRONG}).status_code == 200


def test_every_session_of_that_person_ends_and_nobody_elses(
    employee: Client, colleague: Client, nobody, code_for
) -> None:
    assert employee.get("/me").status_code == 200
    nobody.post("/auth/reset", {"code": code_for("reset"), "password": STRONG})
    assert employee.get("/me").status_code == 401
    assert colleague.get("/me").status_code == 200


def test_a_code_is_good_for_its_own_purpose_only(nobody: Client, code_for) -> None:
    assert nobody.post("/auth/reset", {"code": code_for("invitation"), "password": STRONG}).status_code == 422
    assert nobody.post("/auth/invitation", {"code": code_for("reset"), "password": STRONG}).status_code == 422


@pytest.mark.parametrize(("way", "good_for"), [("invitation", dt.timedelta(days=14)), ("reset", dt.timedelta(hours=1))])
def test_a_code_expires(
    nobody: Client, code_for, monkeypatch: pytest.MonkeyPatch, way: str, good_for: dt.timedelta
) -> None:
    code = code_for(way)
    at = clock.now()
    monkeypatch.setattr(codes, "now", lambda: at + good_for + dt.timedelta(seconds=1))
    late = nobody.post(f"/auth/{way}", {"code": code, "password": STRONG})
    assert (late.status_code, "expired" in late.json["detail"]) == (422, True)
    monkeypatch.setattr(codes, "now", lambda: at + good_for - dt.timedelta(seconds=5))
    assert nobody.post(f"/auth/{way}", {"code": code, "password": STRONG}).status_code == 200


def test_a_newer_code_ends_the_older(nobody: Client, code_for) -> None:
    older, newer = code_for(), code_for()
    refused = nobody.post("/auth/invitation", {"code": older, "password": STRONG})
    assert (refused.status_code, "newer" in refused.json["detail"]) == (422, True)
    assert nobody.post("/auth/invitation", {"code": newer, "password": STRONG}).status_code == 200


def test_a_password_that_is_set_ends_every_other_code(nobody: Client, code_for) -> None:
    invitation, reset = code_for("invitation"), code_for("reset")
    assert nobody.post("/auth/reset", {"code": reset, "password": STRONG}).status_code == 200
    assert nobody.post("/auth/invitation", {"code": invitation, "password": STRONG}).status_code == 422


def test_a_printed_code_may_be_typed_as_people_type(nobody: Client, code_for) -> None:
    code = code_for(to_type=True)
    assert re.fullmatch(r"([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}", code)
    typed = " " + code.lower().replace("-", " ", 1).replace("-", "") + " "
    assert nobody.post("/auth/invitation", {"code": typed, "password": STRONG}).status_code == 200


def test_codes_are_kept_as_hashes_only(app: Flask, code_for) -> None:
    printed = {code_for(to_type=True), code_for("reset")}
    with app.app_context():
        kept = {row.hash for row in db.session.query(OneTimeCode)}
    assert len(kept) == 2
    assert not kept & printed


def test_of_ten_who_use_one_code_at_once_one_succeeds(app: Flask, code_for) -> None:
    code = code_for()

    def use(number: int) -> int:
        return Client(app).post("/auth/invitation", {"code": code, "password": f"{STRONG} {number}"}).status_code

    with ThreadPoolExecutor(10) as pool:
        assert sorted(pool.map(use, range(10))) == [200] + [422] * 9


def test_guessing_at_a_code_is_locked_and_other_codes_are_not(nobody: Client, code_for) -> None:
    mine, others = code_for(to_type=True), code_for(email="colleague@example.org")
    for number in range(10):
        guess = mine[:5] + f"AAAA-AAAA-AA{number:02d}".replace("0", "X").replace("1", "Y")
        assert nobody.post("/auth/invitation", {"code": guess, "password": STRONG}).status_code == 422
    locked = nobody.post("/auth/invitation", {"code": mine, "password": STRONG})
    assert (locked.status_code, 0 < int(locked.headers["Retry-After"]) <= 901) == (429, True)
    assert nobody.post("/auth/invitation", {"code": others, "password": STRONG}).status_code == 200


def test_a_used_link_that_is_opened_often_locks_nobody(nobody: Client, code_for) -> None:
    code = code_for()
    nobody.post("/auth/invitation", {"code": code, "password": STRONG})
    for _ in range(12):
        assert nobody.post("/auth/invitation", {"code": code, "password": STRONG}).status_code == 422


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("short", "at least 10"),
        ("Employee@example.org", "e-mail address"),
        ("wachtwoord123", "guessed"),
        ("aaaabbbbcccc", "guessed"),
        ("tab\x07 in it here", "Control"),
    ],
)
def test_a_weak_password_is_told_and_the_code_stays_good(nobody: Client, code_for, password: str, told: str) -> None:
    code = code_for()
    refused = nobody.post("/auth/invitation", {"code": code, "password": password})
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/password")
    assert told in refused.json["errors"][0]["detail"]
    assert nobody.post("/auth/invitation", {"code": code, "password": STRONG}).status_code == 200


def test_who_has_left_comes_in_by_no_code_and_gets_no_mail(app: Flask, nobody: Client, code_for) -> None:
    invitation, reset = code_for("invitation"), code_for("reset")
    deactivate(app)
    assert nobody.post("/auth/invitation", {"code": invitation, "password": STRONG}).status_code == 422
    assert nobody.post("/auth/reset", {"code": reset, "password": STRONG}).status_code == 422
    assert nobody.post("/auth/forgot", {"email": EMAIL}).status_code == 202
    assert letters(app) == []


def test_forgetting_a_password_sends_a_link_and_tells_strangers_nothing(app: Flask, nobody: Client) -> None:
    known, unknown = (nobody.post("/auth/forgot", {"email": to}) for to in (" Employee@Example.org", "no@example.org"))
    assert (known.status_code, known.data) == (unknown.status_code, unknown.data) == (202, b"{}")
    (letter,) = letters(app)
    assert (letter.address, letter.language) == (EMAIL, "nl")
    assert "nieuw wachtwoord" in letter.subject
    code = letter.link.removeprefix("http://127.0.0.1:8080/reset/")
    assert nobody.post("/auth/reset", {"code": code, "password": STRONG}).status_code == 200
    assert letters(app)[-1].subject == "Je wachtwoord is gewijzigd"


def test_asking_takes_as_long_for_nobody_as_for_somebody(nobody: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(entering.time, "sleep", waits.append)
    monkeypatch.setattr(entering.time, "monotonic", iter([0.0, 0.03, 10.0, 10.01]).__next__)
    for email in (EMAIL, "no@example.org"):
        nobody.post("/auth/forgot", {"email": email})
    assert [round(wait, 3) for wait in waits] == [0.17, 0.19]


def test_nobody_fills_somebody_elses_mailbox(app: Flask, nobody: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        assert nobody.post("/auth/forgot", {"email": EMAIL}).status_code == 202
    nobody.post("/auth/forgot", {"email": "colleague@example.org"})
    assert [letter.address for letter in letters(app)] == [EMAIL] * 3 + ["colleague@example.org"]
    later = clock.now() + dt.timedelta(minutes=61)
    for module in (failures, codes):
        monkeypatch.setattr(module, "now", lambda: later)
    nobody.post("/auth/forgot", {"email": EMAIL})
    assert len(letters(app)) == 5


def test_old_codes_are_forgotten_a_month_after_their_end(app: Flask, code_for, monkeypatch: pytest.MonkeyPatch) -> None:
    code_for("reset")
    for days, left in ((29, 1), (31, 0)):
        later = clock.now() + dt.timedelta(days=days, hours=1)
        monkeypatch.setattr(codes, "now", lambda at=later: at)
        with app.app_context():
            db.write(codes.forget_old)
            assert db.session.query(OneTimeCode).count() == left


# The pages.


def page(app: Flask, path: str, **form: str):
    """As a Dutch browser asks for it, or sends its form."""
    browser, dutch = app.test_client(), {"Accept-Language": "nl-NL,nl;q=0.9,en;q=0.5"}
    return browser.post(path, data=form, headers=dutch) if form else browser.get(path, headers=dutch)


@pytest.mark.parametrize(("way", "path"), [("invitation", "/invite"), ("reset", "/reset")])
def test_a_page_sets_the_password_and_a_second_time_says_why_not(app: Flask, nobody, code_for, way, path) -> None:
    link = f"{path}/{code_for(way)}"
    for _ in range(3):
        # A mail scanner follows links; nothing may come of that.
        form = page(app, link)
        assert (form.status_code, EMAIL in form.text) == (200, True)
    assert 'lang="nl"' in form.text
    done = page(app, link, password=STRONG, again=STRONG)
    assert (done.status_code, done.headers["Location"]) == (303, f"{path}/done")
    assert page(app, f"{path}/done").status_code == 200
    assert nobody.post("/auth/login", {"email": EMAIL, "password": STRONG}).status_code == 200
    for again in (page(app, link), page(app, link, password=STRONG, again=STRONG)):
        assert (again.status_code, "al gebruikt" in again.text) == (422, True)


def test_a_code_on_paper_is_typed_into_a_page(app: Flask, nobody: Client, code_for) -> None:
    code = code_for(to_type=True)
    assert 'name="code"' in page(app, "/invite").text
    wrong = page(app, "/invite", code="AAAA-BBBB-CCCC-DDDD", password=STRONG, again=STRONG)
    assert (wrong.status_code, "AAAA-BBBB-CCCC-DDDD" in wrong.text) == (422, True)
    differ = page(app, "/invite?lang=en", code=code, password=STRONG, again=STRONG + "x")
    assert ("not the same" in differ.text, code in differ.text, STRONG in differ.text) == (True, True, False)
    assert page(app, "/invite", code=code.lower(), password=STRONG, again=STRONG).status_code == 303
    assert nobody.post("/auth/login", {"email": EMAIL, "password": STRONG}).status_code == 200


@pytest.mark.parametrize("path", ["/invite", "/reset", "/forgot", "/forgot/sent", "/invite/done", "/invite/nonsense"])
def test_pages_run_nothing_load_nothing_from_outside_and_say_no_referrer(app: Flask, path: str) -> None:
    for language in ("nl", "en"):
        shown = page(app, f"{path}?lang={language}")
        assert f'<html lang="{language}">' in shown.text
        policy = shown.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert shown.headers["Referrer-Policy"] == "no-referrer"
        assert shown.headers["Cache-Control"] == "no-store"
        assert not re.search(r"<script|style=|\son\w+=|https?:", shown.text)
    assert page(app, "/entering.css").content_type.startswith("text/css")


def test_what_people_are_called_is_text_on_a_page(app: Flask, code_for) -> None:
    with app.app_context():
        db.write(
            lambda: db.session.query(Person).filter_by(email=EMAIL).update({"name": "<script>x</script>"}) and None
        )
    shown = page(app, f"/invite/{code_for()}")
    assert "<script>" not in shown.text
    assert "&lt;script&gt;" in shown.text


def test_the_page_for_a_forgotten_password_says_the_same_to_all(app: Flask) -> None:
    answers = [page(app, "/forgot", email=email) for email in (EMAIL, "no@example.org")]
    assert {(a.status_code, a.headers["Location"]) for a in answers} == {(303, "/forgot/sent")}
    assert [letter.address for letter in letters(app)] == [EMAIL]
    assert page(app, "/forgot", email=" ").status_code == 422


def test_a_form_that_is_far_too_large_is_refused(app: Flask) -> None:
    assert page(app, "/forgot", email="x" * 20_000).status_code == 413


def test_every_sentence_on_the_pages_has_its_dutch() -> None:
    from pathlib import Path

    folder = Path(entering.__file__).parents[1] / "templates" / "entering"
    said = {text for file in folder.glob("*.html") for _, text in re.findall(r"_\((['\"])(.*?)\1\)", file.read_text())}
    assert len(said) > 10
    assert said - set(catalogue("nl")) == set()
