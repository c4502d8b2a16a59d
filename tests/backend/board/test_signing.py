"""A session in the browser: how it begins, ends, and what it is not good for."""

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select

from backend import clock, db
from backend.accounts import browser, codes, leaving
from backend.accounts import services as accounts
from backend.accounts.models import BrowserSession, Person
from tests.backend.board.visitor import Visitor
from tests.backend.client import Client


def token_of(visitor: Visitor) -> str:
    cookie = visitor.http.get_cookie("doorgeven")
    assert cookie is not None
    return cookie.value


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/").status_code == 200


@pytest.fixture
def later(monkeypatch):
    """Sets the clock so much on; memories of callers are not kept in tests, as no watch runs."""

    def go_on(**by: float) -> None:
        at = clock.now() + dt.timedelta(**by)
        for module in (
            "backend.clock",
            "backend.accounts.browser",
            "backend.accounts.memory",
            "backend.accounts.failures",
        ):
            monkeypatch.setattr(f"{module}.now", lambda: at)

    return go_on


def test_a_password_opens_and_signing_out_ends_it_at_once(visit) -> None:
    visitor = visit()
    assert visitor.get("/").headers["Location"] == "/sign-in?next=%2F"
    page = visitor.get("/sign-in?next=%2F")
    answer = visitor.send(page, "/sign-in", _email="EMPLOYEE@example.org ", _password="doorgeven-demo")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    home = visitor.get("/")
    assert "Eva de Vries" in home.text
    stolen = token_of(visitor)
    assert visitor.send(home, "/sign-out").status_code == 303
    assert "Je bent uitgelogd." in visitor.get("/sign-in").text
    thief = visit()
    thief.http.set_cookie("doorgeven", stolen)
    assert not is_in(thief)


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(visit, app: Flask) -> None:
    answer = visit().post("/sign-in", {"_email": "manager@example.org", "_password": "doorgeven-demo"})
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie, "this machine itself, without TLS"


class TestElsewhere:
    @pytest.fixture
    def environment(self) -> dict[str, str]:
        return {"PUBLIC_URL": "https://doorgeven.example.org"}

    def test_cookies_go_over_tls_alone_and_to_this_host_only(self, visit) -> None:
        origin = "https://doorgeven.example.org"
        answer = visit().post(
            "/sign-in", {"_email": "manager@example.org", "_password": "doorgeven-demo"}, Origin=origin
        )
        assert answer.status_code == 303
        assert answer.headers["Set-Cookie"].startswith("__Host-doorgeven=")
        assert "Secure" in answer.headers["Set-Cookie"]


def test_only_a_fingerprint_of_the_token_is_kept(visit, app: Flask) -> None:
    token = token_of(visit("manager"))
    with app.app_context():
        kept = db.session.scalars(select(BrowserSession.hash)).all()
    assert token not in kept
    assert len(kept) == 1


def test_the_cookie_is_no_access_token_and_the_other_way_round(visit, app: Flask, manager: Client) -> None:
    assert Client(app, token_of(visit("manager"))).get("/me").status_code == 401
    visitor = visit()
    visitor.http.set_cookie("doorgeven", manager.token)
    assert not is_in(visitor)


@pytest.mark.parametrize("cookie", ["", "x", "\u00e9", "a" * 5000, "'; DROP TABLE person; --", "%00"])
def test_a_cookie_that_is_none_is_a_strangers(visit, cookie: str) -> None:
    visitor = visit()
    visitor.http.set_cookie("doorgeven", cookie)
    assert visitor.get("/").status_code == 303


def test_it_ends_after_twelve_hours_alone(visit, later) -> None:
    visitor = visit("employee")
    later(hours=11, minutes=55)
    assert is_in(visitor)
    later(hours=11, minutes=55)
    assert is_in(visitor), "it was used in between"
    later(hours=12, minutes=1)
    assert not is_in(visitor)


def test_a_page_that_only_refreshes_itself_does_not_keep_it_alive(visit, later) -> None:
    visitor = visit("employee")
    for _ in range(2):
        later(hours=6)
        assert visitor.get("/", Doorgeven_Live="1").status_code in (200, 303)
    later(minutes=1)
    assert not is_in(visitor)


def test_it_ends_after_seven_days_whatever_it_is_used_for(visit, later) -> None:
    visitor = visit("employee")
    for _ in range(15):
        later(hours=11)
        assert is_in(visitor)
    later(hours=4)
    assert not is_in(visitor)


def test_it_ends_with_the_account_and_with_a_new_password(visit, app: Flask) -> None:
    gone, changed = visit("employee"), visit("colleague")
    with app.app_context():
        someone = accounts.find_person("employee@example.org")
        other = accounts.find_person("colleague@example.org")
        assert someone is not None
        assert other is not None
        ids = (someone.id, other.id)
        db.session.rollback()
        db.write(lambda: leaving.deactivate(db.session.get_one(Person, ids[0])) and None)
        code, _ = db.write(lambda: codes.make(ids[1], codes.Purpose.RESET))
        db.write(lambda: codes.use(code, codes.Purpose.RESET, "x") and None)
    assert not is_in(gone)
    assert not is_in(changed)


def test_what_is_over_is_dropped(visit, app: Flask, later) -> None:
    visit("employee")
    later(hours=13)
    with app.app_context():
        db.write(browser.forget_expired)
        assert db.session.scalars(select(BrowserSession)).all() == []


def test_ten_wrong_passwords_lock_here_and_in_the_api_alike(visit, app: Flask) -> None:
    for _ in range(5):
        assert visit().post("/sign-in", {"_email": "admin@example.org", "_password": "no"}).status_code == 422
        login = {"email": "admin@example.org", "password": "no"}
        assert Client(app).post("/auth/login", login).status_code == 401
    locked = visit().post("/sign-in", {"_email": "admin@example.org", "_password": "doorgeven-demo"})
    assert locked.status_code == 429
    assert "Te veel verkeerde wachtwoorden" in locked.text or "Too many wrong passwords" in locked.text
    assert locked.headers["Retry-After"]


def test_an_unknown_address_reads_the_same(visit) -> None:
    known = visit().post("/sign-in", {"_email": "admin@example.org", "_password": "no"})
    unknown = visit().post("/sign-in", {"_email": "nobody@example.org", "_password": "no"})
    assert known.status_code == unknown.status_code == 422
    assert known.text.replace("admin@", "nobody@") == unknown.text


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\n/x",
        "",
        "/sign-out",
        "//[",
        "http://[",
        "//\u2100",
        "/\x7f",
    ],
)
def test_it_leads_on_to_our_own_pages_only(visit, wanted: str) -> None:
    fields = {"_email": "employee@example.org", "_password": "doorgeven-demo", "next": wanted}
    assert visit().post("/sign-in", fields).headers["Location"] == "/"


@pytest.mark.parametrize(
    "said",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": "", "Sec_Fetch_Site": "cross-site"},
        {"Origin": "", "Sec_Fetch_Site": "same-site"},
        {"Origin": "", "Referer": "https://evil.example/localhost"},
        {"Origin": "", "Referer": "http://["},
    ],
)
def test_no_other_site_signs_anybody_in_whatever_its_browser_says_of_it(visit, said: dict[str, str]) -> None:
    fields = {"_email": "employee@example.org", "_password": "doorgeven-demo"}
    answer = visit().post("/sign-in", fields, **said)
    assert (answer.status_code, "Set-Cookie" in answer.headers) == (403, False)


def test_another_site_can_sign_nobody_in_or_out(visit) -> None:
    fields = {"_email": "employee@example.org", "_password": "doorgeven-demo"}
    ours = visit().post("/sign-in", fields, Origin="", Referer="http://localhost/sign-in")
    assert ours.status_code == 303, "an old browser on our own page"
    visitor = visit("employee")
    assert visitor.post("/sign-out", {}, Origin="https://evil.example").status_code == 403
    assert visitor.post("/sign-out", {}, Origin="null").status_code == 403
    assert is_in(visitor)
