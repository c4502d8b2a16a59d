"""The reporter's rating, and what they have seen."""

import datetime as dt

import pytest

from backend import clock
from backend.tickets.services import rating as rating_service
from shared.schemas.tickets import TicketSchema
from tests.backend.client import Client


@pytest.fixture
def resolved(employee: Client, solver: Client) -> dict:
    ticket = employee.submit()
    return dict(solver.amend(ticket, status="resolved").json)


def rate(client: Client, ticket: dict, **body):
    return client.post(f"/tickets/{ticket['id']}/rating", body)


def test_a_rating_is_told_to_the_team_and_stands_in_the_timeline(
    employee: Client, solver: Client, manager: Client, resolved: dict
) -> None:
    solver.post("/teams/internet/endpoints", {"url": "http://127.0.0.1:9/hook"})
    answer = rate(employee, resolved, rating=5, comment=" Quick! ")
    assert answer.status_code == 200
    assert not TicketSchema().validate(answer.json)
    for reader in (employee, solver, manager):
        seen = reader.get(f"/tickets/{resolved['id']}").json
        assert (seen["rating"]["rating"], seen["rating"]["comment"]) == (5, "Quick!")
    last = solver.get(f"/tickets/{resolved['id']}/timeline").json["items"][-1]
    assert (last["type"], last["changes"], last["body"]) == ("rating", {"rating": {"from": None, "to": 5}}, "Quick!")
    sent = solver.get("/deliveries").json["items"][0]
    assert sent["type"] == "ticket.updated"
    assert answer.headers["ETag"] == employee.get(f"/tickets/{resolved['id']}").headers["ETag"]


def test_a_rating_may_be_changed_and_the_same_again_tells_nobody(employee: Client, resolved: dict) -> None:
    rate(employee, resolved, rating=2, comment="Slow.")
    etag = rate(employee, resolved, rating=4).headers["ETag"]
    assert rate(employee, resolved, rating=4).headers["ETag"] == etag
    assert employee.get(f"/tickets/{resolved['id']}").json["rating"]["comment"] is None
    kinds = [e["type"] for e in employee.get(f"/tickets/{resolved['id']}/timeline").json["items"]]
    assert kinds.count("rating") == 2


def test_a_rating_has_its_time(employee: Client, solver: Client, resolved: dict, monkeypatch) -> None:
    before = employee.submit()
    withdrawn = employee.submit()
    employee.post(f"/tickets/{withdrawn['id']}/cancel")
    for ticket in (before, withdrawn):
        assert rate(employee, ticket, rating=3).status_code == 409
    employee.post(f"/tickets/{resolved['id']}/confirm")
    assert rate(employee, resolved, rating=3).status_code == 200
    late = clock.now() + rating_service.RATED_WITHIN + dt.timedelta(minutes=1)
    monkeypatch.setattr(rating_service, "now", lambda: late)
    assert rate(employee, resolved, rating=4).status_code == 409


@pytest.mark.parametrize("body", [{}, {"rating": 0}, {"rating": 6}, {"rating": "5"}, {"rating": 4.5}, {"rating": True},
                                  {"rating": 5, "comment": "x" * 2001}, {"rating": 5, "at": "now"}])  # fmt: skip
def test_a_wrong_rating_is_told(employee: Client, resolved: dict, body: dict) -> None:
    assert rate(employee, resolved, **body).status_code == 422


@pytest.mark.parametrize("path", ["rating", "seen"])
def test_only_the_reporter_rates_and_sees(
    solver: Client, colleague: Client, api_key, resolved: dict, path: str
) -> None:
    body = {"rating": 1} if path == "rating" else {}
    answers = [c.post(f"/tickets/{resolved['id']}/{path}", body).status_code for c in (solver, colleague, api_key())]
    assert answers == [403, 404, 403]


def test_what_others_say_is_unread_until_it_is_seen(employee: Client, solver: Client) -> None:
    ticket = employee.submit()
    path = f"/tickets/{ticket['id']}"

    def unread() -> bool:
        assert employee.get("/tickets").json["items"][0]["unread"] == employee.get(path).json["unread"]
        return bool(employee.get(path).json["unread"])

    employee.post(f"{path}/messages", {"body": "Hello?"})
    solver.post(f"{path}/messages", {"body": "Odd.", "visibility": "internal"})
    assert not unread()
    solver.amend(ticket, status="in_progress")
    assert unread()
    seen = employee.post(f"{path}/seen")
    assert (seen.status_code, seen.json["unread"]) == (200, False)
    assert seen.json["seen_at"]
    assert not unread()
    solver.post(f"{path}/messages", {"body": "Does it work?"})
    assert unread()
    assert "seen_at" not in solver.get(path).json
    assert "unread" not in solver.get("/tickets").json["items"][0]


def test_a_phone_that_says_late_what_was_seen_says_it_of_no_more(employee: Client, solver: Client) -> None:
    """It had no connection when the ticket was looked at."""
    ticket = employee.submit()
    path = f"/tickets/{ticket['id']}"
    solver.amend(ticket, status="in_progress")
    looked_at = employee.get(path).json["updated_at"]
    solver.post(f"{path}/messages", {"body": "Which lights are on?"})
    assert employee.post(f"{path}/seen", {"until": looked_at}).json["unread"] is True
    assert employee.post(f"{path}/seen", {"until": employee.get(path).json["updated_at"]}).json["unread"] is False
    assert employee.post(f"{path}/seen", {"until": looked_at}).json["unread"] is False


def test_what_a_solver_does_with_their_own_ticket_is_no_news_to_them(solver: Client) -> None:
    ticket = solver.submit()
    solver.amend(ticket, status="in_progress")
    assert solver.get(f"/tickets/{ticket['id']}").json["unread"] is False


def test_seeing_changes_nothing_and_wakes_no_team(employee: Client, solver: Client) -> None:
    ticket = employee.submit()
    path = f"/tickets/{ticket['id']}"
    solver.amend(ticket, status="in_progress")
    before, told = solver.get(path), len(solver.get("/deliveries").json["items"])
    cursors = {who: who.get("/changes").json["next_cursor"] for who in (employee, solver)}
    assert employee.post(f"{path}/seen").status_code == 200
    after = solver.get(path)
    assert (after.headers["ETag"], after.json) == (before.headers["ETag"], before.json)
    assert len(solver.get("/deliveries").json["items"]) == told
    assert solver.get(f"/changes?after={cursors[solver]}").status_code == 304
    other_phone = employee.get(f"/changes?after={cursors[employee]}").json
    assert [t["unread"] for t in other_phone["tickets"]] == [False]
    again = employee.get(f"/changes?after={other_phone['next_cursor']}")
    employee.post(f"{path}/seen")
    assert employee.get(f"/changes?after={other_phone['next_cursor']}").status_code == again.status_code == 304
    assert solver.amend(ticket, priority=1).status_code == 200
