"""What is pressed on the board: once however often it is pressed, for managers alone, and nothing moves by itself."""

import datetime as dt
import re

import pytest
from flask import Flask

from backend import db
from backend.board.outages.services import in_a_while
from backend.clock import now
from backend.outages.models import Outage
from tests.backend.board.test_now import suspected
from tests.backend.board.visitor import forms
from tests.backend.client import Client
from tests.backend.outages.declared import amend, declare, moment, rewind, update


def updates(manager: Client, outage: str) -> list[dict]:
    return list(manager.get(f"/outages/{outage}").json["updates"])


def test_a_confirmation_that_is_pressed_twice_tells_once(app: Flask, visit, manager: Client) -> None:
    outage = suspected(app)
    visitor = visit("manager")
    page = visitor.get("/board")
    for _ in range(2):
        assert visitor.send(page, f"/board/outages/{outage}/confirm").status_code == 303
    assert len(updates(manager, outage)) == 1
    assert manager.get(f"/outages/{outage}").json["status"] == "investigating"


def test_of_two_who_decide_the_second_changes_nothing(app: Flask, visit, manager: Client) -> None:
    outage = suspected(app)
    first, second = visit("manager"), visit("manager")
    pages = [visitor.get("/board") for visitor in (first, second)]
    assert first.send(pages[0], f"/board/outages/{outage}/dismiss").status_code == 303
    late = second.send(pages[1], f"/board/outages/{outage}/confirm")
    assert late.status_code == 409
    assert manager.get(f"/outages/{outage}").json["status"] == "dismissed"


def test_a_suspicion_that_changed_meanwhile_is_not_confirmed_as_it_was(app: Flask, visit, manager: Client) -> None:
    outage = suspected(app)
    visitor = visit("manager")
    page = visitor.get("/board")
    amend(manager, {"id": outage}, areas=["3511", "3512"])
    late = visitor.send(page, f"/board/outages/{outage}/confirm")
    assert late.status_code == 412
    assert "3511, 3512" in late.text
    assert manager.get(f"/outages/{outage}").json["status"] == "suspected"


@pytest.mark.parametrize("role", ["employee", "solver", "admin"])
def test_others_decide_nothing(app: Flask, visit, manager: Client, role: str) -> None:
    outage = suspected(app)
    page = visit("manager").get("/board")
    other = visit(role)
    own = next(form.fields["_csrf"] for form in forms(other.get("/board").text) if "_csrf" in form.fields)
    for act in ("confirm", "dismiss"):
        action, sent = other.fill(page, f"/board/outages/{outage}/{act}", _csrf=own)
        answer = other.post(action, sent)
        assert answer.status_code == 403
        assert "managers" in answer.text
    assert manager.get(f"/outages/{outage}").json["status"] == "suspected"


def test_an_update_that_leaves_the_times_alone_moves_none(app: Flask, visit, manager: Client, employee: Client) -> None:
    row = declare(manager, expected_end_at="2027-06-01T18:00:31Z", next_update_at="2027-06-01T15:00:59Z")
    visitor = visit("manager")
    path = f"/board/outages/{row['id']}/update"
    sent = visitor.send(visitor.get(path), path, text__nl="We zijn bezig.\nMet twee regels.")
    assert sent.status_code == 303, sent.text
    after = employee.get(f"/outages/{row['id']}").json
    assert after["updates"][0]["text"]["nl"] == "We zijn bezig.\nMet twee regels."
    assert (after["expected_end_at"][:19], after["next_update_at"][:19]) == (
        "2027-06-01T18:00:31",
        "2027-06-01T15:00:59",
    )
    assert after["estimates"] == []


def test_a_change_of_an_overdue_outage_asks_for_no_other_time(app: Flask, visit, manager: Client) -> None:
    row = rewind(app, declare(manager, expected_end_at=moment(hours=1), next_update_at=moment(minutes=30)), hours=2)
    visitor = visit("manager")
    path = f"/board/outages/{row['id']}/change"
    sent = visitor.send(visitor.get(path), path, impact="critical")
    assert sent.status_code == 303, sent.text
    after = manager.get(f"/outages/{row['id']}").json
    assert (after["impact"], after["updates"]) == ("critical", [])


def test_a_post_mortem_is_written_of_what_is_over_alone(visit, manager: Client) -> None:
    row = declare(manager)
    visitor = visit("manager")
    path = f"/board/outages/{row['id']}/explain"
    assert visitor.send(visitor.get(path), path, postmortem__nl="Te vroeg").status_code == 409
    update(manager, row, status="resolved")
    assert visitor.send(visitor.get(path), path, postmortem__nl="Een kabel").status_code == 303
    assert manager.get(f"/outages/{row['id']}").json["postmortem"]["nl"] == "Een kabel"


def test_what_is_promised_by_itself_lies_ahead_at_a_whole_quarter() -> None:
    at = in_a_while()
    assert at.minute % 15 == at.second == at.microsecond == 0
    assert 60 <= (at - now()).total_seconds() / 60 <= 75


def test_a_preview_is_in_each_language_as_its_readers_get_it(visit, manager: Client) -> None:
    outage = declare(manager)["id"]
    visitor = visit("manager")
    page = visitor.get(f"/board/outages/{outage}/update")
    typed = {"status": "identified", "text__nl": "De kabel is stuk.", "_action": "preview"}
    shown = visitor.send(page, f"/board/outages/{outage}/update", **typed, next_update_at="2030-05-01T19:30").text
    dutch, english = (shown.split(f'<div lang="{code}">')[1].split("</div>")[0] for code in ("nl", "en"))
    assert "Oorzaak bekend" in dutch
    assert "Nieuws uiterlijk" in dutch
    assert "woensdag 1 mei 2030" in dutch
    assert "Cause known" in english
    assert "Wednesday 1 May 2030" in english


def test_a_text_that_cannot_be_filled_in_takes_nothing_away_that_was_typed(visit, manager: Client) -> None:
    manager.post("/outage-templates", {"slug": "known", "title": {"nl": "Bekend"}, "text": {"nl": "Bekend: {title}."}})
    visitor, path = visit("manager"), f"/board/outages/{declare(manager)['id']}/update"
    for template in ("", "gone"):
        answer = visitor.send(visitor.get(path), path, _action="fill", template=template, text__nl="Lang getypt.")
        assert answer.status_code == 422
        assert "Lang getypt." in answer.text
    filled = visitor.send(visitor.get(path), path, _action="fill", template="known", text__nl="Lang getypt.")
    assert "Bekend: Geen internet." in filled.text
    assert updates(manager, path.split("/")[3])[1:] == []


def test_enter_in_a_field_tells_nobody_anything(visit, manager: Client) -> None:
    manager.post("/outage-templates", {"slug": "known", "title": {"nl": "Bekend"}, "text": {"nl": "x"}})
    path = f"/board/outages/{declare(manager)['id']}/update"
    form = visit("manager").get(path).text.split(f'action="{path}"')[1]
    assert re.search(r"<button[^>]*>", form)[0].count('value="preview"') == 1


def test_a_time_in_the_hour_that_comes_twice_stays_where_it_was(app: Flask, visit, manager: Client) -> None:
    outage = suspected(app)
    since = "2026-10-25T01:30:15.000000Z"  # 02:30 for the second time that night
    with app.app_context():
        db.write(lambda: setattr(db.session.get_one(Outage, outage), "started_at", dt.datetime.fromisoformat(since)))
    path = f"/board/outages/{outage}/change"
    visitor = visit("manager")
    assert 'value="2026-10-25T02:30"' in visitor.get(path).text
    assert visitor.send(visitor.get(path), path, impact="minor").status_code == 303
    shown = manager.get(f"/outages/{outage}").json
    assert (shown["impact"], shown["started_at"]) == ("minor", since)
