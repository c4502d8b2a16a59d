"""Declaring an outage, changing what is known of it, and what is refused."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from backend import db
from backend.outages.models import Outage
from shared.schemas.base import rfc3339
from shared.schemas.outages import OutageSchema
from tests.backend.client import Client
from tests.backend.outages.declared import amend, declare, listed, moment, outage, update

Keys = Callable[..., Client]


def pointers(answer: Any) -> list[str]:
    assert answer.mimetype == "application/problem+json"
    return [fault["pointer"] for fault in answer.json["errors"]]


def test_everybody_sees_what_a_manager_declared(manager: Client, employee: Client) -> None:
    answer = manager.post("/outages", outage(services=["fixed"], areas=["3511 ab", "place:utrecht"], advice="Wait."))
    made = answer.json
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/api/v1/outages/{made['id']}"
    assert OutageSchema().validate(made) == {}
    assert (made["status"], made["kind"], made["updates"]) == ("investigating", "outage", [])
    assert made["services"] == ["internet", "tv", "telephony"]
    assert (made["areas"], made["postcodes"]) == (["3511AB", "place:Utrecht"], ["35"])
    assert made["advice"] == {"nl": "Wait.", "en": "Wait."}
    seen = employee.get(f"/outages/{made['id']}")
    assert seen.json == {**made, "behind": None, "allowed": []}
    assert seen.headers["ETag"] == answer.headers["ETag"]
    assert made["allowed"] == ["investigating", "identified", "monitoring", "resolved", "dismissed"]


def test_planned_work_begins_announced(manager: Client) -> None:
    made = declare(manager, kind="maintenance", started_at=moment(days=2), expected_end_at=moment(days=3))
    assert (made["kind"], made["status"]) == ("maintenance", "scheduled")
    assert made["allowed"] == ["scheduled", "in_progress", "cancelled"]


@pytest.mark.parametrize(
    ("who", "status"), [("employee", 403), ("solver", 403), ("admin", 403), ("manager", 201), ("nobody", 401)]
)
def test_who_declares(sign_in: Callable[[str], Client], app: Any, who: str, status: int) -> None:
    client = Client(app) if who == "nobody" else sign_in(who)
    assert client.post("/outages", outage()).status_code == status


def test_a_program_declares_with_the_right_only(api_key: Keys) -> None:
    assert api_key("internet", "outages").post("/outages", outage()).status_code == 201
    assert api_key("internet").post("/outages", outage()).status_code == 403


def test_without_the_right_nothing_is_told_of_what_is_wrong(employee: Client, manager: Client) -> None:
    made = declare(manager)
    path = f"/outages/{made['id']}"
    assert employee.post("/outages", outage(services=["nothing"])).status_code == 403
    assert employee.patch(path, {"impact": "minor"}).status_code == 403
    assert employee.post(path + "/updates", {"text": "x", "status": "closed"}).status_code == 403
    assert employee.patch("/outages/nothing", {"impact": "minor"}).status_code == 404
    assert employee.post("/outages/nothing/updates", {"text": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"services": ["internet", "gas"]}, "/services/1"),
        ({"areas": ["3511", "0000"]}, "/areas/1"),
        ({"areas": ["Utrecht"]}, "/areas/0"),
        ({"areas": ["place:Bergen"]}, "/areas/0"),
        ({"areas": ["BE"]}, "/areas/0"),
        ({"expected_end_at": moment(hours=-1)}, "/expected_end_at"),
        ({"next_update_at": moment(minutes=-1)}, "/next_update_at"),
        ({"started_at": moment(hours=2), "expected_end_at": moment(hours=1)}, "/expected_end_at"),
        ({"started_at": moment(days=400 * 365)}, "/started_at"),
        ({"started_at": "0001-01-01T00:00:00Z"}, "/started_at"),
        ({"started_at": moment(hours=2)}, "/started_at"),
        ({"impact": "huge"}, "/impact"),
        ({"status": "suspected"}, "/status"),
        ({"title": {"de": "x"}}, "/title"),
    ],
)
def test_what_cannot_be_is_refused_at_its_place(manager: Client, changes: dict[str, Any], pointer: str) -> None:
    answer = manager.post("/outages", outage(**changes))
    assert (answer.status_code, pointers(answer)) == (422, [pointer])
    assert listed(manager) == []


def test_an_outage_has_begun_also_by_a_clock_that_runs_ahead(manager: Client) -> None:
    made = declare(manager, started_at=moment(minutes=2))
    assert made["started_at"] <= moment()
    assert listed(manager, "?postcode=3511AB&service=internet") == [made["id"]]
    answer = amend(manager, made, started_at=moment(hours=2))
    assert (answer.status_code, pointers(answer)) == (422, ["/started_at"])


def test_one_key_declares_once(manager: Client) -> None:
    first = manager.post("/outages", outage(), Idempotency_Key="once")
    again = manager.post("/outages", outage(), Idempotency_Key="once")
    assert first.json == again.json
    assert len(listed(manager)) == 1


class TestTheSameExternalId:
    def test_updates_the_one_there_is(self, api_key: Keys, employee: Client) -> None:
        monitoring = api_key("internet", "outages")
        first = declare(monitoring, external_id="probe-7", advice="Wait.")
        answer = monitoring.post("/outages", outage(external_id="probe-7", areas=["3512"], impact="critical"))
        assert answer.status_code == 200
        assert (answer.json["id"], answer.json["areas"]) == (first["id"], ["3512"])
        assert answer.json["advice"] == {"nl": "Wait.", "en": "Wait."}
        assert listed(employee) == [first["id"]]

    def test_said_again_unchanged_changes_nothing(self, api_key: Keys) -> None:
        monitoring = api_key("internet", "outages")
        first = monitoring.post("/outages", outage(external_id="probe-7"))
        again = monitoring.post("/outages", outage(external_id="probe-7"))
        assert (again.json, again.headers["ETag"]) == (first.json, first.headers["ETag"])

    def test_does_not_turn_an_outage_into_planned_work(self, manager: Client) -> None:
        declare(manager, external_id="probe-7")
        answer = manager.post("/outages", outage(external_id="probe-7", kind="maintenance"))
        assert (answer.status_code, pointers(answer)) == (422, ["/kind"])

    def test_is_nobody_elses(self, manager: Client) -> None:
        declare(manager, external_id="probe-7")
        other = declare(manager, external_id="probe-8")
        answer = amend(manager, other, external_id="probe-7")
        assert (answer.status_code, pointers(answer)) == (409, ["/external_id"])

    def test_does_not_bind_those_without_one(self, manager: Client) -> None:
        assert declare(manager)["id"] != declare(manager)["id"]
        assert declare(manager, external_id="")["external_id"] is None


class TestChanging:
    def test_changes_what_is_named_and_nothing_else(self, manager: Client) -> None:
        made = declare(manager, expected_end_at=moment(hours=3), advice="Wait.")
        answer = amend(manager, made, services=["fixed"], areas=["35"], advice=None)
        changed = answer.json
        assert answer.status_code == 200
        assert (changed["services"], changed["postcodes"]) == (["internet", "tv", "telephony"], ["35"])
        kept = {"title", "impact", "started_at", "expected_end_at", "status", "created_at"}
        assert {name: changed[name] for name in kept} == {name: made[name] for name in kept}
        assert changed["advice"] is None
        assert changed["updated_at"] > made["updated_at"]
        assert manager.get(f"/outages/{made['id']}").headers["ETag"] == answer.headers["ETag"]

    def test_needs_the_etag_that_is(self, manager: Client) -> None:
        made = manager.post("/outages", outage())
        path = f"/outages/{made.json['id']}"
        assert manager.patch(path, {"impact": "minor"}).status_code == 428
        assert manager.patch(path, {"impact": "minor"}, made.headers["ETag"]).status_code == 200
        late = manager.patch(path, {"impact": "critical"}, made.headers["ETag"])
        assert (late.status_code, late.headers["ETag"]) == (412, manager.get(path).headers["ETag"])

    def test_asks_for_the_etag_before_it_looks_at_the_state(self, manager: Client) -> None:
        made = declare(manager)
        update(manager, made, status="dismissed")
        assert manager.patch(f"/outages/{made['id']}", {"impact": "minor"}).status_code == 428
        assert manager.patch(f"/outages/{made['id']}", {"impact": "minor"}, '"0"').status_code == 412
        assert amend(manager, made, impact="minor").status_code == 409

    def test_saying_nothing_new_makes_no_new_version(self, manager: Client) -> None:
        made = declare(manager)
        before = manager.get(f"/outages/{made['id']}").headers["ETag"]
        assert amend(manager, made, impact="major", services=["internet"]).headers["ETag"] == before

    @pytest.mark.parametrize(
        ("fields", "pointer"),
        [
            ({"expected_end_at": moment(minutes=30)}, "/expected_end_at"),
            ({"started_at": moment(hours=4)}, "/started_at"),
            ({"next_update_at": moment(hours=-1)}, "/next_update_at"),
            ({"areas": ["0000"]}, "/areas/0"),
            ({"status": "resolved"}, "/status"),
        ],
    )
    def test_checks_against_what_is_known(self, manager: Client, fields: dict[str, Any], pointer: str) -> None:
        made = declare(manager, started_at=moment(hours=1), expected_end_at=moment(hours=3), kind="maintenance")
        answer = amend(manager, made, **fields)
        assert (answer.status_code, pointers(answer)) == (422, [pointer])
        assert manager.get(f"/outages/{made['id']}").json == made

    def test_a_promise_that_has_passed_may_be_sent_along_unchanged(self, manager: Client, app: Flask) -> None:
        made = declare(manager)
        with app.app_context():
            row = db.session.get_one(Outage, made["id"])
            row.started_at = row.created_at - dt.timedelta(hours=2)
            row.expected_end_at = late = row.created_at - dt.timedelta(hours=1)
            db.session.commit()
        answer = amend(manager, made, expected_end_at=rfc3339(late), impact="minor")
        assert (answer.status_code, answer.json["impact"]) == (200, "minor")

    @pytest.mark.parametrize("name", ["started_at", "expected_end_at"])
    def test_it_lasts_longer_than_a_moment(self, manager: Client, name: str) -> None:
        made = declare(manager, kind="maintenance", started_at=moment(hours=1), expected_end_at=moment(hours=3))
        other = {"started_at": "expected_end_at", "expected_end_at": "started_at"}[name]
        answer = amend(manager, made, **{name: made[other]})
        assert (answer.status_code, pointers(answer)) == (422, [f"/{name}"])

    @pytest.mark.parametrize(
        ("kind", "statuses"), [("outage", ["resolved", "closed"]), ("maintenance", ["in_progress", "completed"])]
    )
    def test_is_over_when_it_has_ended_for_good(self, manager: Client, kind: str, statuses: list[str]) -> None:
        made = declare(manager, kind=kind)
        for status in statuses:
            update(manager, made, status=status)
        assert amend(manager, made, impact="minor").status_code == 409
