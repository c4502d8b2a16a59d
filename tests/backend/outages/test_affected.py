"""Customers behind a known outage: counted without a ticket, asked whether it works, and a ticket where it does not."""

from typing import Any

import pytest
from flask import Flask

from backend import db
from backend.outages.behind import services as behind
from backend.outages.behind.models import Affected, OutageSeen
from shared.schemas.affected import AffectedSchema
from shared.schemas.changes import ChangesSchema
from tests.backend.client import Client, problem
from tests.backend.outages.declared import declare, moment, update

OMA = {"name": "Oma Truus", "phone": "0612345678", "postcode": "3511 ab", "house_number": "12"}


def join(client: Client, outage: dict[str, Any], **typed: Any) -> dict[str, Any]:
    """One more customer behind the outage, as the API shows it."""
    answer = client.post(f"/outages/{outage['id']}/affected", {"customer": OMA, **typed})
    assert answer.status_code in (200, 201), answer.text
    assert not AffectedSchema().validate(answer.json)
    return dict(answer.json)


def ask(app: Flask, one: dict[str, Any]) -> None:
    """As the resolving of its outage does."""
    with app.app_context():
        db.session.get_one(Affected, one["id"]).status = "asked"
        db.session.commit()


def own(client: Client, query: str = "") -> list[str]:
    return [row["id"] for row in client.get(f"/affected{query}").json["items"]]


def test_one_more_customer_is_counted_without_a_ticket(employee: Client, manager: Client) -> None:
    outage = declare(manager)
    answer = employee.post(
        f"/outages/{outage['id']}/affected",
        {"customer": OMA, "description": "The lights are red.", "severity": "minor"},
    )
    made = answer.json
    assert answer.status_code == 201
    assert (made["outage_id"], made["status"], made["service"]) == (outage["id"], "waiting", "internet")
    assert made["customer"] == {**OMA, "postcode": "3511AB", "email": None, "may_contact": False, "informed": False} | {
        "preferred_channel": None
    }
    assert (made["description"], made["severity"]) == ("The lights are red.", "minor")
    assert (made["allowed"], made["unread"]) == (["works", "withdraw"], False)
    assert employee.get("/affected").json["items"] == [made]
    assert employee.get("/tickets").json["items"] == []


def test_nothing_need_be_typed(employee: Client, manager: Client) -> None:
    outage = declare(manager, services=["fixed"])
    answer = employee.post(f"/outages/{outage['id']}/affected", {})
    assert (answer.status_code, answer.json["service"]) == (201, outage["services"][0])


def test_the_same_customer_twice_is_counted_once_and_another_is_another(employee, colleague, manager) -> None:
    outage = declare(manager)
    first = join(employee, outage)
    again = employee.post(f"/outages/{outage['id']}/affected", {"customer": {**OMA, "postcode": "3511AB"}})
    assert (again.status_code, again.json["id"]) == (200, first["id"])
    assert join(employee, outage, customer={**OMA, "house_number": "14"})["id"] != first["id"]
    assert join(colleague, outage)["id"] != first["id"]


def test_what_else_is_said_of_a_customer_is_added_to_the_one_entry(employee: Client, manager: Client) -> None:
    outage = declare(manager)
    first = join(employee, outage, description="The lights are red.")
    again = [join(employee, outage, description=text) for text in ("No television either.", "The lights are red.")]
    assert {one["id"] for one in again} == {first["id"]}
    assert again[-1]["description"] == "The lights are red.\n\nNo television either."
    assert not again[-1]["unread"]
    assert manager.get(f"/outages/{outage['id']}").json["behind"]["customers"] == 1
    unnamed = [join(employee, outage, customer={}, description=text) for text in ("Upstairs.", "The neighbour.")]
    assert len({one["id"] for one in unnamed}) == 2


def test_a_repeat_under_its_key_is_the_same_answer(employee: Client, manager: Client) -> None:
    path = f"/outages/{declare(manager)['id']}/affected"
    first, again = (employee.post(path, {"customer": OMA}, Idempotency_Key="once") for _ in range(2))
    assert (first.status_code, first.json) == (again.status_code, again.json)
    assert len(own(employee)) == 1


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"service": "tv"}, "/service"),
        ({"customer": {"postcode": "nowhere"}}, "/customer/postcode"),
        ({"customer": {"email": "no address"}}, "/customer/email"),
        ({"customer": {"age": 80}}, "/customer/age"),
        ({"severity": "huge"}, "/severity"),
        ({"description": "x" * 10_001}, "/description"),
        ({"status": "works"}, "/status"),
    ],
)
def test_what_cannot_be_is_refused_at_its_place(
    employee: Client, manager: Client, body: dict[str, Any], pointer: str
) -> None:
    answer = employee.post(f"/outages/{declare(manager)['id']}/affected", body)
    assert (answer.status_code, [fault["pointer"] for fault in answer.json["errors"]]) == (422, [pointer])


def test_behind_what_is_over_or_has_not_begun_nobody_comes(employee: Client, manager: Client) -> None:
    dismissed, closed = declare(manager), declare(manager)
    update(manager, dismissed, status="dismissed")
    update(manager, closed, status="resolved")
    update(manager, closed, status="closed")
    later = declare(manager, kind="maintenance", started_at=moment(hours=2), expected_end_at=moment(hours=3))
    answers = [employee.post(f"/outages/{one['id']}/affected") for one in (dismissed, closed, later)]
    assert [answer.status_code for answer in answers] == [404, 409, 409]
    assert employee.post("/outages/nothing/affected").status_code == 404


def test_who_comes_after_it_was_resolved_is_asked_at_once(employee: Client, manager: Client) -> None:
    outage = declare(manager)
    update(manager, outage, status="resolved")
    late = join(employee, outage)
    assert (late["status"], late["asked_at"]) == ("asked", late["created_at"])


def test_it_works_again(app: Flask, employee: Client, manager: Client) -> None:
    one = join(employee, declare(manager))
    ask(app, one)
    answer = employee.post(f"/affected/{one['id']}/works", {"works": True})
    assert (answer.status_code, answer.json["status"], answer.json["ticket_id"]) == (200, "works", None)
    assert answer.json["answered_at"] > one["created_at"]
    assert employee.get("/tickets").json["items"] == []


def test_still_broken_makes_a_ticket_of_it_with_nothing_retyped(app, employee, manager, solver) -> None:
    outage = declare(manager)
    one = join(employee, outage, description="The lights are red.", severity="critical")
    ask(app, one)
    answer = employee.post(f"/affected/{one['id']}/works", {"works": False, "body": "Still red."})
    assert (answer.status_code, answer.json["status"], answer.json["allowed"]) == (200, "still_broken", [])
    ticket = solver.get(f"/tickets/{answer.json['ticket_id']}").json
    assert ticket["description"] == "The lights are red.\n\nStill red."
    assert ticket["customer"] == one["customer"]
    assert (ticket["outage_id"], ticket["severity"], ticket["team"]) == (outage["id"], "critical", "internet")
    assert [row["id"] for row in employee.get("/tickets").json["items"]] == [ticket["id"]]


def test_a_ticket_of_one_who_typed_nothing_says_what_it_is_about(app, employee, manager) -> None:
    one = join(employee, declare(manager), customer={})
    ask(app, one)
    answer = employee.post(f"/affected/{one['id']}/works", {"works": False})
    ticket = employee.get(f"/tickets/{answer.json['ticket_id']}").json
    assert "Geen internet" in ticket["description"]


def test_who_said_too_soon_that_it_works_may_say_that_it_does_not(employee: Client, manager: Client) -> None:
    one = join(employee, declare(manager))
    assert employee.post(f"/affected/{one['id']}/works", {"works": True}).json["allowed"] == ["still_broken"]
    again = employee.post(f"/affected/{one['id']}/works", {"works": True})
    assert (again.status_code, again.json["allowed"]) == (409, ["still_broken"])
    assert employee.post(f"/affected/{one['id']}/works", {"works": False}).json["status"] == "still_broken"


def test_what_is_known_to_be_broken_need_not_be_said(employee: Client, manager: Client) -> None:
    one = join(employee, declare(manager))
    answer = employee.post(f"/affected/{one['id']}/works", {"works": False})
    assert (answer.status_code, answer.json["allowed"]) == (409, ["works", "withdraw"])
    assert employee.get("/tickets").json["items"] == []


def test_withdrawn_is_withdrawn(employee: Client, manager: Client) -> None:
    one = join(employee, declare(manager))
    answer = employee.post(f"/affected/{one['id']}/withdraw")
    assert (answer.json["status"], answer.json["allowed"]) == ("withdrawn", [])
    assert employee.post(f"/affected/{one['id']}/withdraw").status_code == 409


def test_it_is_its_reporters_alone(employee: Client, colleague: Client, manager: Client, solver, api_key) -> None:
    one = join(employee, declare(manager))
    for stranger in (colleague, manager, solver):
        assert stranger.post(f"/affected/{one['id']}/works", {"works": True}).status_code == 404
        assert stranger.post(f"/affected/{one['id']}/withdraw").status_code == 404
        assert own(stranger) == []
        assert "Oma Truus" not in stranger.get("/changes").text
    program = api_key("internet")
    assert program.post(f"/outages/{one['outage_id']}/affected").status_code == 403
    assert program.get("/affected").status_code == 403
    assert program.get("/changes").json["affected"] == []


def test_pages_and_filters_of_ones_own(employee: Client, manager: Client) -> None:
    first, second = declare(manager), declare(manager)
    made = [join(employee, first, customer={"house_number": str(n)})["id"] for n in range(3)]
    made.append(join(employee, second)["id"])
    employee.post(f"/affected/{made[0]}/withdraw")
    page = employee.get("/affected?limit=3")
    following = page.headers["Link"].partition("/api/v1")[2].partition(">")[0]
    assert [row["id"] for row in page.json["items"]] + [
        row["id"] for row in employee.get(following).json["items"]
    ] == made[::-1]
    assert own(employee, f"?outage_id={second['id']}") == made[3:]
    assert own(employee, "?status=withdrawn,works") == made[:1]
    assert employee.get("/affected?status=sad").status_code == 422
    assert employee.get("/affected?cursor=WyJ4IiwieSJd").status_code == 422


def test_a_phone_gets_its_own_and_what_becomes_of_it(employee: Client, manager: Client) -> None:
    one = join(employee, declare(manager))
    first = employee.get("/changes").json
    assert not ChangesSchema().validate(first)
    assert first["affected"] == [one]
    employee.post(f"/affected/{one['id']}/works", {"works": True})
    then = employee.get(f"/changes?after={first['next_cursor']}").json
    assert [row["status"] for row in then["affected"]] == ["works"]
    assert (then["tickets"], then["outages"]) == ([], [])


def test_a_first_reading_comes_in_pages(employee: Client, manager: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.changes.services.PAGE", 2)
    outage = declare(manager)
    made = {join(employee, outage, customer={"house_number": str(n)})["id"] for n in range(5)}
    seen, path = [], "/changes"
    while path:
        page = employee.get(path).json
        seen += [row["id"] for row in page["affected"]]
        path = f"/changes?after={page['next_cursor']}" if page["has_more"] else ""
    assert (len(seen), set(seen)) == (5, made)


def test_who_has_seen_the_outage_has_seen_what_is_behind_it(app: Flask, employee: Client, manager: Client) -> None:
    outage = declare(manager)
    one = join(employee, outage)
    with app.app_context():
        row = db.session.get_one(Affected, one["id"])
        row.told_at, row.seen_at = row.created_at, None
        db.session.commit()
    assert employee.get("/affected").json["items"][0]["unread"] is True
    cursor = employee.get("/changes").json["next_cursor"]
    etag = employee.get(f"/outages/{outage['id']}").headers["ETag"]
    for _ in range(2):
        assert employee.post(f"/outages/{outage['id']}/seen").status_code == 200
    assert employee.get(f"/changes?after={cursor}").json["affected"][0]["unread"] is False
    assert employee.get(f"/outages/{outage['id']}").headers["ETag"] == etag
    with app.app_context():
        (seen,) = db.session.query(OutageSeen)
        assert seen.first_at <= seen.seen_at
    assert employee.post("/outages/nothing/seen").status_code == 404


def test_what_came_after_one_looked_without_a_connection_stays_unseen(
    app: Flask, employee: Client, manager: Client
) -> None:
    outage = declare(manager)
    one = join(employee, outage)
    looked_at = employee.get(f"/outages/{outage['id']}").json["updated_at"]
    row = update(manager, outage, text="Tonight at nine")
    with app.app_context():
        while behind.anything_to_spread():
            db.session.rollback()
            db.write(behind.spread)
    path = f"/outages/{outage['id']}/seen"
    assert employee.post(path, {"until": looked_at}).json["seen_at"] == looked_at
    assert employee.get("/affected").json["items"][0]["unread"] is True
    latest = max(row["updated_at"], employee.get("/affected").json["items"][0]["updated_at"])
    assert employee.post(path, {"until": latest}).json["seen_at"] == latest
    assert employee.post(path, {"until": looked_at}).json["seen_at"] == latest, "what was seen stays so"
    assert employee.get("/affected").json["items"][0]["unread"] is False
    ahead = employee.post(path, {"until": "2099-01-01T00:00:00.000000Z"})
    assert ahead.json["seen_at"] < "2099", "nobody has seen what is to come"
    with app.app_context():
        db.write(lambda: behind.hear_friend(one["id"], works=True))
    assert employee.get("/affected").json["items"][0]["unread"] is True


class TestNoSomethingElse:
    def test_is_kept_with_the_ticket(self, employee: Client, manager: Client, solver: Client) -> None:
        outage = declare(manager)
        ticket = employee.submit(declined_outage_id=outage["id"])
        assert (ticket["outage_id"], ticket["declined_outage_id"]) == (None, outage["id"])
        assert solver.get(f"/tickets/{ticket['id']}").json["declined_outage_id"] == outage["id"]

    def test_of_an_outage_that_there_is_not_is_refused(self, employee: Client, manager: Client) -> None:
        outage = declare(manager)
        for body in ({"declined_outage_id": "x"}, {"declined_outage_id": outage["id"], "outage_id": outage["id"]}):
            answer = employee.post("/tickets", problem(**body))
            assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/declined_outage_id")
