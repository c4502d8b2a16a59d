"""Telling people how it goes: what an update may set, what it keeps, and what is refused."""

from typing import Any

import pytest
from flask import Flask

from shared import lifecycle
from shared.vocabulary import OutageStatus
from tests.backend.client import Client
from tests.backend.outages.declared import amend, declare, moment, outage, rewind, update

OUTAGE = ["investigating", "identified", "monitoring", "resolved", "closed", "dismissed"]
WORK = ["scheduled", "in_progress", "completed", "cancelled"]
WAY_TO = {
    "investigating": [],
    "identified": ["identified"],
    "monitoring": ["monitoring"],
    "resolved": ["resolved"],
    "closed": ["resolved", "closed"],
    "dismissed": ["dismissed"],
    "scheduled": [],
    "in_progress": ["in_progress"],
    "completed": ["in_progress", "completed"],
    "cancelled": ["cancelled"],
}


@pytest.mark.parametrize("status", OUTAGE + WORK)
def test_the_status_moves_as_the_table_says(manager: Client, status: str) -> None:
    allowed = [str(word) for word in lifecycle.OUTAGE_MOVES[OutageStatus(status)]]
    for wanted in OUTAGE + WORK + ["suspected"]:
        if wanted in allowed:
            continue
        made = declare(manager, kind="maintenance" if status in WORK else "outage")
        for step in WAY_TO[status]:
            update(manager, made, status=step)
        answer = manager.post(f"/outages/{made['id']}/updates", {"text": "x", "status": wanted})
        assert (answer.status_code, answer.json["allowed"]) == (409, allowed), wanted
        assert manager.get(f"/outages/{made['id']}").json["status"] == status
    for wanted in allowed:
        made = declare(manager, kind="maintenance" if status in WORK else "outage")
        for step in WAY_TO[status]:
            update(manager, made, status=step)
        assert update(manager, made, status=wanted)["status"] == wanted


def test_an_update_is_answered_with_the_outage_and_its_new_etag(manager: Client) -> None:
    made = manager.post("/outages", outage())
    path = f"/outages/{made.json['id']}"
    answer = manager.post(path + "/updates", {"text": {"nl": "Kabel gevonden"}, "status": "identified"})
    assert answer.status_code == 201
    assert answer.headers["ETag"] != made.headers["ETag"]
    seen = manager.get(path)
    assert (answer.json, answer.headers["ETag"]) == (seen.json, seen.headers["ETag"])
    (told,) = seen.json["updates"]
    assert (told["text"], told["text_in"]) == ({"nl": "Kabel gevonden", "en": "Kabel gevonden"}, "nl")
    assert (told["status"], told["kind"]) == ("identified", "update")
    assert told["by"] == "Mohamed El Amrani"


def test_to_what_has_ended_for_good_nothing_is_added_and_it_is_said_why(manager: Client) -> None:
    made = declare(manager)
    for status in ("resolved", "closed"):
        update(manager, made, status=status)
    answer = manager.post(f"/outages/{made['id']}/updates", {"text": "One more thing"})
    assert (answer.status_code, answer.json["allowed"]) == (409, [])
    assert answer.json["detail"] == "Deze is definitief afgesloten; meld een nieuwe."


def test_updates_come_newest_first(manager: Client) -> None:
    made = declare(manager)
    for n in range(3):
        row = update(manager, made, text=f"Update {n}")
    assert [told["text"]["en"] for told in row["updates"]] == ["Update 2", "Update 1", "Update 0"]


def test_without_a_status_it_stays_as_it_is(manager: Client) -> None:
    made = declare(manager)
    update(manager, made, status="identified")
    row = update(manager, made)
    assert row["status"] == row["updates"][0]["status"] == "identified"


@pytest.mark.parametrize("status", ["resolved", "closed"])
def test_an_ended_one_takes_no_update_without_a_status(manager: Client, status: str) -> None:
    made = declare(manager)
    for step in WAY_TO[status]:
        update(manager, made, status=step)
    assert manager.post(f"/outages/{made['id']}/updates", {"text": "x"}).status_code == 409


def test_an_update_of_what_is_over_is_asked_what_it_becomes(manager: Client) -> None:
    made = declare(manager)
    update(manager, made, status="resolved")
    refused = manager.post(f"/outages/{made['id']}/updates", {"text": "Still well."})
    assert refused.json["detail"] == (
        "De status is “voorbij”: zeg bij een update wat het wordt; dat kan zijn: wordt onderzocht, afgerond."
    )
    assert refused.json["allowed"] == ["investigating", "closed"]


def test_absent_keeps_a_time_null_takes_it_away_and_each_update_keeps_what_was_told(manager: Client) -> None:
    first, second = moment(hours=1), moment(hours=2)
    made = declare(manager)
    update(manager, made, next_update_at=first, expected_end_at=second)
    update(manager, made)
    row = update(manager, made, next_update_at=None, expected_end_at=first)
    assert (row["next_update_at"], row["expected_end_at"]) == (None, first)
    told = [(u["next_update_at"], u["expected_end_at"]) for u in row["updates"]]
    assert told == [(None, first), (first, second), (first, second)]


@pytest.mark.parametrize("name", ["next_update_at", "expected_end_at"])
def test_a_promise_in_the_past_is_refused_and_nothing_of_the_update_is_kept(manager: Client, name: str) -> None:
    made = declare(manager)
    answer = manager.post(
        f"/outages/{made['id']}/updates", {"text": "x", "status": "resolved", name: moment(seconds=-1)}
    )
    assert (answer.status_code, [fault["pointer"] for fault in answer.json["errors"]]) == (422, [f"/{name}"])
    assert manager.get(f"/outages/{made['id']}").json == made


def test_an_update_keeps_the_promise_of_one_and_without_a_new_time_there_is_none(manager: Client, app: Flask) -> None:
    made = rewind(app, declare(manager, next_update_at=moment(hours=1)), hours=2)
    assert update(manager, made)["next_update_at"] is None


def test_resolving_sets_when_and_reopening_takes_it_away(manager: Client) -> None:
    made = declare(manager, next_update_at=moment(hours=1))
    resolved = update(manager, made, status="resolved")
    assert made["created_at"] < resolved["resolved_at"] <= resolved["updated_at"]
    assert resolved["next_update_at"] is None
    closed = update(manager, declare(manager), status="resolved")
    assert update(manager, closed, status="closed")["resolved_at"] == closed["resolved_at"]
    assert update(manager, made, status="investigating")["resolved_at"] is None


def test_work_that_begins_before_its_time_matches_from_then_on(manager: Client) -> None:
    made = declare(manager, kind="maintenance", started_at=moment(hours=2), expected_end_at=moment(hours=4))
    query = "/outages?postcode=3511AB&service=internet"
    assert manager.get(query).json["items"] == []
    update(manager, made, status="in_progress")
    assert [item["id"] for item in manager.get(query).json["items"]] == [made["id"]]


class TestWorkThatHasBegun:
    @pytest.fixture
    def begun(self, manager: Client) -> dict[str, Any]:
        made = declare(manager, kind="maintenance", started_at=moment(hours=2), expected_end_at=moment(hours=4))
        return update(manager, made, status="in_progress")

    def test_cannot_begin_later(self, manager: Client, begun: dict[str, Any]) -> None:
        refused = amend(manager, begun, started_at=moment(hours=1))
        assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/started_at")
        assert amend(manager, begun, started_at=moment(hours=-1)).status_code == 200

    def test_stays_begun_though_a_program_repeats_the_plan(self, manager: Client) -> None:
        plan = {"kind": "maintenance", "external_id": "w-1", "started_at": moment(hours=2)}
        begun = update(manager, declare(manager, **plan), status="in_progress")
        again = declare(manager, **plan, impact="critical")
        assert (again["started_at"], again["impact"]) == (begun["started_at"], "critical")


@pytest.mark.parametrize("text", [None, "", {"nl": " "}, "x" * 5001, "\x00", 5])
def test_an_update_says_something(manager: Client, text: Any) -> None:
    made = declare(manager)
    assert manager.post(f"/outages/{made['id']}/updates", {"text": text}).status_code == 422


def test_html_is_a_text_like_any_other(manager: Client) -> None:
    text = "<script>alert('x')</script> **soon** & \"now\""
    assert update(manager, declare(manager), text=text)["updates"][0]["text"] == {"nl": text, "en": text}
