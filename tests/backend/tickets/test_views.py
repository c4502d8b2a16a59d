"""Saved views: the queue's filters under a name, one's own or a team's."""

import pytest
from flask import Flask

from backend.tickets.views import services
from tests.backend.client import Client
from tests.backend.tickets.people import join

LATE = {"name": "Late", "query": {"breached": "true", "assignee": "me", "sort": "due_at"}}


def saved(client: Client, **changes: object) -> dict:
    answer = client.post("/views", {**LATE, **changes})
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def names(client: Client) -> list[str]:
    return [view["name"] for view in client.get("/views").json["items"]]


@pytest.fixture
def mate(app: Flask, sign_in) -> Client:
    """Another solver of team internet."""
    return sign_in(join(app, "mate@example.org", "Mo Mate", "internet"))


def test_what_is_saved_is_what_the_queue_takes(solver: Client, employee: Client) -> None:
    employee.submit()
    view = saved(solver)
    assert (view["team"], view["own"], view["query"]) == (None, True, LATE["query"])
    query = "&".join(f"{name}={value}" for name, value in view["query"].items())
    assert solver.get(f"/tickets?{query}").status_code == 200


def test_ones_own_are_nobody_elses_and_a_teams_are_all_its_people_s(
    solver: Client, mate: Client, manager: Client, employee: Client
) -> None:
    own, shared = saved(solver, name="b mine"), saved(solver, name="A ours", team="internet")
    assert names(solver) == ["A ours", "b mine"]
    assert names(mate) == names(manager) == ["A ours"]
    assert names(employee) == []
    assert mate.get(f"/views/{own['id']}").status_code == manager.get(f"/views/{own['id']}").status_code == 404
    etag = mate.get(f"/views/{shared['id']}").headers["ETag"]
    assert mate.patch(f"/views/{shared['id']}", {"name": "Theirs"}, etag).json["own"] is False
    assert employee.delete(f"/views/{shared['id']}").status_code == 404
    assert mate.delete(f"/views/{shared['id']}").status_code == 200
    assert names(solver) == ["b mine"]


def test_the_second_to_change_it_is_told(solver: Client, mate: Client) -> None:
    path = f"/views/{saved(solver, team='internet')['id']}"
    etag = solver.get(path).headers["ETag"]
    assert solver.patch(path, {"name": "Later"}, etag).status_code == 200
    assert mate.patch(path, {"name": "Latest"}, etag).status_code == 412
    assert mate.patch(path, {"name": "Latest"}).status_code == 428


def test_one_taken_back_from_the_team_is_whose_who_took_it(solver: Client, mate: Client) -> None:
    path = f"/views/{saved(solver, team='internet')['id']}"
    assert mate.patch(path, {"team": None}, "*").json["own"] is True
    assert (names(mate), names(solver)) == (["Late"], [])


def test_a_teams_views_are_on_its_record(solver: Client) -> None:
    view = saved(solver, team="internet")
    solver.patch(f"/views/{view['id']}", {"name": "Later"}, "*")
    solver.delete(f"/views/{view['id']}")
    saved(solver)
    record = solver.get("/audit?team=internet").json["items"]
    assert [row["action"] for row in record] == ["view.removed", "view.changed", "view.added"]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"query": {"status": "sleeping"}}, "/query/status"),
        ({"query": {"colour": "red"}}, "/query/colour"),
        ({"query": {"service": "telegraph"}}, "/query/service/0"),
        ({"query": {"cursor": "x"}}, "/query/cursor"),
        ({"query": {"breached": "maybe"}}, "/query/breached"),
        ({"query": {"sort": "colour"}}, "/query/sort"),
        ({"name": " "}, "/name"),
        ({"team": "tv"}, "/team"),
        ({"team": "nobody"}, "/team"),
    ],
)
def test_what_the_queue_would_refuse_is_not_saved(solver: Client, changes: dict, pointer: str) -> None:
    answer = solver.post("/views", {**LATE, **changes})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)
    path = f"/views/{saved(solver)['id']}"
    answer = solver.patch(path, changes, "*")
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)


def test_a_manager_shares_with_any_team_and_a_program_has_no_views(manager: Client, api_key) -> None:
    assert saved(manager, team="tv")["team"] == "tv"
    assert manager.post("/views", {**LATE, "team": "nobody"}).status_code == 422
    assert api_key().get("/views").status_code == 403


def test_there_is_an_end_to_how_many(solver: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST", 2)
    first = saved(solver)
    saved(solver)
    assert solver.post("/views", LATE).status_code == 409
    saved(solver, team="internet")
    solver.delete(f"/views/{first['id']}")
    saved(solver)
