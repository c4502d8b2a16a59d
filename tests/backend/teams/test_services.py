"""What the company delivers: kept by managers and admins, shown in their order, and not taken away while in use."""

import pytest
from flask import Flask

from tests.backend.client import Client
from tests.backend.outages.declared import declare

NEW = {
    "slug": "smart-home",
    "title": {"nl": "Slim huis", "en": "Smart home"},
    "icon": "home-automation",
    "questions": [
        {"id": "lights", "text": {"nl": "Welke lampjes branden er?", "en": "Which lights are on?"}, "options": []}
    ],
    "sets": ["fixed"],
}


def slugs(client: Client) -> list[str]:
    return [service["slug"] for service in client.get("/services").json["items"]]


def test_something_new_is_offered_and_can_be_passed_on(admin: Client, employee: Client) -> None:
    made = admin.post("/services", NEW, Idempotency_Key="new")
    assert made.status_code == 201
    assert admin.post("/services", NEW, Idempotency_Key="new").json == made.json
    assert employee.get("/services").json["items"][-1] == {**NEW, "position": 6}
    assert employee.submit(service="smart-home")["team"] == "general"
    assert employee.get("/tickets?service=fixed").json["items"][0]["service"] == "smart-home"
    (record,) = admin.get("/audit?subject=service:smart-home").json["items"]
    assert (record["action"], record["changes"]["icon"]) == ("service.added", {"to": "home-automation"})


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"slug": "internet"}, "/slug"),
        ({"slug": "fixed"}, "/slug"),
        ({"slug": "Smart home"}, "/slug"),
        ({"slug": "x" * 41}, "/slug"),
        ({"slug": "x\n"}, "/slug"),
        ({"title": {"nl": " "}}, "/title"),
        ({"icon": "<svg>"}, "/icon"),
        ({"questions": [{"text": ""}]}, "/questions/0/text"),
        ({"questions": [{"text": "x", "kind": "y"}]}, "/questions/0/kind"),
        ({"questions": [{"text": str(n)} for n in range(11)]}, "/questions"),
        ({"questions": [{"text": "x", "id": "X y"}]}, "/questions/0/id"),
        ({"questions": [{"text": "x", "id": "a"}, {"text": "y", "id": "a"}]}, "/questions/1/id"),
        ({"questions": [{"text": "x", "options": [{"text": ""}]}]}, "/questions/0/options/0/text"),
        (
            {"questions": [{"text": "x", "options": [{"text": "y", "severity": "bad"}]}]},
            "/questions/0/options/0/severity",
        ),
        (
            {"questions": [{"text": "x", "options": [{"text": "y", "id": "a"}, {"text": "z", "id": "a"}]}]},
            "/questions/0/options/1/id",
        ),
        ({"questions": [{"text": "x", "options": [{"text": str(n)} for n in range(9)]}]}, "/questions/0/options"),
        ({"sets": ["tv"]}, "/sets/0"),
        ({"sets": ["smart-home"]}, "/sets/0"),
        ({"position": 1}, "/position"),
    ],
)
def test_what_is_wrong_with_a_service_is_told_at_its_place(admin: Client, wrong: dict, pointer: str) -> None:
    refused = admin.post("/services", {**NEW, **wrong})
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, pointer)
    assert len(slugs(admin)) == 5


def test_a_change_asks_for_what_was_read(manager: Client, admin: Client) -> None:
    read = admin.get("/services/tv")
    changed = manager.patch("/services/tv", {"title": {"nl": "TV", "en": "TV"}, "questions": []}, read.headers["ETag"])
    assert changed.json["title"] == {"nl": "TV", "en": "TV"}
    assert admin.patch("/services/tv", {"icon": "x"}, read.headers["ETag"]).status_code == 412
    assert admin.patch("/services/tv", {"icon": "x"}).status_code == 428
    assert admin.patch("/services/tv", {"slug": "television"}, "*").status_code == 422
    assert admin.patch("/services/tv", {"sets": ["internet"]}, "*").json["errors"][0]["pointer"] == "/sets/0"
    assert admin.patch("/services/nothing", {"icon": "x"}, "*").status_code == 404


def test_the_order_is_set_as_a_whole(admin: Client, employee: Client) -> None:
    etag, first = admin.get("/services").headers["ETag"], slugs(admin)
    turned = first[::-1]
    done = admin.call("PUT", "/services", {"order": turned}, If_Match=etag)
    assert (done.status_code, slugs(employee)) == (200, turned)
    assert admin.call("PUT", "/services", {"order": first}, If_Match=etag).status_code == 412
    assert admin.call("PUT", "/services", {"order": first}).status_code == 428
    for wrong in (first[1:], [*first, "x"], [*first[1:], first[1]]):
        refused = admin.call("PUT", "/services", {"order": wrong}, If_Match=done.headers["ETag"])
        assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/order")
    assert slugs(admin) == turned


def test_what_nothing_names_is_taken_away(admin: Client, employee: Client) -> None:
    admin.post("/services", NEW)
    assert admin.delete("/services/smart-home").status_code == 200
    assert "smart-home" not in slugs(employee)
    assert admin.delete("/services/smart-home").status_code == 404
    gone = employee.post("/tickets", {"kind": "question", "description": "x", "service": "smart-home"})
    assert gone.json["errors"][0]["pointer"] == "/service"


def test_one_in_use_stays_and_says_by_what(admin: Client, manager: Client, employee: Client, solver: Client) -> None:
    admin.post("/services", NEW)
    employee.submit(service="smart-home")
    declare(manager, services=["smart-home"])
    employee.post("/subscriptions", {"area": "3511", "services": ["smart-home"]})
    employee.post("/feeds", {"areas": [], "services": ["smart-home"]})
    solver.post("/teams/internet/rules", {"service": "smart-home"})
    refused = admin.call("DELETE", "/services/smart-home", Accept_Language="en")
    assert refused.status_code == 409
    told = refused.json["detail"] if "detail" in refused.json else refused.json["errors"][0]["detail"]
    assert told.endswith("named by: tickets, rules, outages, what people follow, feeds.")
    assert "smart-home" in slugs(employee)
    assert len(solver.get("/routing/rules?team=internet").json["items"]) == 2


def test_others_read_them_and_change_none(app: Flask, employee: Client, solver: Client, api_key) -> None:
    for other in (employee, solver, api_key("internet", "outages")):
        assert other.get("/services/tv").status_code == 200
        assert other.post("/services", NEW).status_code == 403
        assert other.patch("/services/tv", {"icon": "x"}, "*").status_code == 403
        assert other.call("PUT", "/services", {"order": slugs(other)}, If_Match="*").status_code == 403
        assert other.delete("/services/tv").status_code == 403
    assert len(slugs(employee)) == 5


def test_an_outage_of_a_set_is_found_by_a_service_that_joined_it(app: Flask, manager: Client, employee: Client) -> None:
    from tests.backend.changes.test_changes import wait_until

    watch = app.extensions["doorgeven.watch"]
    watch.start()
    wait_until(lambda: watch.fresh)
    manager.post("/services", {**NEW, "sets": []})
    declare(manager, services=["smart-home"])

    def found() -> int:
        return len(employee.get("/outages?service=fixed").json["items"])

    assert found() == 0
    assert manager.patch("/services/smart-home", {"sets": ["fixed"]}, "*").status_code == 200
    wait_until(lambda: found() == 1)
