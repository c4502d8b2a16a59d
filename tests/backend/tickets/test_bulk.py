"""One change of many tickets: each as PATCH would, none half done, each result told, the answer kept."""

import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from backend.tickets import bulk as edge
from backend.tickets.services import bulk
from tests.backend.client import Client
from tests.backend.tickets.told import events, receive


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three tickets a transaction, so that a few are several."""
    monkeypatch.setattr(edge, "AT_ONCE", 3)


@pytest.fixture
def tickets(employee: Client) -> list[dict]:
    return [employee.submit() for _ in range(7)]


def change(client: Client, ids: list[str], etags: dict | None = None, key: str = "", **changes):
    body = {"ids": ids, "change": changes, **({"etags": etags} if etags else {})}
    return client.post("/tickets/bulk", body, **({"Idempotency_Key": key} if key else {}))


def ids_of(tickets: list[dict]) -> list[str]:
    return [ticket["id"] for ticket in tickets]


def test_all_are_changed_and_told_in_the_order_asked(
    app: Flask, employee: Client, solver: Client, tickets: list[dict]
) -> None:
    receive(solver, "internet")
    ids = ids_of(tickets)[::-1]
    words = {"body": "The exchange is repaired.", "visibility": "public"}
    answer = change(solver, ids, status="resolved", status_reason="fixed", message=words)
    assert answer.status_code == 200, answer.text
    assert (answer.json["succeeded"], answer.json["failed"]) == (7, 0)
    assert [result["id"] for result in answer.json["results"]] == ids
    for result in answer.json["results"]:
        shown = solver.get(f"/tickets/{result['id']}")
        assert (result["ticket"]["status"], shown.json["status"]) == ("resolved", "resolved")
        assert solver.patch(f"/tickets/{result['id']}", {}, result["ticket"]["etag"]).status_code == 200
        assert employee.get(f"/tickets/{result['id']}/timeline").json["items"][-1]["body"] == words["body"]
    assert len(events(app, "internet")) == 14
    assert "Truus" not in answer.text


def test_each_refusal_is_what_patch_would_say_and_stops_none_of_the_others(
    employee: Client, solver: Client, manager: Client, tickets: list[dict]
) -> None:
    foreign, ended = employee.submit(service="tv"), employee.submit()
    employee.post(f"/tickets/{ended['id']}/cancel")
    ids = [tickets[0]["id"], foreign["id"], ended["id"], "nowhere", tickets[1]["id"]]
    answer = change(solver, ids, status="in_progress", assignee=None).json
    assert [result["status"] for result in answer["results"]] == [200, 404, 409, 404, 200]
    assert (answer["succeeded"], answer["failed"]) == (2, 3)
    for result in answer["results"][1:4]:
        alone = solver.patch(f"/tickets/{result['id']}", {"status": "in_progress", "assignee": None}, "*")
        assert result["problem"] == alone.json
    assert manager.get(f"/tickets/{foreign['id']}").json["status"] == "acknowledged"


def test_a_ticket_that_is_refused_is_left_as_it_was(
    app: Flask, employee: Client, api_key, tickets: list[dict], solver: Client
) -> None:
    """The assignee is refused after the transfer was made: none of it may stay, nobody may hear of it."""
    tv = api_key("tv")
    receive(tv, "tv")
    before = solver.get(f"/tickets/{tickets[0]['id']}").json
    cursor = solver.get("/changes").json["next_cursor"]
    answer = change(solver, [tickets[0]["id"]], team="tv", assignee=solver.get("/me").json["id"], priority=1).json
    assert answer["results"][0]["problem"]["errors"][0]["pointer"] == "/assignee"
    assert solver.get(f"/tickets/{tickets[0]['id']}").json == before
    assert events(app, "tv") == []
    assert solver.get(f"/changes?after={cursor}").status_code == 304


def test_an_etag_that_is_given_must_be_the_current_one(solver: Client, tickets: list[dict]) -> None:
    first, second, third = ids_of(tickets[:3])
    etags = {first: solver.get(f"/tickets/{first}").headers["ETag"], second: '"99"'}
    answer = change(solver, [first, second, third], etags, priority=1).json
    assert [result["status"] for result in answer["results"]] == [200, 412, 200]
    assert answer["results"][1]["problem"]["current"]["status"] == "acknowledged"


def test_refusals_are_in_the_callers_language(employee: Client, solver: Client) -> None:
    answer = solver.post("/tickets/bulk", {"ids": ["nowhere"], "change": {"priority": 1}}, Accept_Language="nl")
    assert answer.json["results"][0]["problem"]["title"] == "Niet gevonden."


def test_a_retry_gets_the_first_answer_and_another_body_is_refused(solver: Client, tickets: list[dict]) -> None:
    ids = ids_of(tickets)
    first = change(solver, ids, key="k", priority=1)
    solver.amend(tickets[0], priority=4)
    assert change(solver, ids, key="k", priority=1).json == first.json
    assert solver.get(f"/tickets/{ids[0]}").json["priority"] == 4
    assert change(solver, ids, key="k", priority=2).status_code == 422


def test_what_was_killed_in_between_goes_on_where_it_stopped(
    solver: Client, employee: Client, tickets: list[dict], monkeypatch
) -> None:
    ids, words = ids_of(tickets), {"body": "Once.", "visibility": "public"}
    done, amend = itertools.count(1), bulk.amend

    def killed_at_the_fifth(*args):
        if next(done) == 5:
            raise KeyboardInterrupt
        return amend(*args)

    monkeypatch.setattr(bulk, "amend", killed_at_the_fifth)
    with pytest.raises(KeyboardInterrupt):
        change(solver, ids, key="k", message=words)
    monkeypatch.setattr(bulk, "amend", amend)
    assert change(solver, ids, key="k", message=words).json["succeeded"] == 7
    for one in ids:
        said = [entry["body"] for entry in employee.get(f"/tickets/{one}/timeline").json["items"]]
        assert said.count("Once.") == 1


def test_twins_at_once_change_each_ticket_once(
    app: Flask, employee: Client, solver: Client, tickets: list[dict]
) -> None:
    ids, words = ids_of(tickets), {"body": "Once.", "visibility": "public"}
    with ThreadPoolExecutor(3) as pool:
        twins = list(pool.map(lambda _: change(Client(app, solver.token), ids, key="k", message=words).json, range(3)))
    assert twins[0] == twins[1] == twins[2]
    for one in ids:
        assert len(employee.get(f"/tickets/{one}/timeline").json["items"]) == 2


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"ids": [], "change": {}}, "/ids"),
        ({"ids": ["a"] * 2, "change": {}}, "/ids"),
        ({"ids": [str(n) for n in range(501)], "change": {}}, "/ids"),
        ({"ids": ["a"]}, "/change"),
        ({"ids": ["a"], "change": {"status": "asleep"}}, "/change/status"),
        ({"ids": ["a"], "change": {"customer": {}}}, "/change/customer"),
        ({"ids": ["a"], "change": {}, "etags": {"b": "1"}}, "/etags"),
        ({"ids": "a", "change": {}}, "/ids"),
    ],
)
def test_a_wrong_body_changes_nothing(solver: Client, body: dict, pointer: str) -> None:
    answer = solver.post("/tickets/bulk", body)
    assert answer.status_code == 422
    assert pointer in [error["pointer"] for error in answer.json["errors"]]


def test_who_solves_nothing_changes_nothing(employee: Client, api_key, tickets: list[dict]) -> None:
    assert {r["status"] for r in change(employee, ids_of(tickets), priority=1).json["results"]} == {403}
    assert {r["status"] for r in change(api_key("tv"), ids_of(tickets), priority=1).json["results"]} == {404}


def test_many_go_under_a_parent_at_once_and_are_listed_there(solver: Client, tickets: list[dict]) -> None:
    parent, *others = ids_of(tickets)
    answer = change(solver, [parent, *others], parent=parent).json
    assert [result["status"] for result in answer["results"]] == [422] + [200] * 6
    listed = solver.get(f"/tickets?parent={parent}").json["items"]
    assert {ticket["id"] for ticket in listed} == set(others)
    assert solver.get("/tickets?merged=true").json["items"] == []


@pytest.mark.parametrize("who", ["solver", "manager"])
@pytest.mark.parametrize("parent_at", [0, 1, 6], ids=["first", "in the middle", "last"])
def test_duplicates_that_go_to_another_team_with_their_parent_are_done(
    sign_in, solver: Client, tickets: list[dict], who: str, parent_at: int
) -> None:
    parent, *duplicates = ids_of(tickets[:4])
    for one in duplicates:
        solver.post(f"/tickets/{one}/merge", {"into": parent})
    ids = [*duplicates, *ids_of(tickets[4:])]
    ids.insert(parent_at, parent)
    answer = change(sign_in(who), ids, team="tv").json
    moved = [result["id"] for result in answer["results"] if result["status"] == 200]
    assert all(result["ticket"]["team"] == "tv" for result in answer["results"] if "ticket" in result)
    # Those in a transaction before their parent's are told to be its duplicates, and go along all the same.
    later = set(duplicates) & set(ids[: parent_at - parent_at % 3])
    assert set(ids) - set(moved) == later
    assert {result["problem"]["status"] for result in answer["results"] if "problem" in result} <= {409}
    assert {solver.get(f"/tickets/{one}").status_code for one in ids} == {404}


def test_where_a_duplicate_went_before_is_not_told(solver: Client, tickets: list[dict]) -> None:
    parent, duplicate = ids_of(tickets[:2])
    solver.post(f"/tickets/{duplicate}/merge", {"into": parent})
    assert change(solver, [parent, duplicate], team="tv").json["failed"] == 0
    again = change(solver, [parent, duplicate], team="tv").json
    assert [result["status"] for result in again["results"]] == [404, 404]
