"""The line to pass on: true in each state, in both languages, with clock times, and with nobody's data in it."""

from flask import Flask

from backend import db
from backend.outages import share
from backend.outages.models import Outage
from shared.vocabulary import OutageStatus
from tests.backend.client import Client
from tests.backend.outages.declared import declare, moment, rewind, update


def line(client: Client, row: dict) -> dict:
    return dict(client.get(f"/outages/{row['id']}").json["share_text"])


def test_each_state_has_a_line_in_both_languages(manager: Client, employee: Client) -> None:
    row = declare(manager, title={"nl": "Geen internet.", "en": "No internet."})
    assert line(employee, row)["nl"] == "Er is een storing: Geen internet (3511 Utrecht). De oorzaak wordt gezocht."
    seen = {line(employee, row)["en"]}
    for status in ("identified", "monitoring", "resolved", "closed"):
        update(manager, row, status=status)
        said = line(employee, row)
        assert "Geen internet" in said["nl"]
        assert "No internet" in said["en"]
        seen.add(said["en"])
    assert len(seen) == 5
    work = declare(manager, kind="maintenance", started_at=moment(hours=5))
    assert "begint" in line(employee, work)["nl"]
    for status, word in (("in_progress", "bezig"), ("completed", "klaar")):
        update(manager, work, status=status)
        assert word in line(employee, work)["nl"]


def test_it_says_by_the_clock_until_when_and_when_there_will_be_news(manager: Client, employee: Client) -> None:
    row = declare(manager, expected_end_at="2030-11-26T20:00:00Z", next_update_at="2030-07-01T10:30:00Z")
    said = line(employee, row)
    assert "Verwacht einde: dinsdag 26 november om 21:00." in said["nl"]
    assert "There will be news by Monday 1 July at 12:30." in said["en"]
    update(manager, row, status="resolved", expected_end_at=None)
    assert "21:00" not in line(employee, row)["nl"]


def test_what_has_passed_is_no_promise_any_more(app: Flask, manager: Client, employee: Client) -> None:
    row = declare(manager, expected_end_at=moment(hours=2), next_update_at=moment(hours=1))
    for shown in (line(employee, row), employee.get("/outages").json["items"][0]["share_text"]):
        assert "Verwacht einde: " in shown["nl"]
        assert "There will be news by " in shown["en"]
    rewind(app, row, hours=3)
    said = line(employee, row)
    assert "Het einde was verwacht op " in said["nl"]
    assert "is te laat." in said["nl"]
    assert "It was expected to be over by " in said["en"]
    assert "The news that was promised by " in said["en"]


def test_a_title_in_one_language_is_shown_in_the_other(manager: Client, employee: Client) -> None:
    row = declare(manager, title={"nl": "Kabel {kapot} geraakt", "en": None})
    assert (
        line(employee, row)["en"]
        == "There is an outage: Kabel {kapot} geraakt (3511 Utrecht). The cause is being looked for."
    )


def test_of_a_suspicion_nobody_passes_on_anything() -> None:
    assert share.of_outage(Outage(status=OutageStatus.SUSPECTED)) is None


def test_a_friend_behind_it_has_a_line_in_any_state(app: Flask, manager: Client) -> None:
    row = declare(manager)
    with app.app_context():
        found = db.session.get_one(Outage, row["id"])
        for found.status in set(OutageStatus) - {OutageStatus.SUSPECTED}:
            for status in ("waiting", "asked", "works", "still_broken", "closed", "undone", "withdrawn"):
                said = share.of_affected(status, found)
                assert said["nl"] != said["en"]
                assert all(text.endswith((".", "?")) for text in said.values())
        db.session.rollback()


def test_a_title_that_turns_the_direction_turns_no_word_of_ours(manager: Client) -> None:
    made = declare(manager, title={"nl": "\u202eKabel stuk"})
    assert "\u202eKabel stuk\u202c (3511 Utrecht). De oorzaak wordt gezocht." in made["share_text"]["nl"]
