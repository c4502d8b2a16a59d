"""A team's own facts, where it receives, and the record of who changed what."""

from flask import Flask

from backend import db
from backend.teams import services as teams
from backend.teams.models import Endpoint
from tests.backend.client import Client


def test_an_admin_makes_a_team_and_others_do_not(admin: Client, manager: Client, solver: Client, api_key) -> None:
    body = {"slug": "utrecht", "name": "Internet Utrecht", "language": "en"}
    for who in (manager, solver, api_key()):
        assert who.post("/teams", body).status_code == 403
    made = admin.post("/teams", body)
    assert (made.status_code, made.json) == (201, body)
    assert admin.post("/teams", body).json["errors"][0]["pointer"] == "/slug"
    assert admin.post("/teams", {**body, "slug": "Bad Slug"}).status_code == 422
    assert admin.post("/teams", {**body, "slug": "x", "name": "a\tb"}).status_code == 422


def test_a_team_changes_its_name_and_language_by_its_etag(solver: Client, api_key) -> None:
    etag = solver.get("/teams/internet").headers["ETag"]
    assert solver.patch("/teams/internet", {"name": "Netzorg"}).status_code == 428
    changed = solver.patch("/teams/internet", {"name": "Netzorg", "language": "en"}, etag)
    assert changed.json == {"slug": "internet", "name": "Netzorg", "language": "en"}
    assert solver.patch("/teams/internet", {"name": "Again"}, etag).status_code == 412
    assert solver.patch("/teams/internet", {"language": "de"}, "*").status_code == 422
    assert solver.patch("/teams/internet", {"slug": "x"}, "*").status_code == 422
    assert api_key().patch("/teams/internet", {"name": "x"}, "*").status_code == 403


def test_to_others_the_team_does_not_exist(employee: Client, solver: Client, api_key) -> None:
    for who, slug in ((employee, "internet"), (solver, "tv"), (api_key("tv"), "internet"), (solver, "nowhere")):
        assert who.get(f"/teams/{slug}").status_code == 404
        assert who.patch(f"/teams/{slug}", {"name": "x"}, "*").status_code == 404


def test_an_endpoint_that_answered_410_is_turned_on_again(app: Flask, solver: Client, api_key) -> None:
    made = solver.post("/teams/internet/endpoints", {"url": "http://127.0.0.1:9/hook"}).json
    path = f"/teams/internet/endpoints/{made['id']}"
    with app.app_context():
        db.write(lambda: teams.disable_endpoint(db.session.get_one(Endpoint, made["id"]), "answered 410"))
    off = solver.get(path).json
    assert (off["active"], off["disabled_reason"]) == (False, "answered 410")
    assert api_key("tv").post(f"{path}/enable").status_code == 404
    on = api_key().post(f"{path}/enable")
    assert (on.status_code, on.json["active"], on.json["disabled_reason"]) == (200, True, None)
    assert solver.get(path).json == on.json


def test_a_removed_endpoint_stays_removed_also_one_that_had_answered_410(app: Flask, solver: Client) -> None:
    made = solver.post("/teams/internet/endpoints", {"url": "http://127.0.0.1:9/hook"}).json
    path = f"/teams/internet/endpoints/{made['id']}"
    with app.app_context():
        db.write(lambda: teams.disable_endpoint(db.session.get_one(Endpoint, made["id"]), "answered 410"))
    assert solver.delete(path).status_code == 200
    assert solver.delete(path).status_code == 200
    assert solver.post(f"{path}/enable").status_code == 409
    actions = [row["action"] for row in solver.get("/audit").json["items"]]
    assert actions == ["endpoint.removed", "endpoint.added"]


def test_the_audit_trail_is_newest_first_in_pages_and_a_team_sees_its_own(
    admin: Client, manager: Client, solver: Client, employee: Client, api_key
) -> None:
    for name in ("One", "Two", "Three"):
        admin.patch("/teams/internet", {"name": name}, "*")
    manager.patch("/teams/tv", {"name": "TV"}, "*")
    first = solver.get("/audit?limit=2")
    assert [row["changes"]["name"]["to"] for row in first.json["items"]] == ["Three", "Two"]
    assert {row["actor_name"] for row in first.json["items"]} == {"Anna Jansen"}
    address = first.headers["Link"].partition("/api/v1")[2].partition(">")[0]
    # What comes in meanwhile moves no page.
    admin.patch("/teams/internet", {"name": "Four"}, "*")
    second = solver.get(address)
    assert [row["changes"]["name"]["to"] for row in second.json["items"]] == ["One"]
    assert "Link" not in second.headers
    assert [row["team"] for row in manager.get("/audit?limit=1&team=tv").json["items"]] == ["tv"]
    assert len(manager.get("/audit").json["items"]) == 5
    assert len(manager.get("/audit?subject=team:internet").json["items"]) == 4
    assert api_key("tv").get("/audit").json["items"][0]["subject"] == "team:tv"
    assert solver.get("/audit?team=tv").status_code == 404
    assert employee.get("/audit").status_code == 403
    assert solver.get("/audit?cursor=nonsense").status_code == 422


def test_no_secret_stands_in_the_audit_trail(solver: Client) -> None:
    made = solver.post("/teams/internet/endpoints", {"url": "http://127.0.0.1:9/hook?token=hush"}).json
    rotated = solver.post(f"/teams/internet/endpoints/{made['id']}/rotate", {}).json
    key = solver.post("/teams/internet/keys", {"name": "x"}).json
    told = solver.get("/audit").text
    for secret in (made["secret"], rotated["secret"], key["secret"], "hush"):
        assert secret not in told


def test_of_many_changes_at_once_under_one_etag_one_is_taken(app: Flask, solver: Client) -> None:
    from concurrent.futures import ThreadPoolExecutor

    etag = solver.get("/teams/internet").headers["ETag"]

    def rename(number: int) -> int:
        return Client(app, solver.token).patch("/teams/internet", {"name": f"Team {number}"}, etag).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(rename, range(8)))
    assert statuses == [200] + [412] * 7
