"""A parent's public words and decisions reach its children, a few at once, thousands by the worker, each child once."""

import itertools

import pytest
from flask import Flask
from sqlalchemy import func, select

from backend import db
from backend.tickets import services
from backend.tickets.services import family, family_updates, following
from backend.tickets.ties import FamilyUpdate, FamilyUpdateChild
from backend.worker import Worker
from shared import lifecycle
from shared.vocabulary import Status, Who
from tests.backend.client import Client
from tests.backend.tickets.at import frozen
from tests.backend.tickets.told import events, receive


def timeline(client: Client, ticket: dict) -> list[dict]:
    return list(client.get(f"/tickets/{ticket['id']}/timeline").json["items"])


def said(client: Client, ticket: dict) -> list[str]:
    return [entry["body"] for entry in timeline(client, ticket) if entry["type"] == "message"]


def status(client: Client, ticket: dict) -> str:
    return str(client.get(f"/tickets/{ticket['id']}").json["status"])


@pytest.fixture
def parent(employee: Client) -> dict:
    return employee.submit(description="The street is dark.")


@pytest.fixture
def child(colleague: Client, solver: Client, parent: dict) -> dict:
    ticket = colleague.submit()
    assert solver.amend(ticket, parent=parent["id"]).json["parent"] == parent["id"]
    return ticket


def test_a_child_hears_what_its_parents_team_says_and_does(
    app: Flask, solver: Client, colleague: Client, parent: dict, child: dict
) -> None:
    receive(solver, "internet")
    solver.amend(parent, status="in_progress", next_update_by="2999-01-01T00:00:00Z")
    assert colleague.get(f"/tickets/{child['id']}").json["handling"]["next_update_by"] == "2999-01-01T00:00:00.000000Z"
    solver.post(f"/tickets/{parent['id']}/messages", {"body": "We dig tonight."})
    solver.amend(parent, status="held", held_for="The digger", held_until="2999-01-01T00:00:00Z")
    seen = colleague.get(f"/tickets/{child['id']}").json
    assert (seen["status"], seen["held_for"]) == ("held", "The digger")
    solver.amend(parent, status="resolved", status_reason="workaround", message={"body": "Dug."})
    seen = colleague.get(f"/tickets/{child['id']}").json
    assert (seen["status"], seen["status_reason"]) == ("resolved", "workaround")
    assert said(colleague, child) == ["We dig tonight.", "Dug."]
    assert timeline(colleague, child)[-1]["actor"]["name"] == "Sanne Bakker"
    told = [e["data"] for e in events(app, "internet") if e["data"]["ticket"]["id"] == child["id"]]
    assert [e["ticket"]["status"] for e in told] == ["in_progress", "in_progress", "held", "resolved", "resolved"]


def test_what_is_meant_for_the_parents_reporter_stays_there(
    solver: Client, employee: Client, colleague: Client, parent: dict, child: dict
) -> None:
    solver.post(f"/tickets/{parent['id']}/messages", {"body": "A note", "visibility": "internal"})
    solver.amend(parent, status="pending", message={"body": "Which house number?"})
    employee.post(f"/tickets/{parent['id']}/messages", {"body": "Twelve."})
    solver.post(f"/tickets/{parent['id']}/messages", {"body": "Thanks, Eva.", "children": False})
    solver.amend(parent, priority=1, message={"body": "Thanks again.", "children": False})
    assert said(colleague, child) == []
    assert status(colleague, child) == "acknowledged"
    assert status(employee, parent) == "in_progress"


def test_a_child_that_waits_for_its_own_reporter_goes_on_waiting_until_it_is_solved(
    solver: Client, colleague: Client, parent: dict, child: dict
) -> None:
    solver.amend(child, status="pending", message={"body": "Is the lamp red?"})
    solver.amend(parent, status="in_progress")
    assert status(colleague, child) == "pending"
    solver.amend(parent, status="resolved")
    assert status(colleague, child) == "resolved"


def test_not_fixed_opens_one_child_and_is_noted_on_the_parent(
    solver: Client, employee: Client, colleague: Client, parent: dict, child: dict
) -> None:
    solver.amend(parent, status="resolved")
    colleague.post(f"/tickets/{child['id']}/reopen", {"body": "Not here."})
    assert (status(colleague, child), status(employee, parent)) == ("in_progress", "resolved")
    noted = timeline(solver, parent)[-1]
    assert (noted["body"], noted["visibility"]) == ("Not here.", "internal")
    assert noted["changes"]["child"]["reference"] == child["reference"]
    assert "Not here." not in employee.get("/changes").text


def test_what_the_parents_reporter_does_is_not_done_to_the_children(
    solver: Client, employee: Client, colleague: Client, parent: dict, child: dict
) -> None:
    solver.amend(parent, status="resolved")
    employee.post(f"/tickets/{parent['id']}/reopen")
    assert status(colleague, child) == "resolved"
    solver.amend(parent, status="resolved")
    employee.post(f"/tickets/{parent['id']}/confirm")
    assert status(colleague, child) == "resolved"


def test_the_team_that_opens_a_parent_again_opens_its_children(
    solver: Client, colleague: Client, parent: dict, child: dict
) -> None:
    solver.amend(parent, status="resolved")
    solver.amend(parent, status="in_progress")
    assert status(colleague, child) == "in_progress"


def test_a_child_taken_from_under_its_parent_hears_no_more(
    solver: Client, colleague: Client, parent: dict, child: dict
) -> None:
    assert solver.amend(child, parent=None).json["parent"] is None
    solver.amend(parent, status="resolved", message={"body": "Done."})
    assert (status(colleague, child), said(colleague, child)) == ("acknowledged", [])
    assert "parent" not in str(timeline(colleague, child))


def test_a_child_that_has_ended_is_left_in_peace(solver: Client, colleague: Client, parent: dict, child: dict) -> None:
    colleague.post(f"/tickets/{child['id']}/cancel")
    before = timeline(colleague, child)
    solver.amend(parent, status="resolved", message={"body": "Done."})
    assert timeline(colleague, child) == before


def test_families_have_two_levels_and_no_circles(
    solver: Client, manager: Client, employee: Client, api_key, parent: dict, child: dict
) -> None:
    other, tv = employee.submit(), employee.submit(service="tv")

    def under(client: Client, ticket: dict, above: str) -> tuple[int, str]:
        answer = client.amend(ticket, parent=above)
        return answer.status_code, answer.json["errors"][0]["pointer"] if answer.status_code != 200 else ""

    assert under(solver, parent, parent["id"]) == (422, "/parent")
    assert under(solver, parent, child["id"]) == (409, "/parent")
    assert under(solver, other, child["id"]) == (409, "/parent")
    assert under(solver, parent, other["id"]) == (409, "/parent")
    assert under(solver, other, tv["id"]) == (422, "/parent")
    assert under(solver, other, "nowhere") == (422, "/parent")
    assert employee.patch(f"/tickets/{other['id']}", {"parent": parent["id"]}, "*").status_code == 403
    assert api_key("tv").patch(f"/tickets/{other['id']}", {"parent": parent["id"]}, "*").status_code == 404
    assert under(manager, tv, parent["id"]) == (200, "")
    employee.post(f"/tickets/{other['id']}/cancel")
    assert under(solver, employee.submit(), other["id"]) == (409, "/parent")


def tick(app: Flask) -> int:
    with app.app_context():
        return int(db.write(services.pass_to_children))


def waiting(app: Flask) -> tuple[int, int]:
    with app.app_context():
        counted = (select(func.count()).select_from(table) for table in (FamilyUpdate, FamilyUpdateChild))
        return tuple(db.session.scalar(query) for query in counted)


@pytest.fixture
def many(solver: Client, colleague: Client, parent: dict, child: dict, monkeypatch) -> list[dict]:
    """More children than go along at once, in batches of two."""
    monkeypatch.setattr(family, "AT_ONCE", 2)
    monkeypatch.setattr(family_updates, "BATCH", 2)
    others = [colleague.submit() for _ in range(4)]
    for other in others:
        assert solver.amend(other, parent=parent["id"]).status_code == 200
    return [child, *others]


def test_many_children_are_told_by_the_worker_in_the_order_of_saying_and_each_once(
    app: Flask, solver: Client, colleague: Client, parent: dict, many: list[dict]
) -> None:
    solver.amend(parent, status="in_progress", message={"body": "One."})
    late = colleague.submit()
    solver.amend(late, parent=parent["id"])
    solver.post(f"/tickets/{parent['id']}/messages", {"body": "Two."})
    assert said(colleague, many[0]) == []
    assert waiting(app) == (2, 5 + 6)
    while tick(app):
        pass
    assert waiting(app) == (0, 0)
    for child in many:
        assert (said(colleague, child), status(colleague, child)) == (["One.", "Two."], "in_progress")
    assert (said(colleague, late), status(colleague, late)) == (["Two."], "acknowledged")


def test_what_waits_goes_before_what_could_go_at_once(
    app: Flask, solver: Client, colleague: Client, parent: dict, many: list[dict], monkeypatch
) -> None:
    solver.post(f"/tickets/{parent['id']}/messages", {"body": "One."})
    monkeypatch.setattr(family, "AT_ONCE", 100)
    solver.post(f"/tickets/{parent['id']}/messages", {"body": "Two."})
    while tick(app):
        pass
    assert [said(colleague, child) for child in many] == [["One.", "Two."]] * 5


@pytest.mark.parametrize("survived", [0, 1, 2])
def test_a_kill_in_the_middle_loses_none_and_tells_none_twice(
    app: Flask, solver: Client, colleague: Client, parent: dict, many: list[dict], monkeypatch, survived: int
) -> None:
    solver.post(f"/tickets/{parent['id']}/messages", {"body": "One."})
    for _ in range(survived):
        tick(app)
    told, follow = itertools.count(), following.follow

    def killed_at_the_second(*args) -> None:
        follow(*args)
        if next(told):
            raise KeyboardInterrupt

    monkeypatch.setattr(family_updates, "follow", killed_at_the_second)
    if survived < 2:
        with pytest.raises(KeyboardInterrupt):
            tick(app)
    monkeypatch.undo()
    while tick(app):
        pass
    assert [said(colleague, child) for child in many] == [["One."]] * 5


def test_a_child_that_left_meanwhile_is_not_told(
    app: Flask, solver: Client, colleague: Client, parent: dict, many: list[dict]
) -> None:
    solver.post(f"/tickets/{parent['id']}/messages", {"body": "One."})
    solver.amend(many[0], parent=None)
    while tick(app):
        pass
    assert said(colleague, many[0]) == []
    assert [said(colleague, child) for child in many[1:]] == [["One."]] * 4


@pytest.mark.parametrize("now", list(Status))
def test_a_child_moves_only_as_its_own_life_allows(now: Status) -> None:
    for target, merged, reopened in itertools.product(family.FOLLOWED, (True, False), (True, False)):
        at = now
        for step in following.path(now, target, merged=merged, reopened=reopened):
            assert step in lifecycle.moves(at, Who.TEAM)
            at = step
        assert at in (now, target)
        assert merged or at != Status.REJECTED or now == Status.REJECTED


def test_a_template_is_filled_in_for_each_and_tells_none_of_the_others_customer(
    solver: Client, colleague: Client, employee: Client, parent: dict
) -> None:
    own = colleague.submit(customer={"name": "Opa Kees", "postcode": "3511 AB"})
    solver.amend(own, parent=parent["id"])
    template = {
        "slug": "hello",
        "title": {"en": "Hello"},
        "body": {"en": "For {customer_name}.", "nl": "Voor {customer_name}."},
    }
    assert solver.post("/teams/internet/templates", template).status_code == 201
    solver.post(f"/tickets/{parent['id']}/messages", {"template": "hello"})
    assert said(colleague, own) == ["Voor Opa Kees."]
    assert said(employee, parent) == ["Voor Oma Truus."]


def test_a_child_that_lacks_what_a_template_asks_for_is_noted_for_its_team(
    solver: Client, colleague: Client, parent: dict, child: dict
) -> None:
    template = {"slug": "number", "title": {"en": "Number"}, "body": {"en": "It is {external_id}."}}
    assert solver.post("/teams/internet/templates", template).status_code == 201
    solver.amend(parent, external_id="INC-1")
    solver.post(f"/tickets/{parent['id']}/messages", {"template": "number"})
    assert said(colleague, child) == []
    assert "external_id" in said(solver, child)[-1]


def test_the_worker_tells_them_between_its_other_work(
    app: Flask, solver: Client, colleague: Client, parent: dict, many: list[dict]
) -> None:
    solver.post(f"/tickets/{parent['id']}/messages", {"body": "One."})
    worker = Worker(app)
    with app.app_context():
        rounds = sum(worker._in_batches() for _ in range(10))
    assert rounds == 3
    assert [said(colleague, child) for child in many] == [["One."]] * 5


def test_a_batch_that_fails_keeps_the_worker_from_nothing_else(
    app: Flask, solver: Client, parent: dict, many: list[dict], monkeypatch
) -> None:
    solver.post(f"/tickets/{parent['id']}/messages", {"body": "One."})
    monkeypatch.setattr(family_updates, "follow", lambda *_: 1 / 0)
    worker = Worker(app)
    with app.app_context():
        for _ in range(10):
            worker._in_batches()
        assert not worker._in_batches()
    monkeypatch.undo()
    assert [said(solver, child) for child in many] == [[]] * 5


def test_a_child_goes_on_with_its_parent_when_the_day_has_come(
    app: Flask, solver: Client, monkeypatch: pytest.MonkeyPatch, parent: dict, child: dict
) -> None:
    set_to = frozen(monkeypatch)
    set_to("2026-06-01 09:00")
    solver.amend(parent, status="in_progress")
    solver.amend(parent, status="held", held_for="The digger", held_until="2026-06-02T09:00:00Z")
    solver.amend(child, held_until="2026-06-09T09:00:00Z")
    set_to("2026-06-02 09:01")
    with app.app_context():
        db.write(services.resume_held)
    assert (status(solver, parent), status(solver, child)) == ("in_progress", "in_progress")
