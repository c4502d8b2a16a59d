"""Duplicates made one, undone again, and tickets linked as related: what each side sees, and what is refused."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from backend import db
from backend.tickets import services
from tests.backend.client import Client
from tests.backend.tickets.at import frozen
from tests.backend.tickets.told import events, receive


def timeline(client: Client, ticket: dict) -> list[dict]:
    return list(client.get(f"/tickets/{ticket['id']}/timeline").json["items"])


def merge(client: Client, ticket: dict, into: dict):
    return client.post(f"/tickets/{ticket['id']}/merge", {"into": into["id"]})


@pytest.fixture
def two(employee: Client, colleague: Client) -> tuple[dict, dict]:
    """One problem, passed on by two."""
    customer = {"name": "Opa Kees", "phone": "0687654321", "postcode": "3511 AB"}
    return employee.submit(), colleague.submit(customer=customer)


def test_a_duplicate_goes_where_the_other_goes_and_both_timelines_stay(
    employee: Client, colleague: Client, solver: Client, two: tuple[dict, dict]
) -> None:
    first, second = two
    solver.amend(first, status="in_progress")
    merged = merge(solver, second, first)
    assert (merged.status_code, merged.json["parent"], merged.json["merged"]) == (200, first["id"], True)
    assert merged.json["status"] == "in_progress"
    assert merged.headers["ETag"] == solver.get(f"/tickets/{second['id']}").headers["ETag"]
    assert solver.get(f"/tickets/{first['id']}").json["children"] == {"total": 1, "open": 1}
    solver.amend(first, status="resolved", message={"body": "The cable is whole again."})
    for client, ticket in ((employee, first), (colleague, second)):
        assert client.get(f"/tickets/{ticket['id']}").json["status"] == "resolved"
        assert timeline(client, ticket)[0]["type"] == "created"
        assert timeline(client, ticket)[-1]["body"] == "The cable is whole again."


def test_each_reporter_is_told_in_their_words_and_nothing_of_the_other(
    employee: Client, colleague: Client, solver: Client, two: tuple[dict, dict]
) -> None:
    first, second = two
    merge(solver, second, first)
    for client, own, other in ((employee, first, second), (colleague, second, first)):
        told = [entry for entry in timeline(client, own) if entry["type"] == "merged"]
        assert len(told) == 1
        assert "Het team pakt beide samen op" in told[0]["body"]
        seen = "".join(client.get(f"/tickets/{own['id']}{path}").text for path in ("", "/timeline"))
        seen += client.get("/changes").text
        for word in (other["id"], other["reference"], "parent", other["reporter"]["name"]):
            assert word not in seen, word
    assert "Opa Kees" not in employee.get("/changes").text
    assert "Oma Truus" not in colleague.get("/changes").text


def test_who_passed_on_both_may_know_which(employee: Client, solver: Client) -> None:
    first, second = employee.submit(), employee.submit()
    merge(solver, second, first)
    assert first["reference"] in timeline(employee, second)[-1]["body"]
    assert second["reference"] in timeline(employee, first)[-1]["body"]


def test_the_team_reads_which_and_its_system_is_told(app: Flask, solver: Client, two: tuple[dict, dict]) -> None:
    receive(solver, "internet")
    first, second = two
    merge(solver, second, first)
    assert timeline(solver, second)[-1]["changes"]["parent"]["reference"] == first["reference"]
    assert timeline(solver, first)[-1]["changes"]["child"]["reference"] == second["reference"]
    told = [event["data"]["ticket"] for event in events(app, "internet")]
    assert [t["merged"] for t in told if t["id"] == second["id"]] == [True, True]


def test_a_duplicate_has_no_work_of_its_own_until_it_is_one_no_more(
    solver: Client, colleague: Client, two: tuple[dict, dict]
) -> None:
    first, second = two
    merge(solver, second, first)
    refused = solver.amend(second, status="in_progress")
    assert (refused.status_code, refused.json["current"]["parent"]) == (409, first["id"])
    assert first["reference"] in refused.json["detail"]
    assert solver.amend(second, message={"body": "Hello", "visibility": "public"}).status_code == 200
    again = solver.post(f"/tickets/{second['id']}/unmerge").json
    assert (again["parent"], again["merged"]) == (None, False)
    assert timeline(colleague, second)[-1]["type"] == "merged"
    assert solver.amend(second, status="in_progress").json["status"] == "in_progress"
    assert solver.get(f"/tickets/{first['id']}").json["status"] == "acknowledged"
    assert solver.post(f"/tickets/{second['id']}/unmerge").status_code == 409


def test_what_a_duplicates_reporter_says_is_not_missed(
    solver: Client, employee: Client, colleague: Client, two: tuple[dict, dict]
) -> None:
    first, second = two
    merge(solver, second, first)
    colleague.post(f"/tickets/{second['id']}/messages", {"body": "The lamp is red here."})
    noted = timeline(solver, first)[-1]
    assert (noted["body"], noted["visibility"]) == ("The lamp is red here.", "internal")
    assert noted["changes"]["child"]["reference"] == second["reference"]
    assert "red here" not in employee.get("/changes").text


def test_not_fixed_for_one_is_work_for_that_one(
    solver: Client, employee: Client, colleague: Client, two: tuple[dict, dict]
) -> None:
    first, second = two
    merge(solver, second, first)
    solver.amend(first, status="resolved")
    colleague.post(f"/tickets/{second['id']}/reopen", {"body": "Still dead."})
    assert employee.get(f"/tickets/{first['id']}").json["status"] == "resolved"
    noted = timeline(solver, first)[-1]
    assert (noted["changes"]["status"]["to"], noted["visibility"]) == ("in_progress", "internal")
    again = solver.get(f"/tickets/{second['id']}").json
    assert (again["status"], again["merged"], again["parent"]) == ("in_progress", False, first["id"])
    assert solver.amend(second, status="resolved").status_code == 200


def test_it_goes_to_the_others_team_and_along_when_that_is_transferred(
    app: Flask, employee: Client, colleague: Client, manager: Client, api_key
) -> None:
    first, second = employee.submit(), colleague.submit(service="tv")
    receive(manager, "internet")
    assert merge(manager, second, first).json["team"] == "internet"
    assert events(app, "internet")[0]["type"] == "ticket.transferred"
    assert api_key("tv").get(f"/tickets/{second['id']}").status_code == 404
    manager.amend(first, team="mobile")
    assert manager.get(f"/tickets/{second['id']}").json["team"] == "mobile"


def test_what_cannot_be_merged_is_told_why(
    employee: Client, solver: Client, manager: Client, two: tuple[dict, dict], api_key
) -> None:
    first, second = two
    itself = merge(solver, first, first)
    assert (itself.status_code, itself.json["errors"][0]["pointer"]) == (422, "/into")
    assert solver.post(f"/tickets/{first['id']}/merge", {"into": "nowhere"}).status_code == 422
    tv = employee.submit(service="tv")
    hidden = merge(solver, first, tv)
    assert (hidden.status_code, hidden.json["errors"][0]["pointer"]) == (422, "/into")
    assert merge(solver, tv, first).status_code == 404
    assert merge(api_key("tv"), first, second).status_code == 404
    assert merge(employee, first, second).status_code == 403
    ended = employee.submit()
    employee.post(f"/tickets/{ended['id']}/cancel")
    assert merge(solver, first, ended).status_code == 409
    assert merge(solver, ended, first).status_code == 409
    assert merge(solver, second, first).status_code == 200
    assert merge(solver, second, first).status_code == 409
    third = employee.submit()
    assert merge(solver, first, third).status_code == 409  # it has one under it
    into_a_child = merge(solver, third, second)
    assert (into_a_child.status_code, into_a_child.json["current"]["parent"]) == (409, first["id"])
    assert merge(solver, first, second).status_code == 409  # a circle
    assert not timeline(employee, third)[1:]


def test_merged_into_each_other_at_once_one_of_them_wins(app: Flask, solver: Client, two: tuple[dict, dict]) -> None:
    first, second = two
    pairs = [(first, second), (second, first)] * 3
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda pair: merge(Client(app, solver.token), *pair).status_code, pairs))
    assert sorted(answers) == [200, 409, 409, 409, 409, 409]


def test_a_retry_of_a_merge_gets_the_first_answer(solver: Client, employee: Client, two: tuple[dict, dict]) -> None:
    first, second = two
    path, body = f"/tickets/{second['id']}/merge", {"into": first["id"]}
    one, again = (solver.post(path, body, Idempotency_Key="k") for _ in range(2))
    assert (one.status_code, one.json) == (again.status_code, again.json)
    assert [e["type"] for e in timeline(employee, first)].count("merged") == 1


def test_a_known_duplicate_is_no_longer_a_likely_one(solver: Client, two: tuple[dict, dict]) -> None:
    first, second = two
    assert [one["id"] for one in solver.get(f"/tickets/{first['id']}").json["likely_duplicates"]] == [second["id"]]
    merge(solver, second, first)
    assert solver.get(f"/tickets/{first['id']}").json["likely_duplicates"] == []
    assert solver.get(f"/tickets/{second['id']}").json["likely_duplicates"] == []


def test_related_tickets_stand_on_both_for_who_works_on_both(
    employee: Client, solver: Client, manager: Client, api_key, two: tuple[dict, dict]
) -> None:
    first, second = two
    path = f"/tickets/{first['id']}/links"
    for _ in range(2):
        linked = solver.post(path, {"to": second["id"], "type": "related"})
        assert linked.status_code == 201
    assert [link["id"] for link in linked.json["links"]] == [second["id"]]
    assert [link["reference"] for link in solver.get(f"/tickets/{second['id']}").json["links"]] == [first["reference"]]
    assert len([e for e in timeline(solver, second) if "link" in (e["changes"] or {})]) == 1
    assert "links" not in employee.get(f"/tickets/{first['id']}").json
    assert second["reference"] not in employee.get("/changes").text
    manager.amend(second, team="tv")
    assert solver.get(f"/tickets/{first['id']}").json["links"] == []
    assert len(manager.get(f"/tickets/{first['id']}").json["links"]) == 1
    assert api_key("internet").delete(f"{path}/{second['id']}").status_code == 404
    assert manager.delete(f"{path}/{second['id']}").json["links"] == []
    assert manager.delete(f"{path}/{second['id']}").status_code == 404


def test_what_cannot_be_linked_is_told_why(employee: Client, solver: Client, api_key, two: tuple[dict, dict]) -> None:
    first, second = two
    path, tv = f"/tickets/{first['id']}/links", employee.submit(service="tv")
    assert solver.post(path, {"to": first["id"]}).json["errors"][0]["pointer"] == "/to"
    assert solver.post(path, {"to": tv["id"]}).status_code == 422
    assert solver.post(path, {"to": second["id"], "type": "parent"}).status_code == 422
    assert employee.post(path, {"to": second["id"]}).status_code == 403
    assert api_key("tv").post(path, {"to": tv["id"]}).status_code == 404


def test_a_withdrawn_ticket_leaves_its_duplicate_with_work_of_its_own(
    solver: Client, employee: Client, colleague: Client, two: tuple[dict, dict]
) -> None:
    first, second = two
    merge(solver, second, first)
    employee.post(f"/tickets/{first['id']}/cancel")
    left = solver.get(f"/tickets/{second['id']}").json
    assert (left["status"], left["merged"]) == ("acknowledged", False)
    assert [one["id"] for one in solver.get("/tickets?merged=false&status=acknowledged").json["items"]] == [
        second["id"]
    ]
    assert len(timeline(colleague, second)) == 2
    assert solver.amend(second, status="in_progress").status_code == 200


def test_a_duplicate_stays_with_its_parent_where_its_customer_turns_out_to_live_elsewhere(
    solver: Client, manager: Client, colleague: Client, two: tuple[dict, dict]
) -> None:
    manager.post("/teams/tv/rules", {"service": "internet", "area": "1012"})
    first, second = two
    merge(solver, second, first)
    etag = colleague.get(f"/tickets/{second['id']}").headers["ETag"]
    corrected = colleague.patch(f"/tickets/{second['id']}/customer", {"postcode": "1012AB"}, etag)
    assert (corrected.json["team"], corrected.json["customer"]["postcode"]) == ("internet", "1012AB")
    assert solver.get(f"/tickets/{second['id']}").json["merged"] is True


def test_duplicates_go_along_where_their_parents_customer_turns_out_to_live(
    solver: Client, manager: Client, employee: Client, colleague: Client, two: tuple[dict, dict]
) -> None:
    manager.post("/teams/tv/rules", {"service": "internet", "area": "1012"})
    first, second = two
    merge(solver, second, first)
    etag = employee.get(f"/tickets/{first['id']}").headers["ETag"]
    assert employee.patch(f"/tickets/{first['id']}/customer", {"postcode": "1012AB"}, etag).json["team"] == "tv"
    assert colleague.get(f"/tickets/{second['id']}").json["team"] == "tv"
    told = timeline(colleague, second)[-1]
    assert (told["type"], told["actor"]) == ("transfer", {"kind": "system", "name": None})


@pytest.mark.parametrize("own", [None, "2026-06-09T09:00:00Z"])
def test_a_duplicate_of_what_waits_waits_as_long(
    app: Flask, solver: Client, monkeypatch: pytest.MonkeyPatch, two: tuple[dict, dict], own: str | None
) -> None:
    set_to = frozen(monkeypatch)
    set_to("2026-06-01 09:00")
    first, second = two
    if own:
        solver.amend(second, status="in_progress")
        solver.amend(second, status="held", held_for="The digger", held_until=own)
    solver.amend(first, status="in_progress")
    solver.amend(first, status="held", held_for="The plumber", held_until="2026-06-02T09:00:00Z")
    waiting = merge(solver, second, first).json
    assert (waiting["held_for"], waiting["held_until"]) == ("The plumber", "2026-06-02T09:00:00.000000Z")
    set_to("2026-06-02 09:01")
    with app.app_context():
        db.write(services.resume_held)
    for ticket in two:
        assert solver.get(f"/tickets/{ticket['id']}").json["status"] == "in_progress"
        moves = [e for e in timeline(solver, ticket) if (e["changes"] or {}).get("status", {}).get("from") == "held"]
        assert len(moves) == 1
