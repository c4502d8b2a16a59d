"""Who works in a team: taken in and let go by its own people, at once, and never by a program."""

from flask import Flask

from backend import db
from backend.accounts.models import Person
from tests.backend.client import Client


def id_of(app: Flask, email: str) -> str:
    with app.app_context():
        return str(db.session.query(Person).filter_by(email=email).one().id)


def emails(client: Client, team: str = "internet") -> list[str]:
    return [member["email"] for member in client.get(f"/teams/{team}/members").json["items"]]


def test_a_colleague_taken_in_sees_the_teams_tickets_at_once(employee: Client, solver: Client, colleague) -> None:
    ticket = employee.submit()
    assert colleague.get(f"/tickets/{ticket['id']}").status_code == 404
    added = solver.post("/teams/internet/members", {"email": "Colleague@example.org"})
    assert (added.status_code, added.json["name"]) == (201, "Cem Yılmaz")
    assert colleague.get(f"/tickets/{ticket['id']}").status_code == 200
    assert emails(colleague) == ["colleague@example.org", "solver@example.org"]


def test_taking_in_by_id_may_be_said_twice(app: Flask, solver: Client, manager: Client) -> None:
    path = f"/teams/internet/members/{id_of(app, 'colleague@example.org')}"
    assert solver.call("PUT", path, {}).status_code == 200
    assert solver.call("PUT", path).status_code == 200
    assert len(emails(solver)) == 2
    told = manager.get("/audit?team=internet").json["items"]
    assert [row["action"] for row in told] == ["member.added"]
    assert solver.call("PUT", "/teams/internet/members/nobody", {}).status_code == 404
    assert solver.post("/teams/internet/members", {"email": "no@example.org"}).json["errors"][0]["pointer"] == "/email"


def test_who_leaves_sees_nothing_more_and_what_they_had_in_hand_is_nobodys(
    app: Flask, employee: Client, solver: Client, manager: Client
) -> None:
    mine, done, others = employee.submit(), employee.submit(), employee.submit(service="tv")
    sanne = id_of(app, "solver@example.org")
    solver.amend(mine, status="in_progress", assignee=sanne)
    solver.amend(done, status="rejected", assignee=sanne)
    cursor = solver.get("/changes").json["next_cursor"]
    assert manager.delete(f"/teams/internet/members/{sanne}").status_code == 200
    assert solver.get(f"/tickets/{mine['id']}").status_code == 404
    assert solver.get("/tickets").json["items"] == []
    assert solver.get(f"/changes?after={cursor}").status_code == 410
    assert solver.get("/teams/internet/members").status_code == 404
    seen = manager.get(f"/tickets/{mine['id']}").json
    assert (seen["assignee"], seen["status"]) == (None, "in_progress")
    last = manager.get(f"/tickets/{mine['id']}/timeline").json["items"][-1]
    assert (last["type"], last["actor"]["name"]) == ("assignment", "Mohamed El Amrani")
    assert last["changes"]["assignee"] == {"from": sanne, "to": None, "name": None}
    assert manager.get(f"/tickets/{done['id']}").json["assignee"] == sanne
    assert manager.get(f"/tickets/{others['id']}").json["updated_at"] == others["updated_at"]
    assert manager.delete(f"/teams/internet/members/{sanne}").status_code == 404


def test_a_release_is_no_humans_care_for_the_ticket(app: Flask, employee: Client, solver: Client, manager) -> None:
    ticket = employee.submit()
    sanne = id_of(app, "solver@example.org")
    solver.amend(ticket, status="in_progress", assignee=sanne)
    before = manager.get(f"/tickets/{ticket['id']}").json["handling"]["last_human_action_at"]
    manager.delete(f"/teams/internet/members/{sanne}")
    assert manager.get(f"/tickets/{ticket['id']}").json["handling"]["last_human_action_at"] == before


def test_a_program_reads_the_members_and_changes_none(app: Flask, api_key) -> None:
    program, sanne = api_key(), id_of(app, "solver@example.org")
    assert emails(program) == ["solver@example.org"]
    assert program.post("/teams/internet/members", {"email": "colleague@example.org"}).status_code == 403
    assert program.call("PUT", f"/teams/internet/members/{sanne}", {}).status_code == 403
    assert program.delete(f"/teams/internet/members/{sanne}").status_code == 403
    assert emails(program) == ["solver@example.org"]


def test_to_others_the_teams_members_do_not_exist(app: Flask, employee: Client, solver: Client, api_key) -> None:
    sanne = id_of(app, "solver@example.org")
    for other, team in ((employee, "internet"), (solver, "tv"), (api_key("tv"), "internet"), (solver, "nowhere")):
        assert other.get(f"/teams/{team}/members").status_code == 404
        assert other.post(f"/teams/{team}/members", {"email": "solver@example.org"}).status_code == 404
        assert other.call("PUT", f"/teams/{team}/members/{sanne}", {}).status_code == 404
        assert other.delete(f"/teams/{team}/members/{sanne}").status_code == 404


def test_the_record_is_read_by_who_did_it(solver: Client, admin: Client) -> None:
    solver.post("/teams/internet/members", {"email": "colleague@example.org"})
    admin.post("/teams", {"slug": "new", "name": "New"})
    sanne = solver.get("/me").json["id"]
    (record,) = admin.get(f"/audit?actor=person:{sanne}").json["items"]
    assert (record["action"], record["actor_name"]) == ("member.added", "Sanne Bakker")
    assert admin.get("/audit?actor=person:nobody").json["items"] == []
