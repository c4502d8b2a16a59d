"""One effect for each Idempotency-Key, whatever is retried, in whatever order, by however many at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from tests.backend.client import Client, problem


def test_a_retry_gets_the_same_answer_and_makes_no_second_ticket(employee: Client) -> None:
    first, again = (employee.post("/tickets", problem(), Idempotency_Key="k1") for _ in range(2))
    assert (first.status_code, first.json, first.headers["ETag"]) == (
        again.status_code,
        again.json,
        again.headers["ETag"],
    )
    assert again.headers["Location"] == first.headers["Location"]
    assert len(employee.get("/tickets").json["items"]) == 1


def test_the_first_answer_is_given_even_when_the_ticket_has_moved_on(employee: Client, solver: Client) -> None:
    ticket = employee.post("/tickets", problem(), Idempotency_Key="k1").json
    solver.amend(ticket, status="in_progress")
    assert employee.post("/tickets", problem(), Idempotency_Key="k1").json == ticket


def test_key_order_and_white_space_do_not_make_another_body(employee: Client) -> None:
    body = problem()
    first = employee.post("/tickets", body, Idempotency_Key="k1")
    again = employee.post("/tickets", dict(reversed(body.items())), Idempotency_Key="k1")
    assert again.json == first.json


def test_the_same_key_with_another_body_is_refused(employee: Client) -> None:
    employee.post("/tickets", problem(), Idempotency_Key="k1")
    other = employee.post("/tickets", problem(description="Another."), Idempotency_Key="k1")
    assert other.status_code == 422
    assert other.json["errors"][0]["pointer"] == "/header/Idempotency-Key"


def test_a_refused_body_may_be_corrected_under_its_key(employee: Client) -> None:
    assert employee.post("/tickets", problem(service="gas"), Idempotency_Key="k1").status_code == 422
    assert employee.post("/tickets", problem(), Idempotency_Key="k1").status_code == 201


def test_a_key_belongs_to_one_account_and_one_address(employee: Client, colleague: Client) -> None:
    mine = employee.post("/tickets", problem(), Idempotency_Key="k1").json
    theirs = colleague.post("/tickets", problem(), Idempotency_Key="k1").json
    assert mine["id"] != theirs["id"]
    message = employee.post(f"/tickets/{mine['id']}/messages", {"body": "Hello."}, Idempotency_Key="k1")
    assert message.status_code == 201


@pytest.mark.parametrize("key", ["", " ", "x" * 256, "caf\xe9", "a\tb"])
def test_a_missing_or_unusable_key_is_a_400(employee: Client, key: str) -> None:
    answer = employee.http.post(
        "/api/v1/tickets",
        json=problem(),
        headers={"Authorization": f"Bearer {employee.token}", "Idempotency-Key": key},
    )
    assert answer.status_code == 400
    assert answer.json["errors"][0]["pointer"] == "/header/Idempotency-Key"


def test_every_post_outside_auth_wants_a_key(app: Flask, employee: Client) -> None:
    ticket = employee.submit()
    headers = {"Authorization": f"Bearer {employee.token}"}
    bodies = {"messages": {"body": "x"}}
    for action in ("confirm", "reopen", "cancel", "messages"):
        answer = employee.http.post(
            f"/api/v1/tickets/{ticket['id']}/{action}", json=bodies.get(action, {}), headers=headers
        )
        assert answer.status_code == 400, action


def test_a_hundred_at_once_make_one_ticket_and_get_one_answer(app: Flask, employee: Client) -> None:
    def submit(_: int) -> tuple[int, str]:
        answer = Client(app, employee.token).post("/tickets", problem(), Idempotency_Key="k1")
        return answer.status_code, answer.text

    with ThreadPoolExecutor(20) as pool:
        answers = set(pool.map(submit, range(100)))
    assert len(answers) == 1
    assert next(iter(answers))[0] == 201
    assert len(employee.get("/tickets").json["items"]) == 1


def test_an_action_retried_after_its_answer_was_lost_is_no_conflict(employee: Client) -> None:
    path = f"/tickets/{employee.submit()['id']}/cancel"
    first = employee.post(path, Idempotency_Key="k1")
    assert employee.post(path, Idempotency_Key="k1").json == first.json
    assert employee.post(path, Idempotency_Key="k2").status_code == 409


@pytest.mark.parametrize("action", ["confirm", "reopen", "cancel"])
def test_twins_of_an_act_get_one_answer_though_the_first_changes_what_the_second_would_find(
    app: Flask, employee: Client, solver: Client, action: str
) -> None:
    ticket = employee.submit()
    if action != "cancel":
        solver.amend(ticket, status="resolved")

    def act(_: int) -> tuple[int, str]:
        answer = Client(app, employee.token).post(f"/tickets/{ticket['id']}/{action}", Idempotency_Key="k1")
        return answer.status_code, answer.text

    with ThreadPoolExecutor(6) as pool:
        answers = set(pool.map(act, range(6)))
    assert len(answers) == 1
    assert next(iter(answers))[0] == 200


def test_a_slash_at_the_end_makes_no_second_ticket(employee: Client) -> None:
    first = employee.post("/tickets", problem(), Idempotency_Key="k1")
    assert employee.post("/tickets/", problem(), Idempotency_Key="k1").json == first.json
