"""A leaver's open tickets: to a named colleague, or with their team alone; phones and programs learn of it."""

from flask import Flask

from backend import db
from backend.audit import AuditRecord
from backend.tickets import services
from tests.backend.client import Client

EVA, CEM, SANNE = "employee@example.org", "colleague@example.org", "solver@example.org"


def last(client: Client, ticket: dict) -> dict:
    return dict(client.get(f"/tickets/{ticket['id']}/timeline").json["items"][-1])


def test_the_colleagues_phone_gets_the_tickets_with_their_history(
    run, employee: Client, colleague: Client, solver: Client
) -> None:
    ticket, ended = employee.submit(), employee.submit()
    solver.amend(ended, status="rejected")
    solver.amend(ticket, status="in_progress", message={"body": "We look at it."})
    solver.post(f"/tickets/{ticket['id']}/messages", {"body": "secret", "visibility": "internal"})
    cursor = colleague.get("/changes").json["next_cursor"]
    done = run("leave", EVA, "--tickets-to", CEM)
    assert "now with colleague@example.org: 1. Nobody's again: 0." in done.stderr
    news = colleague.get(f"/changes?after={cursor}").json
    assert [t["id"] for t in news["tickets"]] == [ticket["id"]]
    assert news["tickets"][0]["customer"]["name"] == "Oma Truus"
    bodies = [entry["body"] for entry in news["entries"]]
    assert ("We look at it." in bodies, "secret" in bodies) == (True, False)
    moved = news["entries"][-1]
    assert moved["changes"]["reporter"]["name"] == "Cem Yılmaz"
    assert moved["actor"] == {"kind": "system", "name": None}
    assert colleague.get(f"/tickets/{ended['id']}").status_code == 404
    assert colleague.post(f"/tickets/{ticket['id']}/cancel").status_code == 200


def test_the_leavers_phone_is_told_that_they_are_gone(app: Flask, employee: Client, colleague: Client) -> None:
    from backend.accounts.services import find_person

    ticket = employee.submit()
    cursor = employee.get("/changes").json["next_cursor"]
    with app.app_context():
        eva = find_person(EVA).id
        db.session.rollback()
        db.write(lambda: services.hand_on(eva, find_person(CEM)))
    news = employee.get(f"/changes?after={cursor}").json
    assert {"type": "ticket", "id": ticket["id"]} in news["removed"]
    assert (news["tickets"], news["entries"]) == ([], [])
    assert employee.get(f"/tickets/{ticket['id']}").status_code == 404


def test_without_a_colleague_the_team_has_them_alone_and_waits_no_more(run, employee: Client, solver: Client) -> None:
    ticket, waiting = employee.submit(), employee.submit()
    solver.amend(waiting, status="pending", message={"body": "Which lights?"})
    done = run("leave", EVA)
    assert "passed on, now with their teams alone: 2." in done.stderr
    told = last(solver, ticket)
    assert (told["visibility"], told["changes"]["reporter"]["to"]) == ("internal", None)
    assert solver.get(f"/tickets/{waiting['id']}").json["status"] == "in_progress"
    assert solver.get(f"/tickets/{ticket['id']}").json["status"] == "acknowledged"


def test_what_was_theirs_to_solve_is_free_again(run, employee: Client, solver: Client, manager: Client) -> None:
    ticket = employee.submit()
    me = solver.get("/me").json["id"]
    solver.amend(ticket, assignee=me, status="in_progress")
    cursor = employee.get("/changes").json["next_cursor"]
    done = run("leave", SANNE)
    assert "Nobody's again: 1." in done.stderr
    assert solver.get("/me").status_code == 401
    assert manager.get(f"/tickets/{ticket['id']}").json["assignee"] is None
    entry = last(manager, ticket)
    assert (entry["type"], entry["changes"]["assignee"]["to"]) == ("assignment", None)
    assert employee.get(f"/changes?after={cursor}").json["entries"] == [entry]


def test_the_teams_program_is_told(run, employee: Client, api_key) -> None:
    program = api_key("internet")
    program.post("/teams/internet/endpoints", {"url": "http://127.0.0.1:9/hook"})
    ticket = employee.submit()
    run("leave", EVA, "--tickets-to", CEM)
    newest = program.get("/deliveries").json["items"][0]
    told = program.get(f"/deliveries/{newest['id']}").json["request"]["body"]
    assert (told["type"], told["data"]["ticket"]["id"]) == ("ticket.updated", ticket["id"])
    assert told["data"]["ticket"]["reporter"]["name"] == "Cem Yılmaz"


def test_leaving_is_on_record_once_and_twice_does_no_harm(app: Flask, run, employee: Client) -> None:
    employee.submit()
    run("leave", EVA, "--tickets-to", CEM)
    run("leave", EVA, "--tickets-to", CEM)
    with app.app_context():
        (record,) = db.session.query(AuditRecord).filter_by(action="person.left")
        assert record.changes["active"] == {"from": True, "to": False}
        assert record.changes["tickets"]["reported"] == 1


def test_who_may_not_leave_and_who_cannot_take_over_is_told(run, employee: Client, solver: Client) -> None:
    assert "last admin" in run("leave", "admin@example.org", fails=True).stderr
    assert "no account" in run("leave", "nobody@example.org", fails=True).stderr
    assert "no active account" in run("leave", EVA, "--tickets-to", "nobody@example.org", fails=True).stderr
    assert "Somebody else" in run("leave", EVA, "--tickets-to", EVA, fails=True).stderr
    run("leave", CEM)
    assert "no active account" in run("leave", EVA, "--tickets-to", CEM, fails=True).stderr
    assert employee.get("/me").status_code == 200


def test_a_leaver_is_in_no_team_and_is_assigned_nothing(run, employee: Client, solver: Client, manager: Client) -> None:
    sanne = solver.get("/me").json["id"]
    run("leave", SANNE)
    refused = manager.amend(employee.submit(), assignee=sanne)
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/assignee")


def test_the_colleague_finds_them_by_their_words(run, employee: Client, colleague: Client) -> None:
    ticket = employee.submit(description="The Zyxel blinks.")
    run("leave", EVA, "--tickets-to", CEM)
    assert [one["id"] for one in colleague.get("/tickets?q=zyxel").json["items"]] == [ticket["id"]]
