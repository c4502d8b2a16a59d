"""Accounts over the API: found, opened, changed, closed and brought back by admins, and by nobody else."""

import pytest
from flask import Flask

from backend import db
from backend.letters import Letter
from tests.backend.client import Client

NEW = {"email": "Noor@Example.org", "name": "Noor Visser", "role": "solver", "teams": ["tv"], "language": "en"}
STRONG = "fiets regen kaas"


def of(admin: Client, email: str) -> dict:
    (found,) = admin.get(f"/people?q={email}").json["items"]
    return dict(found)


def amend(admin: Client, person_id: str, **changes):
    etag = admin.get(f"/people/{person_id}").headers["ETag"]
    return admin.patch(f"/people/{person_id}", changes, etag)


def letters(app: Flask, address: str) -> list[Letter]:
    with app.app_context():
        return list(db.session.query(Letter).filter_by(address=address).order_by(Letter.created_at))


def code_of(letter: Letter) -> str:
    return (letter.link or "").rpartition("/")[2]


def test_somebody_new_is_invited_once_and_comes_in(app: Flask, admin: Client) -> None:
    body = admin.post("/people", NEW, Idempotency_Key="noor").json
    assert (body["email"], body["role"], body["state"]) == ("noor@example.org", "solver", "invited")
    assert body["teams"] == [{"slug": "tv", "name": "TV Care"}]
    assert admin.post("/people", NEW, Idempotency_Key="noor").json == body
    (letter,) = letters(app, "noor@example.org")
    assert letter.language == "en"
    session = Client(app).post("/auth/invitation", {"code": code_of(letter), "password": STRONG}).json
    assert session["person"]["teams"] == body["teams"]
    assert of(admin, "noor")["state"] == "active"
    assert admin.post(f"/people/{body['id']}/invite").status_code == 409


def test_a_new_invitation_takes_the_old_ones_place(app: Flask, admin: Client) -> None:
    person = admin.post("/people", {**NEW, "invite": False}).json
    assert (person["state"], letters(app, "noor@example.org")) == ("not_invited", [])
    for _ in range(2):
        assert admin.post(f"/people/{person['id']}/invite").json["state"] == "invited"
    old, new = (code_of(letter) for letter in letters(app, "noor@example.org"))
    assert Client(app).post("/auth/invitation", {"code": old, "password": STRONG}).status_code == 422
    assert Client(app).post("/auth/invitation", {"code": new, "password": STRONG}).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"email": "nobody"}, "/email"),
        ({"email": "SOLVER@example.org"}, "/email"),
        ({"role": "king"}, "/role"),
        ({"language": "fr"}, "/language"),
        ({"teams": ["tv", "nowhere"]}, "/teams/1"),
        ({"teams": ["tv", "tv"]}, "/teams"),
        ({"name": "x" * 201}, "/name"),
        ({"name": "\u202e\u0000"}, "/name"),
        ({"password": "fiets regen kaas"}, "/password"),
    ],
)
def test_what_is_wrong_with_somebody_new_is_told_and_nobody_comes_in(app, admin: Client, wrong, pointer: str) -> None:
    refused = admin.post("/people", {**NEW, **wrong})
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, pointer)
    assert admin.get("/people?q=noor").json["items"] == []
    assert letters(app, "noor@example.org") == []


def test_people_are_found_by_parts_of_names_and_in_pages(admin: Client) -> None:
    found = [person["email"] for person in admin.get("/people?q=e bakk").json["items"]]
    assert found == ["solver@example.org"]
    assert [p["email"] for p in admin.get("/people?role=manager").json["items"]] == ["manager@example.org"]
    assert [p["email"] for p in admin.get("/people?team=internet").json["items"]] == ["solver@example.org"]
    assert admin.get("/people?q=%25").json["items"] == []
    assert len(admin.get("/people?state=active").json["items"]) == 5
    assert admin.get("/people?state=left").json["items"] == []
    first = admin.get("/people?limit=3")
    address = first.headers["Link"].partition("cursor=")[2].partition(">")[0]
    rest = admin.get(f"/people?limit=3&cursor={address}")
    emails = [person["email"] for page in (first, rest) for person in page.json["items"]]
    assert (emails, "Link" in rest.headers) == (sorted(emails), False)
    assert len(emails) == 5
    assert admin.get("/people?cursor=x").status_code == 422


def test_another_role_and_team_hold_at_once(admin: Client, solver: Client, employee: Client) -> None:
    ticket = employee.submit()
    solver.amend(ticket, status="in_progress", assignee=solver.get("/me").json["id"])
    sanne = of(admin, "solver@")["id"]
    changed = amend(admin, sanne, role="manager", teams=["tv"], name="Sanne B.")
    assert [team["slug"] for team in changed.json["teams"]] == ["tv"]
    assert solver.get("/me").json["role"] == "manager"
    assert solver.get(f"/tickets/{ticket['id']}").json["assignee"] is None
    actions = [row["action"] for row in admin.get(f"/audit?subject=person:{sanne}").json["items"]]
    assert actions == ["member.added", "member.removed", "person.changed"]
    assert amend(admin, sanne, role="employee").status_code == 200
    assert solver.get("/people").status_code == 403


def test_the_second_of_two_admins_is_told_and_a_new_password_is_no_conflict(app: Flask, admin: Client) -> None:
    person = admin.post("/people", NEW)
    path = f"/people/{person.json['id']}"
    etag = admin.get(path).headers["ETag"]
    Client(app).post("/auth/invitation", {"code": code_of(letters(app, "noor@example.org")[0]), "password": STRONG})
    assert admin.patch(path, {"name": "Noor"}, etag).status_code == 200
    late = admin.patch(path, {"name": "Nora"}, etag)
    assert late.status_code == 412
    assert admin.patch(path, {"name": "Nora"}).status_code == 428
    assert admin.patch(path, {"name": "Nora"}, late.headers["ETag"]).status_code == 200
    assert admin.get(path).json["name"] == "Nora"


def test_another_address_signs_in_and_the_old_one_is_told(app: Flask, admin: Client, colleague: Client) -> None:
    cem = colleague.get("/me").json["id"]
    taken = amend(admin, cem, email="solver@example.org")
    assert taken.json["errors"][0]["pointer"] == "/email"
    assert amend(admin, cem, email="Cem.Yilmaz@example.org").json["email"] == "cem.yilmaz@example.org"
    (letter,) = letters(app, "colleague@example.org")
    assert "cem.yilmaz@example.org" in letter.body
    assert amend(admin, cem, email="cem.yilmaz@example.org").status_code == 200
    assert len(letters(app, "colleague@example.org")) == 1


def test_a_leaver_is_out_at_once_and_a_colleague_has_the_tickets(
    admin: Client, employee: Client, colleague: Client
) -> None:
    ticket = employee.submit()
    eva = employee.get("/me").json["id"]
    assert admin.get(f"/people/{eva}").json["open_tickets"] == {"reported": 1, "assigned": 0}
    refused = admin.post(f"/people/{eva}/leave", {"tickets_to": "nobody@example.org"})
    assert refused.json["errors"][0]["pointer"] == "/tickets_to"
    assert employee.get("/me").status_code == 200
    left = admin.post(f"/people/{eva}/leave", {"tickets_to": "colleague@example.org"}).json
    assert (left["state"], left["handed_on"]) == ("left", {"reported": 1, "released": 0})
    assert employee.get("/me").status_code == 401
    assert colleague.get(f"/tickets/{ticket['id']}").status_code == 200
    (record,) = admin.get(f"/audit?subject=person:{eva}").json["items"]
    assert (record["action"], record["actor_name"]) == ("person.left", "Anna Jansen")


def test_tickets_that_a_leaver_left_with_their_team_can_be_handed_on_later(
    admin: Client, employee: Client, colleague: Client
) -> None:
    ticket, eva = employee.submit(), employee.get("/me").json["id"]
    assert admin.post(f"/people/{eva}/leave").json["handed_on"]["reported"] == 1
    admin.post(f"/people/{eva}/leave", {"tickets_to": "colleague@example.org"})
    assert colleague.get(f"/tickets/{ticket['id']}").status_code == 200
    assert admin.get(f"/people/{eva}").json["open_tickets"] == {"reported": 0, "assigned": 0}


def test_who_comes_back_is_in_no_team_and_chooses_a_password_anew(app: Flask, admin: Client, solver: Client) -> None:
    sanne = solver.get("/me").json["id"]
    assert admin.post(f"/people/{sanne}/return").status_code == 409
    admin.post(f"/people/{sanne}/leave")
    assert amend(admin, sanne, teams=["tv"]).status_code == 409
    assert admin.post(f"/people/{sanne}/invite").status_code == 409
    back = admin.post(f"/people/{sanne}/return").json
    assert (back["state"], back["teams"]) == ("invited", [])
    assert solver.get("/me").status_code == 401
    code = code_of(letters(app, "solver@example.org")[0])
    assert Client(app).post("/auth/invitation", {"code": code, "password": STRONG}).status_code == 200


def test_the_last_admin_stays_one(admin: Client, colleague: Client) -> None:
    anna, cem = admin.get("/me").json["id"], colleague.get("/me").json["id"]
    assert admin.post(f"/people/{anna}/leave").status_code == 409
    assert amend(admin, anna, role="manager").status_code == 409
    assert amend(admin, anna, role="admin", name="Anna").status_code == 200
    assert amend(admin, cem, role="admin").status_code == 200
    assert amend(admin, anna, role="manager").status_code == 200
    assert admin.get("/people").status_code == 403


def test_nobody_but_admins_sees_or_touches_accounts(employee: Client, solver: Client, manager: Client, api_key) -> None:
    me = employee.get("/me").json["id"]
    for other in (employee, solver, manager, api_key()):
        for path in ("/people", f"/people/{me}", "/people/nobody"):
            assert other.get(path).status_code == 403
        assert other.post("/people", NEW).status_code == 403
        assert other.patch(f"/people/{me}", {"role": "admin"}, "*").status_code == 403
        for act in ("invite", "leave", "return"):
            assert other.post(f"/people/{me}/{act}").status_code == 403
    assert employee.get("/me").json["role"] == "employee"


def test_there_is_no_such_person(admin: Client) -> None:
    assert admin.get("/people/nobody").status_code == 404
    assert admin.patch("/people/nobody", {"name": "x"}, "*").status_code == 404
    for act in ("invite", "leave", "return"):
        assert admin.post(f"/people/nobody/{act}").status_code == 404


def test_two_admins_who_close_each_others_account_at_once_leave_one(admin: Client, sign_in) -> None:
    from concurrent.futures import ThreadPoolExecutor

    cem = of(admin, "colleague@")["id"]
    assert amend(admin, cem, role="admin").status_code == 200
    anna, other = admin.get("/me").json["id"], sign_in("colleague")
    with ThreadPoolExecutor(2) as pool:
        answers = [pool.submit(admin.post, f"/people/{cem}/leave"), pool.submit(other.post, f"/people/{anna}/leave")]
        statuses = sorted(answer.result().status_code for answer in answers)
    # Whoever is second is no admin any more, or has no session, or is told to be the last one.
    assert statuses[0] == 200
    assert statuses[1] in (401, 403, 409)
    left = [client for client in (admin, other) if client.get("/people").status_code == 200]
    assert len(left) == 1
