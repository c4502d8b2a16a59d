"""The refresh token: rotates, survives a lost answer, and its late reuse ends the family."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from tests.backend.client import Client


@pytest.fixture
def nobody(app: Flask) -> Client:
    return Client(app)


@pytest.fixture
def first(nobody: Client) -> str:
    login = {"email": "employee@example.org", "password": "doorgeven-demo"}
    return str(nobody.post("/auth/login", login).json["refresh_token"])


def refresh(client: Client, token: str):
    return client.post("/auth/refresh", {"refresh_token": token})


def test_each_refresh_gives_a_new_pair(app: Flask, nobody: Client, first: str) -> None:
    second = refresh(nobody, first).json
    assert second["refresh_token"] != first
    assert Client(app, second["access_token"]).get("/me").status_code == 200


def test_a_refresh_whose_answer_was_lost_gives_the_same_successor_and_signs_nobody_out(
    app: Flask, nobody: Client, first: str
) -> None:
    lost = refresh(nobody, first).json
    again = refresh(nobody, first).json
    assert again["refresh_token"] == lost["refresh_token"]
    assert Client(app, again["access_token"]).get("/me").status_code == 200
    assert refresh(nobody, again["refresh_token"]).status_code == 200


def test_reuse_after_the_successor_was_used_ends_the_family(app: Flask, nobody: Client, first: str) -> None:
    second = refresh(nobody, first).json["refresh_token"]
    third = refresh(nobody, second).json
    assert refresh(nobody, first).status_code == 401
    assert Client(app, third["access_token"]).get("/me").status_code == 401
    assert refresh(nobody, third["refresh_token"]).status_code == 401


def test_a_hundred_refreshes_at_once_have_one_successor(app: Flask, first: str) -> None:
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: refresh(Client(app), first), range(100)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json["refresh_token"] for answer in answers}) == 1


def test_an_unknown_refresh_token_is_refused(nobody: Client) -> None:
    assert refresh(nobody, "nonsense").status_code == 401
