"""One answer for the board: outages, tickets against the usual, teams, and what nobody may have noticed."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from backend import db
from backend.deadlines import services as deadlines
from backend.forwarding import services as forwarding
from backend.outages import services as outages
from shared.schemas.board import SummarySchema
from shared.schemas.clocks import ClocksSchema
from tests.backend.client import Client
from tests.backend.outages.declared import declare, update
from tests.backend.tickets.at import Set, moment

PATH = "/board/summary"
MONDAY = moment("2026-06-01 09:00")


@pytest.fixture
def summary(manager: Client, counted: Callable[[], int]) -> Callable[[], Any]:
    def summary() -> Any:
        counted()
        answer = manager.get(PATH)
        assert answer.status_code == 200, answer.text
        assert SummarySchema().validate(answer.json) == {}
        return answer.json

    return summary


def at_postcode(postcode: str) -> dict[str, str]:
    return {"name": "Oma Truus", "phone": "0612345678", "postcode": postcode}


def by(told: list[dict[str, Any]], name: str) -> dict[Any, dict[str, Any]]:
    return {one[name]: one for one in told}


def kinds(told: Any) -> list[str]:
    return [spot["kind"] for spot in told["blind_spots"]]


def test_a_company_s_first_day_reads_well(summary: Callable[[], Any]) -> None:
    told = summary()
    assert told["outages"] == {"current": 0, "suspected": 0, "maintenance": 0, "overdue": 0, "items": []}
    assert (told["tickets"]["open"], told["tickets"]["breached"], told["complete"]) == (0, 0, True)
    assert told["tickets"]["last_day"] == {"count": 0, "usual": None, "level": "unknown"}
    assert len(told["regions"]) == 12
    assert told["region_kind"] == "province"
    assert {team["slug"] for team in told["teams"]} >= {"internet", "tv", "general"}
    assert kinds(told) == ["nobody_on_duty"]


def test_open_tickets_by_team_with_ages_the_oldest_and_what_a_person_last_did(
    at: Set, employee: Client, solver: Client, summary: Callable[[], Any]
) -> None:
    at(MONDAY)
    old = employee.submit()
    at(MONDAY + dt.timedelta(days=2))
    taken = employee.submit()
    employee.submit(service="tv")
    at(MONDAY + dt.timedelta(days=2, minutes=30))
    solver.amend(taken, status="in_progress")
    gone = employee.submit()
    solver.amend(gone, status="resolved", status_reason="fixed")
    internet = by(summary()["teams"], "slug")["internet"]
    assert (internet["open"], internet["untouched"], internet["silent"]) == (2, 1, False)
    assert internet["ages"] == {"hour": 1, "day": 0, "week": 1, "older": 0}
    assert internet["oldest"] == {
        "id": old["id"],
        "reference": old["reference"],
        "created_at": "2026-06-01T09:00:00.000000Z",
    }
    assert internet["last_human_action_at"] == "2026-06-03T09:30:00.000000Z"
    assert by(summary()["services"], "slug")["internet"]["open"] == 2


def test_a_ticket_handed_on_is_the_new_team_s(employee: Client, solver: Client, summary: Callable[[], Any]) -> None:
    ticket = employee.submit()
    assert by(summary()["teams"], "slug")["internet"]["open"] == 1
    assert solver.amend(ticket, team="tv").status_code == 200
    teams = by(summary()["teams"], "slug")
    assert (teams["internet"]["open"], teams["tv"]["open"]) == (0, 1)


def test_a_ticket_past_its_promised_time_is_breached_without_anybody_doing_anything(
    at: Set, app: Flask, employee: Client, summary: Callable[[], Any]
) -> None:
    at(MONDAY)
    with app.app_context():
        targets = {"response": {"2": {"minutes": 60, "hours": "always"}}}
        document = ClocksSchema().load({"targets": targets})
        db.write(lambda: deadlines.change(None, "internet", document, None))
    employee.submit()
    assert summary()["tickets"]["breached"] == 0
    at(MONDAY + dt.timedelta(minutes=61))
    told = summary()
    assert (told["tickets"]["breached"], by(told["teams"], "slug")["internet"]["breached"]) == (1, 1)


def test_what_comes_in_is_held_against_the_same_hours_of_the_weeks_before(
    at: Set, employee: Client, summary: Callable[[], Any]
) -> None:
    for week in range(5):
        at(MONDAY + dt.timedelta(weeks=week, minutes=-30))
        for _ in range(2 if week < 4 else 12):
            employee.submit()
        if week == 3:
            at(MONDAY + dt.timedelta(weeks=3, minutes=1))
            early = summary()
    at(MONDAY + dt.timedelta(weeks=4, minutes=1))
    told = summary()
    # Of three weeks nobody can say what is usual.
    assert early["tickets"]["last_day"]["level"] == "unknown"
    assert told["tickets"]["last_day"] == {"count": 12, "usual": None, "level": "unknown"}
    at(MONDAY + dt.timedelta(weeks=4, hours=25))
    assert summary()["tickets"]["last_day"] == {"count": 0, "usual": 0.0, "level": "usual"}
    at(MONDAY + dt.timedelta(weeks=5, minutes=-30))
    for _ in range(20):
        employee.submit()
    at(MONDAY + dt.timedelta(weeks=5, minutes=10))
    told = summary()
    assert told["tickets"]["last_day"] == {"count": 20, "usual": 2.0, "level": "much_more"}
    assert by(told["services"], "slug")["internet"]["last_day"]["count"] == 20
    assert by(told["services"], "slug")["tv"]["last_day"] == {"count": 0, "usual": 0.0, "level": "usual"}
    assert by(told["regions"], "key")["province:Utrecht"]["last_day"]["level"] == "much_more"
    assert by(told["regions"], "key")["province:Zeeland"]["last_day"]["level"] == "usual"


def test_the_last_hour_ends_now_and_not_with_the_clock(at: Set, employee: Client, summary: Callable[[], Any]) -> None:
    for minute in (10, 20, 50, 70):
        at(MONDAY + dt.timedelta(minutes=minute))
        employee.submit()
    at(MONDAY + dt.timedelta(minutes=75))
    assert summary()["tickets"]["last_hour"]["count"] == 3


def test_a_corrected_postcode_moves_a_ticket_to_its_region(employee: Client, summary: Callable[[], Any]) -> None:
    ticket = employee.submit()
    assert by(summary()["regions"], "key")["province:Utrecht"]["open"] == 1
    etag = employee.get(f"/tickets/{ticket['id']}").headers["ETag"]
    answer = employee.patch(f"/tickets/{ticket['id']}/customer", {"postcode": "4331 AA"}, etag)
    assert answer.status_code == 200, answer.text
    regions = by(summary()["regions"], "key")
    assert (regions["province:Utrecht"]["open"], regions["province:Zeeland"]["open"]) == (0, 1)
    assert regions["province:Utrecht"]["last_hour"]["count"] == 0


def test_what_lies_nowhere_is_told_apart(employee: Client, summary: Callable[[], Any]) -> None:
    employee.submit(kind="question", service=None, customer=None)
    told = summary()
    assert by(told["regions"], "key")[None]["open"] == 1
    assert by(told["services"], "slug")[None]["open"] == 1


def test_the_worst_outage_comes_first_then_suspicions_then_planned_work(
    app: Flask, manager: Client, employee: Client, summary: Callable[[], Any]
) -> None:
    minor = declare(manager, impact="minor")
    critical = declare(manager, impact="critical", areas=["1011"])
    busy = declare(manager, impact="minor", areas=["2511"])
    soon = dt.datetime.now(dt.UTC) + dt.timedelta(hours=3)
    work = declare(
        manager,
        kind="maintenance",
        started_at=soon.isoformat(),
        expected_end_at=(soon + dt.timedelta(hours=1)).isoformat(),
    )
    employee.post(f"/outages/{busy['id']}/affected", {})
    with app.app_context():
        since = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=20)
        suspected = db.write(lambda: outages.suspect(areas=["9711"], services=["tv"], since=since)[0].id)
    told = summary()["outages"]
    assert [one["id"] for one in told["items"]] == [critical["id"], busy["id"], minor["id"], suspected, work["id"]]
    assert (told["current"], told["suspected"], told["maintenance"], told["overdue"]) == (3, 1, 1, 0)
    first, second = told["items"][:2]
    assert (first["regions"], second["customers"], first["by"]) == (["province:Noord-Holland"], 1, "Mohamed El Amrani")
    assert first["declared_at"] is not None


def test_only_managers_see_it(employee: Client, solver: Client, admin: Client, api_key: Callable[..., Client]) -> None:
    assert {client.get(PATH).status_code for client in (employee, solver, admin, api_key())} == {403}


def test_who_has_it_already_is_told_so_until_something_is_news(
    at: Set, manager: Client, employee: Client, counted: Callable[[], int]
) -> None:
    at(MONDAY)
    counted()
    first = manager.get(PATH)
    at(MONDAY + dt.timedelta(seconds=5))
    again = manager.get(PATH, If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.headers["Doorgeven-As-Of"]) == (304, "2026-06-01T09:00:05.000000Z")
    employee.submit()
    counted()
    assert manager.get(PATH, If_None_Match=first.headers["ETag"]).status_code == 200


def test_what_is_not_counted_yet_is_told_by_its_age(
    at: Set, manager: Client, employee: Client, counted: Callable[[], int]
) -> None:
    at(MONDAY)
    counted()
    at(MONDAY + dt.timedelta(minutes=1))
    employee.submit()
    at(MONDAY + dt.timedelta(minutes=9))
    assert manager.get(PATH).json["as_of"] == "2026-06-01T09:01:00.000000Z"
    counted()
    assert manager.get(PATH).json["as_of"] == "2026-06-01T09:09:00.000000Z"


class TestBlindSpots:
    def test_many_tickets_in_one_place_without_an_outage(
        self, employee: Client, manager: Client, summary: Callable[[], Any]
    ) -> None:
        for postcode in ("4331 AA", "4332 AA", "4333 AA", "4334 AA"):
            employee.submit(customer=at_postcode(postcode))
        assert "place" not in kinds(summary())
        employee.submit(customer=at_postcode("4335 AA"))
        employee.submit(customer=at_postcode("3511 AA"), service="tv")
        spot = summary()["blind_spots"][-1]
        assert (spot["kind"], spot["count"], spot["service"]) == ("place", 5, "internet")
        assert spot["area"] == "place:Middelburg"
        declare(manager, areas=["place:Middelburg"], services=["tv"])
        assert "place" in kinds(summary())
        declare(manager, areas=["place:Middelburg"])
        assert "place" not in kinds(summary())

    def test_an_outage_that_nobody_reports_on(
        self, at: Set, manager: Client, employee: Client, summary: Callable[[], Any]
    ) -> None:
        at(MONDAY)
        outage = declare(manager)
        at(MONDAY + dt.timedelta(hours=13))
        assert "unreported" in kinds(summary())
        employee.post(f"/outages/{outage['id']}/affected", {})
        assert "unreported" not in kinds(summary())

    def test_an_update_that_did_not_come(self, at: Set, manager: Client, summary: Callable[[], Any]) -> None:
        at(MONDAY)
        outage = declare(manager, next_update_at="2026-06-01T10:00:00Z")
        assert "overdue" not in kinds(summary())
        at(MONDAY + dt.timedelta(hours=2))
        told = summary()
        assert told["outages"]["overdue"] == 1
        spot = told["blind_spots"][-1]
        assert (spot["kind"], spot["outage"]["id"]) == ("overdue", outage["id"])
        assert spot["since"] == "2026-06-01T10:00:00.000000Z"
        update(manager, outage)
        assert "overdue" not in kinds(summary())

    def test_a_team_that_is_silent_in_its_own_working_time(
        self, at: Set, employee: Client, solver: Client, summary: Callable[[], Any]
    ) -> None:
        at("2026-06-01 13:00")
        ticket = employee.submit()
        # At night nobody has to be there: Monday 13:00 to 18:00 and Tuesday 08:00 in the Netherlands.
        at("2026-06-01 22:00")
        assert "silent" not in kinds(summary())
        at("2026-06-02 08:30")
        told = summary()
        assert by(told["teams"], "slug")["internet"]["silent"]
        assert told["blind_spots"][-1]["team"] == "internet"
        solver.amend(ticket, status="in_progress")
        assert "silent" not in kinds(summary())

    def test_who_on_duty_has_not_acknowledged(self, app: Flask, manager: Client, summary: Callable[[], Any]) -> None:
        duty = manager.get("/duty")
        one = duty.json["managers"][0]["id"]
        assert manager.call("PUT", "/duty", {"people": [one]}, If_Match=duty.headers["ETag"]).status_code == 200
        with app.app_context():
            since = dt.datetime.now(dt.UTC)
            db.write(lambda: outages.suspect(areas=["9711"], services=["tv"], since=since)[0].id)
        told = summary()
        assert told["duty"]["unacknowledged"] == 1
        spot = told["blind_spots"][0]
        assert (spot["kind"], spot["people"]) == ("unacknowledged", ["Mohamed El Amrani"])
        assert manager.post(f"/alerts/{spot['alert']['id']}/acknowledge").status_code == 200
        assert kinds(summary()) == []

    def test_dead_letters(self, app: Flask, employee: Client, admin: Client, summary: Callable[[], Any]) -> None:
        made = admin.post("/teams/internet/endpoints", {"url": "https://team.example/hook"})
        assert made.status_code == 201, made.text
        employee.submit()
        with app.app_context():
            db.write(lambda: forwarding.bury(made.json["id"]))
        told = summary()
        assert by(told["teams"], "slug")["internet"]["dead_letters"] == 1
        assert "dead_letters" in kinds(told)
