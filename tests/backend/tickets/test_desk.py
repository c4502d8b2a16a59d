"""A day at the desk: taking up, releasing, waiting for others, and what the loser of a race learns."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from backend import clock, db
from backend.tickets import services
from backend.tickets.services import by_the_clock, holding
from shared.schemas.base import rfc3339
from tests.backend.client import Client
from tests.backend.tickets.people import join
from tests.backend.tickets.told import events, receive


def in_days(days: float) -> str:
    return rfc3339(clock.now() + dt.timedelta(days=days))


def last_entry(client: Client, ticket: dict) -> dict:
    return dict(client.get(f"/tickets/{ticket['id']}/timeline").json["items"][-1])


@pytest.fixture
def days_later(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Lets the worker look at the clock when so many days have passed."""

    def pass_by(days: float) -> None:
        monkeypatch.setattr(by_the_clock, "now", lambda: clock.now() + dt.timedelta(days=days))
        with app.app_context():
            while db.write(services.resume_held):
                pass

    return pass_by


def test_who_takes_up_has_it_and_the_reporter_sees_who(employee: Client, solver: Client) -> None:
    taken = solver.amend(employee.submit(), status="in_progress").json
    assert (taken["assignee"], taken["assignee_name"]) == (solver.get("/me").json["id"], "Sanne Bakker")
    entry = last_entry(employee, taken)
    assert (entry["type"], entry["changes"]["assignee"]["name"]) == ("status", "Sanne Bakker")


def test_a_program_takes_up_for_nobody_and_a_manager_is_no_member(
    employee: Client, api_key, manager: Client, solver: Client
) -> None:
    program = api_key()
    assert program.amend(employee.submit(), status="in_progress", acted_by={"name": "Sanne"}).json["assignee"] is None
    assert manager.amend(employee.submit(), status="in_progress").json["assignee"] is None
    assert solver.amend(employee.submit(), status="in_progress", assignee=None).json["assignee"] is None


def test_taking_up_takes_nothing_from_whom_it_was_assigned_to(
    app: Flask, employee: Client, solver: Client, sign_in
) -> None:
    other = sign_in(join(app, "jan@example.org", "Jan Smit", "internet"))
    ticket = employee.submit()
    mine = solver.amend(ticket, assignee=solver.get("/me").json["id"]).json
    assert other.amend(ticket, status="in_progress").json["assignee"] == mine["assignee"]


def test_a_released_ticket_is_nobodys(employee: Client, solver: Client) -> None:
    taken = solver.amend(employee.submit(), status="in_progress").json
    assert solver.amend(taken, assignee=None).json["assignee"] is None
    assert last_entry(employee, taken)["type"] == "assignment"


def test_a_rejection_can_be_read_by_who_passed_it_on(employee: Client, solver: Client) -> None:
    why = {"body": "This is your neighbour's modem.", "visibility": "public"}
    ticket = solver.amend(employee.submit(), status="rejected", status_reason="not_responsible", message=why).json
    assert employee.get(f"/tickets/{ticket['id']}").json["status_reason"] == "not_responsible"
    assert last_entry(employee, ticket)["body"] == why["body"]


def test_waiting_for_others_says_for_whom_and_until_when(employee: Client, solver: Client) -> None:
    until = in_days(3)
    ticket = solver.amend(employee.submit(), status="in_progress").json
    solver.amend(ticket, status="held", held_until=until, held_for="Spare part from the factory")
    seen = employee.get(f"/tickets/{ticket['id']}").json
    assert (seen["status"], seen["held_until"], seen["held_for"]) == ("held", until, "Spare part from the factory")
    assert last_entry(employee, ticket)["changes"]["held_until"] == {"from": None, "to": until}
    later = in_days(5)
    assert solver.amend(ticket, held_until=later).json["held_until"] == later


@pytest.mark.parametrize("leave", ["in_progress", "resolved", "cancelled"])
def test_what_waits_no_longer_has_no_date_for_it(employee: Client, solver: Client, leave: str) -> None:
    ticket = solver.amend(employee.submit(), status="in_progress").json
    solver.amend(ticket, status="held", held_until=in_days(3), held_for="The fitter")
    if leave == "cancelled":
        employee.post(f"/tickets/{ticket['id']}/cancel")
    else:
        solver.amend(ticket, status=leave)
    seen = employee.get(f"/tickets/{ticket['id']}").json
    assert (seen["status"], seen["held_until"], seen["held_for"]) == (leave, None, None)
    assert last_entry(employee, ticket)["changes"]["held_for"] == {"from": "The fitter", "to": None}


@pytest.mark.parametrize(
    ("status", "changes", "pointer"),
    [
        ("in_progress", {"held_until": "2999-01-01T00:00:00Z"}, "/held_until"),
        ("in_progress", {"held_for": "The fitter"}, "/held_for"),
        ("held", {"held_until": "2020-01-01T00:00:00Z"}, "/held_until"),
        ("held", {"held_until": "soon"}, "/held_until"),
        ("held", {"held_for": "x" * 501}, "/held_for"),
    ],
)
def test_a_wait_that_cannot_be_is_refused(
    employee: Client, solver: Client, status: str, changes: dict, pointer: str
) -> None:
    ticket = solver.amend(employee.submit(), status="in_progress").json
    answer = solver.amend(ticket, status=status, **changes)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)
    assert solver.get(f"/tickets/{ticket['id']}").json["status"] == "in_progress"


def test_when_the_date_comes_the_system_takes_it_up_again_once_and_tells_the_team(
    app: Flask, employee: Client, solver: Client, days_later
) -> None:
    receive(solver, "internet")
    ticket = solver.amend(employee.submit(), status="in_progress").json
    forever = solver.amend(employee.submit(), status="in_progress").json
    solver.amend(ticket, status="held", held_until=in_days(3), held_for="The fitter")
    solver.amend(forever, status="held", held_for="Somebody, some day")
    days_later(2.9)
    assert solver.get(f"/tickets/{ticket['id']}").json["status"] == "held"
    days_later(3.1)
    days_later(3.2)
    seen = solver.get(f"/tickets/{ticket['id']}").json
    assert (seen["status"], seen["held_until"], seen["held_for"]) == ("in_progress", None, None)
    entry = last_entry(employee, ticket)
    assert (entry["actor"]["kind"], entry["changes"]["status"]["to"]) == ("system", "in_progress")
    told = [e["data"] for e in events(app, "internet") if e["data"]["actor"]["kind"] == "system"]
    assert [(e["ticket"]["id"], e["ticket"]["status"]) for e in told] == [(ticket["id"], "in_progress")]
    assert solver.get(f"/tickets/{forever['id']}").json["status"] == "held"


def test_the_loser_of_a_race_learns_what_is_and_who_was_first(
    app: Flask, employee: Client, solver: Client, sign_in
) -> None:
    other = sign_in(join(app, "jan@example.org", "Jan Smit", "internet"))
    path = f"/tickets/{employee.submit()['id']}"
    etag = solver.get(path).headers["ETag"]

    def take(client: Client) -> tuple[int, dict]:
        answer = Client(app, client.token).patch(path, {"status": "in_progress"}, etag)
        return answer.status_code, answer.json

    with ThreadPoolExecutor(2) as pool:
        (first, won), (second, lost) = sorted(pool.map(take, (solver, other)), key=lambda answer: answer[0])
    assert (first, second) == (200, 412)
    now = lost["current"]
    assert (now["status"], now["by"]["name"]) == ("in_progress", won["assignee_name"])
    assert (now["since"], now["assignee"]) == (won["handling"]["since"], won["assignee"])
    assert won["assignee_name"] in lost["detail"]
    assert other.patch(path, {"external_id": "X"}, now["etag"]).status_code == 200


def test_a_refused_transition_tells_who_brought_it_there(employee: Client, solver: Client) -> None:
    ticket = employee.submit()
    employee.post(f"/tickets/{ticket['id']}/cancel")
    refused = solver.amend(ticket, status="in_progress")
    assert (refused.status_code, refused.json["current"]["status"]) == (409, "cancelled")
    assert refused.json["current"]["by"] == {"kind": "reporter", "name": "Eva de Vries"}
    assert holding.now() >= dt.datetime.fromisoformat(refused.json["current"]["since"])
