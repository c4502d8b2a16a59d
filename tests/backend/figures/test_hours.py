"""Tickets by the hour against the usual: for the country, a region, or any area."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from shared.schemas.board import HoursSchema
from tests.backend.client import Client
from tests.backend.tickets.at import Set, moment

MONDAY = moment("2026-06-01 09:10")


@pytest.fixture
def hours(manager: Client, counted: Callable[[], int]) -> Callable[..., Any]:
    def hours(query: str = "") -> Any:
        counted()
        answer = manager.get("/board/hours" + query)
        assert answer.status_code == 200, answer.text
        assert HoursSchema().validate(answer.json) == {}
        return answer.json

    return hours


def of(told: Any, service: str | None) -> Any:
    return next(line for line in told["series"] if line["service"] == service)


def test_each_service_hour_by_hour_and_nothing_where_nothing_came(
    at: Set, employee: Client, hours: Callable[..., Any]
) -> None:
    at(MONDAY)
    employee.submit()
    at(MONDAY + dt.timedelta(hours=2))
    for service in ("internet", "tv"):
        employee.submit(service=service)
    told = hours()
    assert (len(told["hours"]), told["hours"][-1]) == (24, int(moment("2026-06-01 11:00").timestamp()))
    assert told["total"]["count"][-3:] == [1, 0, 2]
    assert of(told, "internet")["count"][-3:] == [1, 0, 1]
    assert of(told, "mobile")["count"] == [0] * 24
    assert set(told["total"]["usual"]) == {None}
    week = hours("?span=week&service=tv")
    assert len(week["hours"]) == 168
    assert [line["service"] for line in week["series"]] == ["tv"]
    assert sum(week["total"]["count"]) == 1


def test_the_usual_is_of_the_same_hour_on_the_wall(at: Set, employee: Client, hours: Callable[..., Any]) -> None:
    # Over the change to summer time: 09:10 in winter is 08:10 UTC, in summer 07:10.
    for week, day in enumerate(("03-02", "03-09", "03-16", "03-23")):
        at(f"2026-{day} 08:10")
        for _ in range(week + 1):
            employee.submit()
    at("2026-03-30 07:10")
    told = hours()
    assert told["total"]["usual"][-1] == 2.5
    assert told["total"]["usual"][-2] is None
    assert of(told, "tv")["usual"][-1] == 0.0


def test_an_area_of_any_kind(at: Set, employee: Client, hours: Callable[..., Any]) -> None:
    at(MONDAY)
    for postcode in ("3511 AB", "3512", "1011 AB", "4331"):
        employee.submit(customer={"postcode": postcode})
    employee.submit(kind="question", service=None, customer=None)
    for area, number in (
        ("province:Utrecht", 2),
        ("35", 2),
        ("3511", 1),
        ("place:Middelburg", 1),
        ("province:Zeeland", 1),
        ("province:Drenthe", 0),
        ("NL", 5),
    ):
        told = hours(f"?area={area}")
        assert (told["area"], sum(told["total"]["count"])) == (area, number)
    assert hours("?area=NL")["where"]["nl"] == "Nederland"
    assert sum(of(hours(), None)["count"]) == 1


def test_what_cannot_be_asked(manager: Client, employee: Client, solver: Client) -> None:
    for query, pointer in (
        ("?area=0123", "/query/area"),
        ("?area=3511AB", "/query/area"),
        ("?area=province:Atlantis", "/query/area"),
        ("?service=gas", "/query/service"),
        ("?span=year", "/query/span"),
        ("?colour=red", "/query/colour"),
    ):
        answer = manager.get("/board/hours" + query)
        assert answer.status_code == 422, (query, answer.text)
        assert answer.json["errors"][0]["pointer"] == pointer
    assert {client.get("/board/hours").status_code for client in (employee, solver)} == {403}
