"""Planned work is announced, begins and is over by itself; whose update is late is nudged, once for each promise."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from backend import db
from backend.accounts.models import Person
from backend.forwarding.models import Event
from backend.letters import Letter
from backend.outages import services as outages
from tests.backend.client import Client
from tests.backend.outages.conftest import Look
from tests.backend.outages.declared import amend, declare, update
from tests.backend.outages.test_telling import Phone
from tests.backend.tickets.at import Set

BEGUN = "Het geplande onderhoud is begonnen; naar verwachting klaar op woensdag 2 juni om 07:00."
START, END = "2027-06-02T01:00:00Z", "2027-06-02T05:00:00Z"


def planned(client: Client, **changes: Any) -> dict[str, Any]:
    return declare(client, **{"kind": "maintenance", "started_at": START, "expected_end_at": END, **changes})


def shown(client: Client, row: dict[str, Any]) -> dict[str, Any]:
    return dict(client.get(f"/outages/{row['id']}").json)


def nudges(app: Flask) -> list[tuple[str, str]]:
    """To the owner, beside who is on duty."""
    with app.app_context():
        rows = select(Letter).where(Letter.key.startswith("overdue:")).order_by(Letter.created_at, Letter.id)
        return [(letter.address, letter.subject) for letter in db.session.scalars(rows)]


def told_teams(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        return [(row.type, row.team_slug) for row in db.session.scalars(select(Event).order_by(Event.at))]


def alerts(app: Flask) -> list[str]:
    with app.app_context():
        rows = select(Letter).where(Letter.key.startswith("alert:")).order_by(Letter.created_at, Letter.id)
        return [letter.address for letter in db.session.scalars(rows)]


class TestPlannedWork:
    def test_is_announced_a_day_ahead_then_begins_then_is_over(
        self, at: Set, look: Look, manager: Client, employee: Client
    ) -> None:
        at("2027-05-20 12:00")
        made = planned(manager)
        assert look() == 0
        steps = []
        for moment in ("01 00:59", "01 01:00", "02 00:59", "02 01:00", "02 04:59", "02 05:00"):
            at(f"2027-06-{moment}")
            steps.append((look(), shown(employee, made)["status"]))
        assert steps == [
            (0, "scheduled"),
            (1, "scheduled"),
            (0, "scheduled"),
            (1, "in_progress"),
            (0, "in_progress"),
            (1, "completed"),
        ]
        row = shown(employee, made)
        assert [(told["kind"], told["by"], told["text"]["nl"]) for told in reversed(row["updates"])] == [
            ("announced", None, "Gepland onderhoud: woensdag 2 juni van 03:00 tot 07:00."),
            (
                "started",
                None,
                "Het geplande onderhoud is begonnen; naar verwachting klaar op woensdag 2 juni om 07:00.",
            ),
            ("completed", None, "Het geplande onderhoud is klaar."),
        ]
        assert row["updates"][0]["text"]["en"] == "The planned work is completed."
        assert (row["announced_at"], row["resolved_at"]) == (
            "2027-06-01T01:00:00.000000Z",
            "2027-06-02T05:00:00.000000Z",
        )

    def test_planned_at_short_notice_is_announced_as_it_is_declared_and_not_twice(
        self, at: Set, look: Look, manager: Client
    ) -> None:
        at("2027-06-01 12:00")
        made = planned(manager)
        assert made["announced_at"] == "2027-06-01T12:00:00.000000Z"
        assert (look(), shown(manager, made)["updates"]) == (0, [])

    def test_moved_to_a_time_that_is_near_is_announced_by_that(self, at: Set, look: Look, manager: Client) -> None:
        at("2027-05-20 12:00")
        made = planned(manager)
        at("2027-06-01 12:00")
        look()
        row = amend(manager, made, expected_end_at="2027-06-02T06:00:00Z").json
        assert row["announced_at"] == "2027-06-01T12:00:00.000000Z"
        assert (look(), [told["kind"] for told in row["updates"]]) == (0, ["rescheduled", "announced"])

    def test_that_was_missed_begins_and_is_over_as_soon_as_somebody_looks(
        self, at: Set, look: Look, manager: Client
    ) -> None:
        at("2027-05-20 12:00")
        made = planned(manager)
        at("2027-06-03 12:00")
        look()
        row = shown(manager, made)
        assert (row["status"], [told["kind"] for told in row["updates"]]) == ("completed", ["completed", "started"])

    def test_without_an_end_goes_on_until_somebody_says_so(self, at: Set, look: Look, manager: Client) -> None:
        at("2027-05-20 12:00")
        made = planned(manager, expected_end_at=None)
        at("2027-07-20 12:00")
        look()
        assert shown(manager, made)["status"] == "in_progress"

    def test_that_is_moved_is_told_and_announced_anew(
        self, at: Set, look: Look, manager: Client, employee: Client
    ) -> None:
        at("2027-06-01 12:00")
        made = planned(manager)
        look()
        phone = Phone(employee).read()
        amend(manager, made, started_at="2027-06-09T01:00:00Z", expected_end_at="2027-06-09T05:00:00Z")
        row = phone.read().outages[made["id"]]
        assert (row["updates"][0]["kind"], row["announced_at"]) == ("rescheduled", None)
        assert row["updates"][0]["text"]["en"] == (
            "The planned work has been moved: now Wednesday 9 June from 03:00 to 07:00; "
            "before, Wednesday 2 June from 03:00 to 07:00."
        )
        assert row["estimates"][0]["expected_end_at"] == "2027-06-02T05:00:00.000000Z"
        at("2027-06-02 06:00")
        assert look() == 0
        at("2027-06-08 06:00")
        look()
        assert [told["kind"] for told in shown(manager, made)["updates"]] == ["announced", "rescheduled"]

    def test_that_takes_longer_is_over_at_its_new_end(self, at: Set, look: Look, manager: Client) -> None:
        at("2027-05-20 12:00")
        made = planned(manager)
        at("2027-06-02 04:00")
        look()
        update(manager, made, text="It takes longer.", expected_end_at="2027-06-02T08:00:00Z")
        at("2027-06-02 05:00")
        look()
        assert shown(manager, made)["status"] == "in_progress"
        at("2027-06-02 08:00")
        look()
        assert shown(manager, made)["status"] == "completed"

    @pytest.mark.parametrize("status", ["cancelled", "completed"])
    def test_that_somebody_ended_stays_so(self, at: Set, look: Look, manager: Client, status: str) -> None:
        at("2027-05-20 12:00")
        made = planned(manager)
        if status == "completed":
            update(manager, made, status="in_progress")
        update(manager, made, status=status)
        at("2027-06-02 02:00")
        look()
        assert shown(manager, made)["status"] == status


@pytest.fixture
def on_duty(app: Flask, manager: Client) -> None:
    """Another manager is on duty: who told of an outage is nudged beside that, and not twice."""
    with app.app_context():
        other = db.session.scalars(select(Person).where(Person.email == "colleague@example.org")).one()
        other.role = "manager"
        db.session.commit()
        person_id = other.id
    etag = manager.get("/duty").headers["ETag"]
    assert manager.call("PUT", "/duty", {"people": [person_id]}, If_Match=etag).status_code == 200


@pytest.mark.usefixtures("on_duty")
class TestALateUpdate:
    def test_nudges_its_owner_once_for_each_promise_and_wakes_the_phones(
        self, app: Flask, at: Set, look: Look, manager: Client, employee: Client
    ) -> None:
        at("2027-06-01 12:00")
        made = declare(manager, next_update_at="2027-06-01T13:00:00Z")
        phone = Phone(employee).read()
        at("2027-06-01 12:59")
        assert (look(), nudges(app)) == (0, [])
        at("2027-06-01 13:00")
        assert look() == 1
        assert nudges(app) == [("manager@example.org", "Update te laat: Geen internet")]
        assert phone.read().outages[made["id"]]["overdue"]
        assert [kind for kind, _ in told_teams(app)] == ["outage.declared", "outage.overdue"]
        assert look() == 0
        update(manager, made, next_update_at="2027-06-01T14:00:00Z")
        assert not phone.read().outages[made["id"]]["overdue"]
        at("2027-06-01 15:00")
        look()
        assert len(nudges(app)) == 2

    def test_nobody_is_nudged_of_what_was_told_in_time(self, app: Flask, at: Set, look: Look, manager: Client) -> None:
        at("2027-06-01 12:00")
        made = declare(manager, expected_end_at="2027-06-01T13:00:00Z", next_update_at="2027-06-01T13:00:00Z")
        at("2027-06-01 13:01")
        update(manager, made, text="It takes longer, nobody knows how long.")
        etag = manager.get(f"/outages/{made['id']}").headers["ETag"]
        look()
        assert (nudges(app), look()) == ([], 0)
        assert manager.get(f"/outages/{made['id']}").headers["ETag"] == etag

    def test_its_owner_is_who_told_of_it_last(
        self, app: Flask, at: Set, look: Look, manager: Client, api_key: Callable[..., Client]
    ) -> None:
        at("2027-06-01 12:00")
        monitoring = api_key("internet", "outages")
        made = declare(monitoring, external_id="probe-7")
        update(manager, made, next_update_at="2027-06-01T13:00:00Z")
        update(monitoring, made, text="Still down.")
        at("2027-06-01 13:00")
        look()
        assert [address for address, _ in nudges(app)] == ["manager@example.org"]

    @pytest.mark.parametrize("by", ["a program", "somebody who left"])
    def test_without_an_owner_it_is_for_who_is_on_duty(
        self, app: Flask, at: Set, look: Look, manager: Client, api_key: Callable[..., Client], by: str
    ) -> None:
        at("2027-06-01 12:00")
        client = manager if by == "somebody who left" else api_key("internet", "outages")
        made = declare(client, expected_end_at="2027-06-01T13:00:00Z")
        with app.app_context():
            left = db.session.scalars(select(Person).where(Person.email == "manager@example.org")).one()
            left.active = by == "a program"
            db.session.commit()
        at("2027-06-01 13:00")
        look()
        assert (nudges(app), alerts(app)) == ([], ["colleague@example.org"])
        assert shown(api_key(), made)["overdue"]

    def test_an_owner_who_is_on_duty_gets_one_letter(self, app: Flask, at: Set, look: Look, colleague: Client) -> None:
        at("2027-06-01 12:00")
        declare(colleague, next_update_at="2027-06-01T13:00:00Z")
        at("2027-06-01 13:00")
        look()
        assert (nudges(app), alerts(app)) == ([], ["colleague@example.org"])

    @pytest.mark.parametrize("status", ["resolved", "dismissed"])
    def test_of_what_has_ended_nobody_waits(
        self, app: Flask, at: Set, look: Look, manager: Client, status: str
    ) -> None:
        at("2027-06-01 12:00")
        made = declare(manager, next_update_at="2027-06-01T13:00:00Z", expected_end_at="2027-06-01T13:00:00Z")
        update(manager, made, status=status)
        at("2027-06-01 14:00")
        assert (look(), nudges(app)) == (0, [])


@pytest.mark.slow
@pytest.mark.usefixtures("on_duty")
def test_of_several_workers_that_look_at_once_each_thing_is_told_once(
    app: Flask, at: Set, manager: Client, look: Look
) -> None:
    at("2027-06-01 12:00")
    work = [planned(manager, started_at="2027-06-01T13:00:00Z") for _ in range(5)]
    late = declare(manager, next_update_at="2027-06-01T13:00:00Z")
    at("2027-06-01 13:00")

    def worker(_: int) -> None:
        with app.app_context():
            while outages.anything_by_the_clock():
                db.session.rollback()
                db.write(lambda: outages.look_at_the_clock(2))
            db.session.rollback()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(worker, range(4)))
    assert [[told["kind"] for told in shown(manager, row)["updates"]] for row in work] == [["started"]] * 5
    assert (len(nudges(app)), shown(manager, late)["overdue"], look()) == (1, True, 0)
