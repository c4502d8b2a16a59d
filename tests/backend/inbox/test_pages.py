"""The pages behind a mail's links: a look changes nothing, a press acts once, and a stranger learns nothing."""

import time

import pytest
from flask import Flask

from backend.mail import links
from backend.mail.links import RESOLVE, TAKE_UP, Link
from tests.backend.client import Client


@pytest.fixture
def endpoint(solver: Client) -> dict:
    return dict(solver.post("/teams/internet/endpoints", {"email": "team@solvers.example.org"}).json)


@pytest.fixture
def path(app: Flask, endpoint: dict):
    """The address of a page, as the mail has it."""
    secret = app.extensions["doorgeven.config"].secret_key
    return lambda ticket, action=TAKE_UP: f"/m/{links.sign(secret, Link(ticket['id'], endpoint['id'], action))}"


def timeline(client: Client, ticket: dict) -> list[dict]:
    return list(client.get(f"/tickets/{ticket['id']}/timeline").json["items"])


def test_a_look_changes_nothing_and_says_what_it_is_about(app: Flask, employee: Client, path) -> None:
    ticket = employee.submit()
    before = employee.get(f"/tickets/{ticket['id']}").headers["ETag"]
    for _ in range(3):
        page = app.test_client().get(path(ticket))
        assert page.status_code == 200
        app.test_client().head(path(ticket))
    assert employee.get(f"/tickets/{ticket['id']}").headers["ETag"] == before
    assert ticket["reference"] in page.text
    assert "No internet since noon." in page.text
    assert "Oma Truus" not in page.text
    assert '<html lang="nl">' in page.text
    assert "Oppakken" in page.text


def test_a_press_takes_up_in_the_name_given_and_the_second_says_what_is_so(
    app: Flask, employee: Client, solver: Client, path
) -> None:
    ticket = employee.submit()
    pressed = app.test_client().post(path(ticket), data={"name": "Joost", "message": "We kijken ernaar."})
    assert pressed.status_code == 200
    assert "Gelukt" in pressed.text
    now = employee.get(f"/tickets/{ticket['id']}").json
    assert now["status"] == "in_progress"
    assert now["handling"]["last_human_action_at"] is not None
    entries = timeline(employee, ticket)
    assert [(e["type"], e["actor"], e["body"]) for e in entries[1:]] == [
        ("status", {"kind": "solver", "name": "Joost"}, None),
        ("message", {"kind": "solver", "name": "Joost"}, "We kijken ernaar."),
    ]
    again = app.test_client().post(path(ticket), data={"message": "Nog eens."})
    assert again.status_code == 200
    assert "In behandeling" in again.text
    assert timeline(employee, ticket) == entries
    assert "<form" not in app.test_client().get(path(ticket)).text


def test_a_press_resolves_with_a_reason(app: Flask, employee: Client, path) -> None:
    ticket = employee.submit()
    app.test_client().post(path(ticket, RESOLVE), data={"reason": "workaround", "message": "Gebruik 4G."})
    now = employee.get(f"/tickets/{ticket['id']}").json
    assert (now["status"], now["status_reason"]) == ("resolved", "workaround")
    other = employee.submit()
    app.test_client().post(path(other, RESOLVE), data={"reason": "because", "name": "x" * 5000, "message": "\x00a"})
    assert employee.get(f"/tickets/{other['id']}").json["status_reason"] == "fixed"


def test_who_pressed_is_not_mailed_about_it_and_the_team_without_a_name_is_named(
    app: Flask, employee: Client, solver: Client, path
) -> None:
    ticket = employee.submit()
    app.test_client().post(path(ticket))
    assert timeline(employee, ticket)[-1]["actor"] == {"kind": "solver", "name": "Internet Care"}
    assert [row["type"] for row in solver.get("/deliveries").json["items"]] == ["ticket.created"]


def test_a_ticket_that_ended_is_shown_as_it_is_and_not_changed(app: Flask, employee: Client, path) -> None:
    ticket = employee.submit()
    employee.post(f"/tickets/{ticket['id']}/cancel")
    pressed = app.test_client().post(path(ticket, RESOLVE))
    assert "Ingetrokken" in pressed.text
    assert employee.get(f"/tickets/{ticket['id']}").json["status"] == "cancelled"


def test_a_link_opens_nothing_once_it_is_not_the_teams_any_more(
    app: Flask, employee: Client, solver: Client, manager: Client, endpoint: dict, path
) -> None:
    moved, kept = employee.submit(), employee.submit()
    manager.amend(moved, team="tv")
    nobody = app.test_client()
    assert nobody.get(path(moved)).status_code == nobody.post(path(moved)).status_code == 404
    solver.delete(f"/teams/internet/endpoints/{endpoint['id']}")
    assert nobody.get(path(kept)).status_code == nobody.post(path(kept)).status_code == 404
    assert employee.get(f"/tickets/{kept['id']}").json["status"] == "acknowledged"


@pytest.mark.parametrize("change", ["tampered", "expired", "junk", "other action", "webhook key"])
def test_what_is_not_signed_by_us_or_too_old_tells_nothing(
    app: Flask, employee: Client, endpoint: dict, path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = employee.submit()
    address = path(ticket)
    if change == "tampered":
        address = address[:-3] + ("AAA" if not address.endswith("AAA") else "BBB")
    elif change == "expired":
        later = time.time() + links.VALID_FOR + 60
        monkeypatch.setattr(time, "time", lambda: later)
    elif change == "junk":
        address = "/m/" + "é" * 400
    elif change == "other action":
        address = path(ticket, "delete")
    else:
        address = f"/m/{links.sign('another key', Link(ticket['id'], endpoint['id'], TAKE_UP))}"
    for answer in (app.test_client().get(address), app.test_client().post(address, data={"message": "x"})):
        assert answer.status_code == 404
        assert ticket["reference"] not in answer.text
        assert answer.mimetype == "text/html"
    assert employee.get(f"/tickets/{ticket['id']}").json["status"] == "acknowledged"


def test_the_page_runs_nothing_asks_nothing_from_outside_and_leaks_no_address(
    app: Flask, employee: Client, path
) -> None:
    ticket = employee.submit(description="<script>alert(1)</script>\n\"'><img src=x onerror=alert(1)>")
    page = app.test_client().get(path(ticket))
    assert "<script" not in page.text
    assert "<img" not in page.text
    assert "http" not in page.text
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page.headers["X-Robots-Tag"]


def test_a_form_too_large_is_refused(app: Flask, employee: Client, path) -> None:
    ticket = employee.submit()
    app.testing = False
    answer = app.test_client().post(path(ticket), data={"message": "x" * 300_000})
    assert answer.status_code == 413
    assert employee.get(f"/tickets/{ticket['id']}").json["status"] == "acknowledged"


def test_the_link_of_a_duplicate_leads_to_the_ticket_that_has_the_work(
    app: Flask, employee: Client, colleague: Client, solver: Client, path
) -> None:
    first, second = employee.submit(), colleague.submit()
    solver.post(f"/tickets/{second['id']}/merge", {"into": first["id"]})
    assert first["reference"] in app.test_client().get(path(second)).text
    assert "Gelukt" in app.test_client().post(path(second), data={"name": "Joost"}).text
    for client, ticket in ((employee, first), (colleague, second)):
        assert client.get(f"/tickets/{ticket['id']}").json["status"] == "in_progress"
