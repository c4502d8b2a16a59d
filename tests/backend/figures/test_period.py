"""A period looked back on: tickets by team and service, outages with how long they took and what was promised."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from backend import db
from backend.deadlines import services as deadlines
from shared.schemas.board import PeriodOutageListSchema, PeriodSchema
from shared.schemas.clocks import ClocksSchema
from tests.backend.client import Client
from tests.backend.outages.declared import declare, update
from tests.backend.tickets.at import Set, moment

PATH = "/board/period"


@pytest.fixture
def period(manager: Client, counted: Callable[[], int]) -> Callable[..., Any]:
    def period(query: str = "") -> Any:
        counted()
        answer = manager.get(PATH + query)
        assert answer.status_code == 200, answer.text
        assert PeriodSchema().validate(answer.json) == {}
        return answer.json

    return period


def of(groups: list[dict[str, Any]], key: str, name: str) -> dict[str, Any]:
    return next(group for group in groups if group[key] == name)


def test_an_empty_period_reads_well(at: Set, period: Callable[..., Any]) -> None:
    at("2026-06-15 12:00")
    told = period()
    assert (told["from"], told["to"], told["timezone"]) == ("2026-05-17", "2026-06-15", "Europe/Amsterdam")
    assert (told["course"]["unit"], len(told["course"]["starts"])) == ("day", 30)
    assert (told["tickets"]["total"]["came"], told["tickets"]["total"]["rating"]) == (0, None)
    assert told["outages"]["total"]["median_seconds_to_resolve"] is None
    assert {team["team"] for team in told["tickets"]["teams"]} >= {"internet", "general"}
    assert len(told["outages"]["regions"]) == 12


def test_tickets_with_first_response_resolution_and_rating(
    at: Set, app: Flask, employee: Client, solver: Client, period: Callable[..., Any]
) -> None:
    at("2026-06-01 08:00")
    with app.app_context():
        targets = {"response": {"2": {"minutes": 30, "hours": "always"}}}
        document = ClocksSchema().load({"targets": targets})
        db.write(lambda: deadlines.change(None, "internet", document, None))
    in_time, late, nothing = (employee.submit() for _ in range(3))
    employee.submit(service="tv")
    at("2026-06-01 08:20")
    solver.amend(in_time, status="in_progress")
    at("2026-06-01 09:00")
    solver.amend(late, status="in_progress")
    at("2026-06-01 12:00")
    for one in (in_time, late):
        solver.amend(one, status="resolved", status_reason="fixed")
    employee.post(f"/tickets/{in_time['id']}/rating", {"rating": 4})
    at("2026-06-02 08:00")
    employee.post(f"/tickets/{late['id']}/reopen", {})
    told = period("?from=2026-06-01&to=2026-06-02")["tickets"]
    internet = of(told["teams"], "team", "internet")
    assert (internet["came"], internet["answered"], internet["solved"], internet["reopened"]) == (3, 2, 1, 1)
    assert internet["answer_median_seconds"] == pytest.approx(20 * 60, rel=0.2)
    assert internet["answer_p90_seconds"] == pytest.approx(60 * 60, rel=0.2)
    assert internet["solve_median_seconds"] == pytest.approx(4 * 3600, rel=0.2)
    assert (internet["answer_promised"], internet["answer_kept"]) == (2, 1)
    assert (internet["rated"], internet["rating"]) == (1, 4.0)
    assert of(told["services"], "service", "tv")["came"] == 1
    assert told["total"]["came"] == 4
    assert [(one["team"], one["service"]) for one in told["items"]] == [("internet", "internet"), ("tv", "tv")]
    # Each figure is of its own day.
    second = period("?from=2026-06-02&to=2026-06-02")["tickets"]["total"]
    assert (second["came"], second["answered"], second["reopened"]) == (0, 0, 1)
    assert nothing["status"] == "acknowledged"


def test_days_are_the_company_s(at: Set, employee: Client, period: Callable[..., Any]) -> None:
    at("2026-05-31 21:59")
    employee.submit()
    at("2026-05-31 22:00")  # midnight in Amsterdam
    employee.submit()
    at("2026-06-01 12:00")
    assert period("?from=2026-05-31&to=2026-05-31")["tickets"]["total"]["came"] == 1
    assert period("?from=2026-06-01")["tickets"]["total"]["came"] == 1


def test_whole_months_and_the_days_around_them_make_any_period(
    at: Set, employee: Client, period: Callable[..., Any]
) -> None:
    days = ("2026-01-31", "2026-02-01", "2026-02-28", "2026-03-15", "2026-06-30", "2026-07-01", "2026-07-02")
    for day in days:
        at(f"{day} 12:00")
        employee.submit()
    at("2026-07-10 12:00")
    for first in days:
        for last in days:
            if first > last:
                continue
            told = period(f"?from={first}&to={last}")
            inside = sum(first <= day <= last for day in days)
            assert (told["tickets"]["total"]["came"], sum(told["course"]["came"])) == (inside, inside)
    assert period("?from=2026-01-31&to=2026-07-02")["course"]["unit"] == "month"


class TestOutages:
    def test_how_long_they_took_and_what_was_promised(
        self, at: Set, manager: Client, employee: Client, period: Callable[..., Any]
    ) -> None:
        began = at("2026-06-01 06:00")
        at("2026-06-01 06:10")
        outage = declare(
            manager,
            started_at=began.isoformat(),
            services=["internet", "tv"],
            next_update_at="2026-06-01T07:00:00Z",
            expected_end_at="2026-06-01T08:00:00Z",
        )
        employee.post(f"/outages/{outage['id']}/affected", {})
        at("2026-06-01 06:50")
        update(manager, outage, expected_end_at="2026-06-01T10:00:00Z", next_update_at="2026-06-01T08:00:00Z")
        at("2026-06-01 09:00")
        update(manager, outage, status="resolved")
        at("2026-06-02 09:00")
        told = period("?from=2026-06-01&to=2026-06-02")["outages"]
        total = told["total"]
        assert (total["count"], total["major"], total["ongoing"], total["updates"]) == (1, 1, 0, 2)
        assert total["median_seconds_to_detect"] == total["median_seconds_to_declare"] == 600
        assert total["median_seconds_to_resolve"] == 3 * 3600
        # Told at 06:50 as promised for 07:00, but not at 08:00; over by 10:00, but not by 08:00.
        assert (total["promised"], total["kept"]) == (4, 2)
        assert (total["customers"], total["reached"]) == (1, 1)
        assert of(told["services"], "key", "tv")["count"] == 1
        assert of(told["regions"], "key", "province:Utrecht")["count"] == 1
        assert of(told["regions"], "key", "province:Zeeland")["count"] == 0
        assert period("?from=2026-06-02&to=2026-06-02")["outages"]["total"]["count"] == 0

    def test_what_was_none_is_left_out_and_planned_work_counted_apart(
        self, at: Set, manager: Client, period: Callable[..., Any]
    ) -> None:
        at("2026-06-01 06:00")
        update(manager, declare(manager), status="dismissed")
        declare(
            manager,
            kind="maintenance",
            started_at="2026-06-01T07:00:00Z",
            expected_end_at="2026-06-01T08:00:00Z",
        )
        at("2026-06-01 09:00")
        total = period("?from=2026-06-01")["outages"]["total"]
        assert (total["count"], total["maintenance"]) == (0, 1)

    def test_what_is_behind_a_merged_one_counts_with_the_other(
        self, at: Set, manager: Client, employee: Client, period: Callable[..., Any]
    ) -> None:
        at("2026-06-01 06:00")
        one, two = declare(manager), declare(manager)
        employee.post(f"/outages/{two['id']}/affected", {})
        manager.post(f"/outages/{two['id']}/merge", {"into": one["id"]})
        at("2026-06-01 07:00")
        total = period("?from=2026-06-01")["outages"]["total"]
        assert (total["count"], total["ongoing"]) == (1, 1)

    def test_one_by_one_the_newest_first(self, at: Set, manager: Client, counted: Callable[[], int]) -> None:
        made = []
        for hour in range(3):
            at(moment("2026-06-01 06:00") + dt.timedelta(hours=hour))
            made.append(declare(manager)["id"])
        counted()
        answer = manager.get(f"{PATH}/outages?from=2026-06-01&limit=2")
        assert PeriodOutageListSchema().validate(answer.json or {}) == {}
        link = answer.headers["Link"].partition("?")[2].partition(">")[0]
        more = manager.get(f"{PATH}/outages?{link}")
        assert [one["id"] for page in (answer, more) for one in (page.json or {})["items"]] == made[::-1]
        assert "Link" not in more.headers


class TestAsCsv:
    def rows(self, manager: Client, query: str, separator: str = ",") -> list[dict[str, str]]:
        answer = manager.get(f"{PATH}.csv{query}")
        assert answer.status_code == 200, answer.text
        text = answer.data.decode()
        assert text[0] == "\ufeff"
        return list(csv.DictReader(io.StringIO(text[1:]), delimiter=separator))

    def test_the_same_as_the_page(self, at: Set, manager: Client, employee: Client, counted: Callable[[], int]) -> None:
        at("2026-05-31 12:00")
        employee.submit()
        at("2026-06-01 12:00")
        employee.submit()
        employee.submit(service="tv")
        declare(manager, title={"nl": "=HYPERLINK(1)", "en": "No internet"})
        counted()
        tickets = self.rows(manager, "?from=2026-05-31")
        assert [(row["team"], row["came"]) for row in tickets] == [("internet", "2"), ("tv", "1")]
        days = self.rows(manager, "?from=2026-05-31&what=days&separator=semicolon", ";")
        assert [(row["day"], row["team"], row["came"]) for row in days] == [
            ("2026-05-31", "internet", "1"),
            ("2026-06-01", "internet", "1"),
            ("2026-06-01", "tv", "1"),
        ]
        outages = self.rows(manager, "?from=2026-05-31&what=outages")
        # A spreadsheet must not take a title for a formula.
        assert [(row["title_nl"], row["services"]) for row in outages] == [("'=HYPERLINK(1)", "internet")]

    def test_of_nothing_there_is_a_heading(self, manager: Client, counted: Callable[[], int]) -> None:
        counted()
        assert [self.rows(manager, f"?what={what}") for what in ("tickets", "days", "outages")] == [[], [], []]


def test_what_cannot_be_asked(manager: Client, employee: Client, solver: Client) -> None:
    for query, pointer in (
        ("?from=2026-06-02&to=2026-06-01", "/query/to"),
        ("?from=1066-10-14", "/query/from"),
        ("?from=yesterday", "/query/from"),
        ("?to=0001-01-01", "/query/to"),
    ):
        for path in (PATH, PATH + ".csv", PATH + "/outages"):
            answer = manager.get(path + query)
            assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer), (path, answer.text)
    assert manager.get(PATH + "/outages?cursor=WyIiLCIiXQ").status_code == 422
    for client in (employee, solver):
        assert {client.get(path).status_code for path in (PATH, PATH + ".csv", PATH + "/outages")} == {403}
