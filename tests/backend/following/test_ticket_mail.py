"""Mail on own tickets: for who has not looked, a while after, one letter for all that changed; and how to refuse it."""

import datetime as dt
from collections.abc import Callable

import pytest
from flask import Flask

from backend import clock, db
from backend.following import services
from backend.following.services import ticket_mail
from backend.letters import Letter
from backend.outages.behind import services as behind
from tests.backend.client import Client
from tests.backend.outages.declared import declare, update


@pytest.fixture
def mailed(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Letter]]:
    """Looks as the worker does `minutes` from now, and gives the letters that are new since the last look."""
    seen: set[str] = set()

    def look(minutes: float = 16) -> list[Letter]:
        with monkeypatch.context() as patch, app.app_context():
            patch.setattr(ticket_mail, "now", lambda: clock.now() + dt.timedelta(minutes=minutes))
            while services.reporters_to_mail():
                db.session.rollback()
                db.write(services.mail_reporters)
            rows = [row for row in db.session.query(Letter).order_by(Letter.created_at) if row.id not in seen]
            seen.update(row.id for row in rows)
            return rows

    return look


def test_a_status_that_nobody_looked_at_is_mailed_once_and_names_nobody(
    employee: Client, solver: Client, mailed
) -> None:
    ticket = employee.submit()
    solver.amend(ticket, status="in_progress", message={"body": "Sleutel onder de mat", "visibility": "public"})
    assert mailed(minutes=10) == [], "the app shows it first"
    (letter,) = mailed()
    assert letter.address == "employee@example.org"
    assert letter.subject == f"{ticket['reference']}: In behandeling"
    for secret in ("Truus", "3511", "0612345678", "mat", "No internet since noon"):
        assert secret not in letter.body + letter.subject
    assert mailed() == []
    solver.amend(ticket, status="resolved")
    (letter,) = mailed()
    assert "Werkt het weer?" in letter.body
    assert "/unsubscribe/t" in (letter.unsubscribe or "")


def test_who_has_looked_or_did_it_is_not_mailed(employee: Client, solver: Client, mailed) -> None:
    looked, own, quiet = employee.submit(), employee.submit(), employee.submit()
    solver.amend(looked, status="in_progress")
    employee.post(f"/tickets/{looked['id']}/seen")
    employee.post(f"/tickets/{own['id']}/cancel")
    solver.amend(quiet, priority=2)
    solver.post(f"/tickets/{quiet['id']}/messages", {"body": "note", "visibility": "internal"})
    assert mailed() == []


def test_many_that_changed_together_are_one_letter(employee: Client, colleague: Client, solver: Client, mailed) -> None:
    mine, theirs = [employee.submit() for _ in range(3)], colleague.submit()
    for ticket in (*mine, theirs):
        solver.amend(ticket, status="in_progress")
    letters = {letter.address: letter for letter in mailed()}
    assert set(letters) == {"employee@example.org", "colleague@example.org"}
    assert letters["employee@example.org"].subject == "Er is iets veranderd aan 3 meldingen van jou"
    assert all(ticket["reference"] in letters["employee@example.org"].body for ticket in mine)
    assert theirs["reference"] not in letters["employee@example.org"].body


def test_it_can_be_refused_in_the_app_and_at_one_click(app: Flask, employee: Client, solver: Client, mailed) -> None:
    assert employee.get("/me/notifications").json == {"tickets_by_mail": True}
    ticket = employee.submit()
    solver.amend(ticket, status="in_progress")
    (letter,) = mailed()
    path = (letter.unsubscribe or "").removeprefix("http://127.0.0.1:8080")
    assert app.test_client().get(path).status_code == 200
    assert employee.get("/me/notifications").json == {"tickets_by_mail": True}
    assert app.test_client().post(path).status_code == 200
    assert employee.get("/me/notifications").json == {"tickets_by_mail": False}
    solver.amend(ticket, status="resolved")
    assert mailed() == []
    assert employee.patch("/me/notifications", {"tickets_by_mail": True}).json == {"tickets_by_mail": True}
    assert employee.patch("/me/notifications", {}).json == {"tickets_by_mail": True}
    assert employee.patch("/me/notifications", {"tickets_by_mail": "no"}).status_code == 422
    assert employee.patch("/me/notifications", {"email": True}).status_code == 422
    solver.amend(ticket, status="in_progress")
    assert len(mailed()) == 1


def test_who_put_a_friend_behind_an_outage_and_has_not_looked_is_asked_by_mail_once(
    app: Flask, employee: Client, colleague: Client, manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from backend.following.services import asked_mail

    row = declare(manager, title="Kabel stuk")
    for client, name in ((employee, "Oma Truus"), (employee, "Opa Piet"), (colleague, "Tante Bep")):
        client.post(f"/outages/{row['id']}/affected", {"customer": {"name": name, "postcode": "3511AB"}})
    update(manager, row, status="resolved", text="Klaar")
    with app.app_context():
        while behind.anything_to_spread():
            db.session.rollback()
            db.write(behind.spread)
    colleague.post(f"/outages/{row['id']}/seen")
    with app.app_context():
        db.session.rollback()
        assert not services.friends_to_ask(), "the app shows it first"
        later = clock.now() + dt.timedelta(minutes=16)
        monkeypatch.setattr(asked_mail, "now", lambda: later)
        assert services.friends_to_ask()
        db.session.rollback()
        assert db.write(services.mail_asked) == 3
        assert not services.friends_to_ask()
        (letter,) = db.session.query(Letter)
        assert (letter.address, letter.subject) == ("employee@example.org", "De storing is voorbij: Kabel stuk")
        assert "Werkt het weer" in letter.body
        assert "Truus" not in letter.body
