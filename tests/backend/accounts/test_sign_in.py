"""Signing in: by password, locked after guesses, alike for accounts that do not exist."""

import datetime as dt

import pytest
from argon2 import extract_parameters
from flask import Flask

from backend import clock, db
from backend.accounts import keys, services
from backend.accounts.models import AccessToken, Person
from tests.backend.client import Client
from tests.backend.passwords import REAL

RIGHT = {"email": "Employee@Example.org ", "password": "doorgeven-demo"}
WRONG = {**RIGHT, "password": "not it"}


@pytest.fixture
def nobody(app: Flask) -> Client:
    return Client(app)


def test_the_right_password_opens_a_session_whatever_the_case_of_the_address(app: Flask, nobody: Client) -> None:
    session = nobody.post("/auth/login", RIGHT)
    assert session.status_code == 200
    assert session.json["expires_in"] == 900
    assert session.json["person"]["email"] == "employee@example.org"
    me = Client(app, session.json["access_token"]).get("/me").json
    assert me["name"] == "Eva de Vries"
    assert (me["country"], me["minimum_app_version"], me["brand"]["name"]) == ("NL", "0.1.0", "Doorgeven")


def test_a_wrong_password_and_an_unknown_account_get_the_same_answer(nobody: Client) -> None:
    known = nobody.post("/auth/login", WRONG)
    unknown = nobody.post("/auth/login", {**WRONG, "email": "nobody@example.org"})
    assert known.status_code == unknown.status_code == 401
    assert known.json == unknown.json


@pytest.mark.parametrize("email", ["employee@example.org", "nobody@example.org"])
def test_ten_guesses_lock_an_address_for_a_while_known_or_not(
    nobody: Client, email: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.passwords, "matches", lambda password, kept: password == RIGHT["password"])
    for _ in range(10):
        assert nobody.post("/auth/login", {"email": email, "password": "guess"}).status_code == 401
    locked = nobody.post("/auth/login", {"email": email, "password": RIGHT["password"]})
    assert locked.status_code == 429
    assert 0 < int(locked.headers["Retry-After"]) <= 901


def test_others_sign_in_while_an_account_is_locked(nobody: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services.passwords, "matches", lambda password, kept: password == RIGHT["password"])
    for _ in range(11):
        nobody.post("/auth/login", WRONG)
    assert nobody.post("/auth/login", {**RIGHT, "email": "colleague@example.org"}).status_code == 200


def test_tokens_and_passwords_are_kept_as_hashes_only(app: Flask, nobody: Client) -> None:
    session = nobody.post("/auth/login", RIGHT).json
    with app.app_context():
        kept = [row.hash for row in db.session.query(AccessToken)]
        person = db.session.query(Person).filter_by(email="employee@example.org").one()
    assert session["access_token"] not in kept
    assert person.password_hash.startswith("$argon2id$")


def test_a_servers_hashes_cost_what_guessing_should() -> None:
    """At least what RFC 9106 recommends second: tests alone have cheaper ones (`tests/backend/passwords.py`)."""
    told = extract_parameters(REAL.hash("for the look of it"))
    assert (told.type.name, told.version) == ("ID", 19)
    assert told.memory_cost >= 64 * 1024
    assert told.time_cost >= 3


def test_an_access_token_ends_after_fifteen_minutes(employee: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert employee.get("/me").status_code == 200
    later = clock.now() + dt.timedelta(minutes=15, seconds=1)
    monkeypatch.setattr(services, "now", lambda: later)
    assert employee.get("/me").status_code == 401


def test_signing_out_ends_every_token_of_that_sign_in_at_once_and_no_other(app: Flask, nobody: Client) -> None:
    phone, tablet = (nobody.post("/auth/login", RIGHT).json for _ in range(2))
    on_phone = Client(app, phone["access_token"])
    again = nobody.post("/auth/refresh", {"refresh_token": phone["refresh_token"]}).json
    assert on_phone.post("/auth/logout", {}).status_code == 200
    assert on_phone.get("/me").status_code == 401
    assert Client(app, again["access_token"]).get("/me").status_code == 401
    assert nobody.post("/auth/refresh", {"refresh_token": again["refresh_token"]}).status_code == 401
    assert Client(app, tablet["access_token"]).get("/me").status_code == 200


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nonsense", "Basic abc", "Bearer \xe9"])
def test_no_usable_token_is_a_401_that_names_the_scheme(app: Flask, header: str) -> None:
    answer = Client(app).get("/me", Authorization=header)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_revoked_api_key_opens_nothing(app: Flask, api_key) -> None:
    program = api_key("internet")
    assert program.get("/tickets").status_code == 200
    with app.app_context():
        db.write(lambda: keys.end_key("internet", services.key_of("internet", program.token).id).id)
    assert program.get("/tickets").status_code == 401
