"""Handing a ticket over: the new team gets it whole, the old one ids only, the reporter sees who has it now."""

import pytest
from flask import Flask

from tests.backend.client import Client
from tests.backend.tickets.told import events, receive

WHY = {"body": "The decoder is theirs.", "visibility": "internal"}


def test_the_new_team_gets_all_of_it_with_the_reason_and_the_old_one_ids(app: Flask, employee: Client, api_key) -> None:
    internet, tv = api_key("internet"), api_key("tv")
    receive(internet, "internet")
    receive(tv, "tv")
    ticket = employee.submit()
    internet.amend(ticket, team="tv", message=WHY)
    moved, said = events(app, "tv")
    assert (moved["type"], moved["data"]["entry"]["changes"]["team"]) == (
        "ticket.transferred",
        {"from": "internet", "to": "tv"},
    )
    assert moved["data"]["ticket"]["customer"]["name"] == "Oma Truus"
    assert (said["type"], said["data"]["entry"]["body"]) == ("ticket.message", WHY["body"])
    left = events(app, "internet")[-1]
    assert (left["type"], left["data"]["ticket"]) == (
        "ticket.transferred",
        {"id": ticket["id"], "reference": ticket["reference"]},
    )
    assert "entry" not in left["data"]
    assert [e["type"] for e in tv.get(f"/tickets/{ticket['id']}/timeline").json["items"]] == [
        "created",
        "transfer",
        "message",
    ]


def test_to_the_own_team_is_no_transfer(app: Flask, employee: Client, solver: Client) -> None:
    receive(solver, "internet")
    ticket = solver.amend(employee.submit(), assignee=solver.get("/me").json["id"]).json
    stayed = solver.amend(ticket, team="internet", message=WHY).json
    assert (stayed["team"], stayed["assignee"]) == ("internet", ticket["assignee"])
    assert "ticket.transferred" not in [e["type"] for e in events(app, "internet")]


def test_an_assignee_given_along_is_of_the_new_team(employee: Client, solver: Client, manager: Client) -> None:
    me = solver.get("/me").json["id"]
    ticket = employee.submit(service="tv")
    moved = manager.amend(ticket, team="internet", assignee=me).json
    assert (moved["team"], moved["assignee"]) == ("internet", me)
    refused = manager.amend(moved, team="tv", assignee=me)
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/assignee")
    assert manager.get(f"/tickets/{ticket['id']}").json["team"] == "internet"


def test_it_may_go_back_and_forth_and_each_sees_all_of_it(app: Flask, employee: Client, api_key) -> None:
    internet, tv = api_key("internet"), api_key("tv")
    receive(tv, "tv")
    ticket = employee.submit()
    for holder, to in ((internet, "tv"), (tv, "internet"), (internet, "tv")):
        assert holder.amend(ticket, team=to).json["team"] == to
        assert holder.get(f"/tickets/{ticket['id']}").status_code == 404
    assert [e["type"] for e in tv.get(f"/tickets/{ticket['id']}/timeline").json["items"]] == ["created"] + [
        "transfer"
    ] * 3
    assert ["entry" in e["data"] for e in events(app, "tv")] == [True, False, True]


@pytest.mark.parametrize("end", ["rejected", "cancelled"])
def test_an_ended_ticket_stays_where_it_is(employee: Client, solver: Client, end: str) -> None:
    ticket = employee.submit()
    if end == "cancelled":
        employee.post(f"/tickets/{ticket['id']}/cancel")
    else:
        solver.amend(ticket, status=end)
    assert solver.amend(ticket, team="tv").status_code == 409
    assert solver.get(f"/tickets/{ticket['id']}").json["team"] == "internet"


def test_what_waits_for_an_answer_goes_along_and_the_answer_reaches_the_new_team(
    app: Flask, employee: Client, api_key
) -> None:
    internet, tv = api_key("internet"), api_key("tv")
    receive(tv, "tv")
    ticket = employee.submit()
    internet.amend(ticket, status="pending", message={"body": "Which lights?", "visibility": "public"})
    assert internet.amend(ticket, team="tv").json["status"] == "pending"
    employee.post(f"/tickets/{ticket['id']}/messages", {"body": "Red."})
    told = events(app, "tv")[-1]["data"]
    assert (told["ticket"]["status"], told["entry"]["body"]) == ("in_progress", "Red.")
