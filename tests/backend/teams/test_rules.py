"""Routing rules: a team keeps those that lead to itself, and anyone who may can try where a ticket would go."""

import pytest
from flask import Flask

from tests.backend.client import Client


def rule(client: Client, team: str = "internet", **data: object) -> dict:
    answer = client.post(f"/teams/{team}/rules", data)
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def tried(client: Client, **data: object) -> dict:
    answer = client.post("/routing/try", data, Accept_Language="en")
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def test_a_new_rule_sends_what_fits_to_its_team(employee: Client, manager: Client) -> None:
    made = rule(manager, "mobile", service="internet", area="province:utrecht", position=1)
    assert made["area"] == "province:Utrecht"
    assert employee.submit()["team"] == "mobile"
    assert employee.submit(customer={"postcode": "1011AB"})["team"] == "internet"
    assert manager.delete(f"/teams/mobile/rules/{made['id']}").status_code == 200
    assert employee.submit()["team"] == "internet"


def test_trying_says_which_team_and_why_the_rules_before_did_not_fit(employee: Client, solver: Client, manager) -> None:
    rule(manager, "mobile", service="tv", position=1)
    question = rule(manager, "tv", kind="question", position=2)
    far = rule(manager, "mobile", service="internet", area="10", position=3)
    answer = tried(solver, service="internet", postcode="3511 ab")
    assert (answer["team"], answer["team_name"]) == ("internet", "Internet Care")
    assert answer["rule"]["service"] == "internet"
    first, second, third = answer["looked_at"][:3]
    assert (first["unfit"], first["why"]) == ("service", "It is for tv, not internet.")
    assert (second["id"], second["why"]) == (question["id"], "It is for question, not problem.")
    assert (third["id"], third["unfit"], third["why"]) == (far["id"], "area", "3511AB does not lie in 10.")
    ticket = employee.submit()
    assert (ticket["team"], ticket["routed_by"]["rule"]) == (answer["team"], answer["rule"]["id"])


def test_trying_makes_no_ticket_and_tells_of_the_fallback(solver: Client, manager: Client) -> None:
    answer = tried(solver, service="other", postcode="3511AB")
    assert (answer["team"], answer["rule"]) == ("general", None)
    assert answer["looked_at"]
    assert manager.get("/tickets").json["items"] == []
    rule(manager, "mobile", service="other", area="35", position=1)
    assert tried(solver, service="other")["looked_at"][0]["why"] == "It is for 35, and no postcode was given."
    for_tv = rule(manager, "tv", service="tv", kind="question", position=1)
    (unfit,) = [row for row in tried(solver, kind="question")["looked_at"] if row["id"] == for_tv["id"]]
    assert unfit["why"] == "It is for tv, and no service was given."


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"service": "gas"}, "/service"),
        ({"postcode": "60193"}, "/postcode"),
        ({"kind": "complaint"}, "/kind"),
        ({"colour": "red"}, "/colour"),
    ],
)
def test_a_wrong_trial_is_told(solver: Client, body: dict, pointer: str) -> None:
    answer = solver.post("/routing/try", body)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)


def test_trying_is_for_who_works_with_tickets_and_asks_for_a_key_like_every_post(
    employee: Client, solver: Client, api_key
) -> None:
    assert employee.post("/routing/try", {}).status_code == 403
    assert api_key().post("/routing/try", {}).status_code == 200
    assert solver.post("/routing/try", {}, Idempotency_Key="").status_code == 400


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"service": "gas"}, "/service"),
        ({"kind": "complaint"}, "/kind"),
        ({"area": "utrecht"}, "/area"),
        ({"area": "place:Nergens"}, "/area"),
        ({"position": -1}, "/position"),
        ({"position": 2**63}, "/position"),
        ({"team": "tv"}, "/team"),
    ],
)
def test_a_wrong_rule_is_told(solver: Client, body: dict, pointer: str) -> None:
    answer = solver.post("/teams/internet/rules", body)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)


def test_a_rule_is_changed_by_its_etag_and_may_not_become_a_twin(solver: Client) -> None:
    made = rule(solver, kind="question", position=5)
    path = f"/teams/internet/rules/{made['id']}"
    etag = solver.get(path).headers["ETag"]
    assert solver.patch(path, {"position": 6}).status_code == 428
    changed = solver.patch(path, {"position": 6, "area": "35 11"}, etag)
    assert (changed.status_code, changed.json["position"], changed.json["area"]) == (200, 6, "3511")
    assert solver.patch(path, {"position": 7}, etag).status_code == 412
    assert solver.post("/teams/internet/rules", {"kind": "question", "area": "3511"}).status_code == 422
    twin = rule(solver, kind="question", area="35")
    refused = solver.patch(f"/teams/internet/rules/{twin['id']}", {"area": "3511"}, "*")
    assert refused.status_code == 422
    actions = [(row["action"], row["changes"]) for row in solver.get("/audit").json["items"]]
    assert ("rule.changed", {"position": {"from": 5, "to": 6}, "area": {"from": None, "to": "3511"}}) in actions


def test_a_team_sees_and_keeps_its_own_rules_and_managers_all(solver: Client, manager: Client, api_key) -> None:
    theirs = rule(manager, "tv", kind="question")
    assert {one["team"] for one in solver.get("/routing/rules").json["items"]} == {"internet"}
    assert {one["team"] for one in manager.get("/routing/rules").json["items"]} > {"internet", "tv"}
    assert {one["team"] for one in manager.get("/routing/rules?team=tv").json["items"]} == {"tv"}
    for who in (solver, api_key()):
        path = f"/teams/tv/rules/{theirs['id']}"
        assert who.get("/routing/rules?team=tv").status_code == 404
        assert who.post("/teams/tv/rules", {"kind": "question"}).status_code == 404
        assert who.get(path).status_code == 404
        assert who.patch(path, {"position": 1}, "*").status_code == 404
        assert who.delete(path).status_code == 404
        assert who.get(f"/teams/internet/rules/{theirs['id']}").status_code == 404


def test_an_employee_sees_no_rules(employee: Client) -> None:
    assert employee.get("/routing/rules").status_code == 403


def test_at_the_same_position_the_rule_that_says_more_comes_first(employee: Client, manager: Client) -> None:
    rule(manager, "tv", area="province:Utrecht")
    assert employee.submit(service="internet")["team"] == "tv"
    rule(manager, "mobile", service="internet", area="3511")
    assert employee.submit(service="internet")["team"] == "mobile"
    assert employee.submit(service="internet", customer={"postcode": "1011AB"})["team"] == "internet"


def test_trying_and_routing_agree_whatever_the_rules(app: Flask) -> None:
    from itertools import product

    from backend import db
    from backend.teams import services as teams

    conditions = list(product((None, "internet", "tv"), (None, "problem", "question"), (None, "35", "3511", "10")))

    def add() -> None:
        for number, (service, kind, area) in enumerate(conditions):
            if (service, kind, area) != (None, None, None):
                teams.add_rule("mobile", service=service, kind=kind, area=area, position=number * 7 % 5)

    with app.app_context():
        db.write(add)
        asked = product(
            (None, "internet", "tv", "other"), ("problem", "question"), (None, "3511AB", "3599AB", "9999AB")
        )
        for ticket in asked:
            assert teams.route(*ticket) == teams.try_route(None, *ticket)[0]
