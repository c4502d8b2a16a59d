"""The team's side: transitions, If-Match, permissions, transfer, and what the reporter sees of it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from shared import lifecycle
from shared.vocabulary import Status, Who
from tests.backend.client import Client

PATHS: dict[str, list[str]] = {
    "acknowledged": [],
    "in_progress": ["in_progress"],
    "pending": ["in_progress", "pending"],
    "held": ["in_progress", "held"],
    "resolved": ["in_progress", "resolved"],
    "rejected": ["rejected"],
}


def brought_to(status: str, employee: Client, program: Client) -> dict:
    ticket = employee.submit()
    if status == "cancelled":
        return dict(employee.post(f"/tickets/{ticket['id']}/cancel").json)
    for step in PATHS["resolved" if status == "closed" else status]:
        ticket = program.amend(ticket, status=step).json
    if status == "closed":
        ticket = employee.post(f"/tickets/{ticket['id']}/confirm").json
    return dict(ticket)


@pytest.mark.parametrize("status", list(Status))
def test_a_team_moves_a_ticket_as_the_table_says_and_is_told_what_it_may(
    employee: Client, api_key, status: str
) -> None:
    program = api_key()
    allowed = {str(s) for s in lifecycle.moves(Status(status), Who.TEAM)}
    for wanted in Status:
        if wanted == status:
            continue
        answer = program.amend(brought_to(status, employee, program), status=wanted)
        assert (answer.status_code == 200) == (wanted in allowed), (status, wanted)
        if answer.status_code == 200:
            assert answer.json["status"] == wanted
        else:
            assert answer.status_code == 409
            assert set(answer.json["allowed"]) == allowed


def test_taking_up_shows_the_reporter_who_and_since_when(employee: Client, api_key) -> None:
    ticket = employee.submit()
    taken = api_key().amend(ticket, status="in_progress", acted_by={"name": "Sanne"}).json
    handling = employee.get(f"/tickets/{ticket['id']}").json["handling"]
    assert (handling["answer"], handling["team"]) == ("yes", "internet")
    assert handling["last_human_action_at"] == taken["updated_at"]
    entry = employee.get(f"/tickets/{ticket['id']}/timeline").json["items"][-1]
    assert entry["actor"] == {"kind": "program", "name": "Sanne"}
    assert entry["changes"]["status"] == {"from": "acknowledged", "to": "in_progress"}


def test_only_a_named_person_counts_as_a_human_action(employee: Client, api_key, solver: Client) -> None:
    ticket = employee.submit()
    assert api_key().amend(ticket, status="in_progress").json["handling"]["last_human_action_at"] is None
    assert solver.amend(ticket, priority=1).json["handling"]["last_human_action_at"] is not None


def test_a_question_waits_for_the_reporter_and_the_answer_brings_it_back(employee: Client, solver: Client) -> None:
    ticket = employee.submit()
    question = {"body": "Which lights are on?", "visibility": "public"}
    asked = solver.amend(ticket, status="pending", message=question).json
    assert asked["handling"]["answer"] == "waiting_for_you"
    assert employee.get(f"/tickets/{ticket['id']}/timeline").json["items"][-1]["body"] == question["body"]
    assert employee.post(f"/tickets/{ticket['id']}/messages", {"body": "Only the red one."}).status_code == 201
    assert employee.get(f"/tickets/{ticket['id']}").json["status"] == "in_progress"


def test_confirming_closes_and_saying_no_reopens(employee: Client, solver: Client) -> None:
    ticket = employee.submit()
    solver.amend(ticket, status="in_progress")
    solver.amend(ticket, status="resolved", status_reason="fixed")
    again = employee.post(f"/tickets/{ticket['id']}/reopen", {"body": "Still dead."}).json
    assert (again["status"], again["status_reason"]) == ("in_progress", None)
    solver.amend(ticket, status="resolved")
    assert employee.post(f"/tickets/{ticket['id']}/confirm").json["status"] == "closed"
    refused = employee.post(f"/tickets/{ticket['id']}/reopen")
    assert (refused.status_code, refused.json["allowed"]) == (409, [])


@pytest.mark.parametrize("action", ["confirm", "reopen", "cancel"])
def test_what_is_the_reporters_is_nobody_elses(
    employee: Client, solver: Client, colleague: Client, action: str
) -> None:
    ticket = employee.submit()
    assert solver.post(f"/tickets/{ticket['id']}/{action}").status_code == 403
    assert colleague.post(f"/tickets/{ticket['id']}/{action}").status_code == 404


def test_refusals_come_in_order(app: Flask, employee: Client, colleague: Client, solver: Client) -> None:
    path = f"/tickets/{employee.submit()['id']}"
    impossible = {"status": "closed"}
    assert Client(app).patch(path, impossible).status_code == 401
    assert colleague.patch(path, impossible).status_code == 404
    assert employee.patch(path, impossible).status_code == 403
    assert solver.patch(path, impossible).status_code == 428
    assert solver.patch(path, impossible, '"99"').status_code == 412
    assert solver.patch(path, impossible, solver.get(path).headers["ETag"]).status_code == 409


def test_of_eight_at_once_one_wins_and_seven_learn_it(app: Flask, employee: Client, solver: Client) -> None:
    path = f"/tickets/{employee.submit()['id']}"
    etag = solver.get(path).headers["ETag"]

    def amend(number: int) -> int:
        return Client(app, solver.token).patch(path, {"external_id": str(number)}, etag).status_code

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(amend, range(8)))
    assert answers == [200] + [412] * 7


def test_a_transfer_takes_the_history_along_and_the_old_team_loses_sight(employee: Client, api_key) -> None:
    ticket = employee.submit()
    internet, tv = api_key("internet"), api_key("tv")
    note = {"body": "Looks like the decoder.", "visibility": "internal"}
    moved = internet.amend(ticket, team="tv", message=note).json
    assert (moved["team"], moved["status"]) == ("tv", "acknowledged")
    assert internet.get(f"/tickets/{ticket['id']}").status_code == 404
    seen = tv.get(f"/tickets/{ticket['id']}/timeline").json["items"]
    assert [entry["type"] for entry in seen] == ["created", "transfer", "message"]
    public = employee.get(f"/tickets/{ticket['id']}/timeline").json["items"]
    assert [entry["type"] for entry in public] == ["created", "transfer"]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"status": "asleep"}, "/status"),
        ({"status_reason": "magic"}, "/status_reason"),
        ({"team": "catering"}, "/team"),
        ({"assignee": "nobody"}, "/assignee"),
        ({"priority": 0}, "/priority"),
        ({"priority": "1"}, "/priority"),
        ({"priority": True}, "/priority"),
        ({"outage_id": "nonsense"}, "/outage_id"),
        ({"next_update_by": "tomorrow"}, "/next_update_by"),
        ({"next_update_by": "2026-01-01T00:00:00"}, "/next_update_by"),
        ({"next_update_by": "2020-01-01T00:00:00Z"}, "/next_update_by"),
        ({"next_update_by": "9999-12-31T23:59:59-23:59"}, "/next_update_by"),
        ({"status": "in_progress", "next_update_by": "9999-12-31T23:59:59Z"}, "/next_update_by"),
        ({"external_url": "javascript:alert(1)"}, "/external_url"),
        ({"acted_by": {}}, "/acted_by/name"),
        ({"message": {"body": ""}}, "/message/body"),
        ({"description": "changed"}, "/description"),
        ({"customer": {"name": "changed"}}, "/customer"),
        ({"reporter_id": "x"}, "/reporter_id"),
    ],
)
def test_a_wrong_change_is_told_by_a_pointer_and_nothing_changes(
    employee: Client, solver: Client, changes, pointer: str
) -> None:
    ticket = employee.submit()
    before = solver.get(f"/tickets/{ticket['id']}")
    answer = solver.patch(f"/tickets/{ticket['id']}", {"external_id": "X", **changes}, before.headers["ETag"])
    assert answer.status_code == 422
    assert pointer in [error["pointer"] for error in answer.json["errors"]]
    assert solver.get(f"/tickets/{ticket['id']}").json == before.json


def test_a_wait_until_the_end_of_the_calendar_is_refused(employee: Client, solver: Client) -> None:
    """Some time zone's clocks are beyond it, and nobody could read the ticket any more."""
    ticket = employee.submit()
    solver.amend(ticket, status="in_progress")
    answer = solver.amend(ticket, status="held", held_for="x", held_until="9999-12-31T23:59:59Z")
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/held_until")


def test_an_assignee_is_a_member_and_goes_with_a_transfer(employee: Client, solver: Client) -> None:
    ticket, me = employee.submit(), solver.get("/me").json["id"]
    assert solver.amend(ticket, assignee=me).json["assignee_name"] == "Sanne Bakker"
    assert [t["id"] for t in solver.get(f"/tickets?assignee={me}").json["items"]] == [ticket["id"]]
    assert solver.amend(ticket, team="tv").json["assignee"] is None


def test_internal_notes_never_reach_the_reporter(employee: Client, solver: Client) -> None:
    ticket = employee.submit()
    note = {"body": "Rude on the phone.", "visibility": "internal"}
    assert solver.post(f"/tickets/{ticket['id']}/messages", note).status_code == 201
    solver.amend(ticket, priority=1)
    assert [e["type"] for e in employee.get(f"/tickets/{ticket['id']}/timeline").json["items"]] == ["created"]
    assert "Rude" not in employee.get("/changes").text
    assert employee.post(f"/tickets/{ticket['id']}/messages", note).status_code == 403


def test_merge_patch_is_taken_too(employee: Client, solver: Client) -> None:
    ticket = employee.submit()
    etag = solver.get(f"/tickets/{ticket['id']}").headers["ETag"]
    answer = solver.http.patch(
        f"/api/v1/tickets/{ticket['id']}",
        data='{"status": "in_progress"}',
        headers={
            "Authorization": f"Bearer {solver.token}",
            "Content-Type": "application/merge-patch+json",
            "If-Match": etag,
        },
    )
    assert answer.json["status"] == "in_progress"


def test_an_ended_ticket_takes_only_external_ids_and_notes(employee: Client, solver: Client) -> None:
    ticket = employee.submit()
    employee.post(f"/tickets/{ticket['id']}/cancel")
    assert solver.amend(ticket, external_id="SN-1").status_code == 200
    assert solver.amend(ticket, priority=1).status_code == 409
    assert solver.post(f"/tickets/{ticket['id']}/messages", {"body": "Hello?"}).status_code == 409
    assert employee.post(f"/tickets/{ticket['id']}/messages", {"body": "Hello?"}).status_code == 409


def test_a_manager_acts_on_any_ticket(employee: Client, manager: Client) -> None:
    assert manager.amend(employee.submit(), status="in_progress").status_code == 200


def test_what_waits_behind_a_transfer_still_finds_the_ticket(
    app: Flask, employee: Client, solver: Client, manager: Client
) -> None:
    """On PostgreSQL a locked look-up with joins would find nothing after waiting."""
    ticket = employee.submit()
    path = f"/tickets/{ticket['id']}/messages"
    teams = ("tv", "internet") * 6

    def talk(_: int) -> int:
        return Client(app, employee.token).post(path, {"body": "Hello?"}).status_code

    with ThreadPoolExecutor(4) as pool:
        said = pool.map(talk, range(40))
        moved = [manager.amend(ticket, team=team).status_code for team in teams]
        assert set(said) == {201}
    assert set(moved) <= {200, 412}


def test_a_person_acts_in_their_own_name(employee: Client, solver: Client) -> None:
    ticket = employee.submit()
    solver.amend(ticket, status="in_progress", acted_by={"name": "The King"})
    assert employee.get(f"/tickets/{ticket['id']}/timeline").json["items"][-1]["actor"]["name"] == "Sanne Bakker"


def test_a_refused_transition_points_at_the_status(employee: Client, solver: Client) -> None:
    assert solver.amend(employee.submit(), status="closed").json["errors"][0]["pointer"] == "/status"
