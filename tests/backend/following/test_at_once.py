"""Several at once: followed once, one page, one word of the friend, and each letter once by however many workers."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from backend import db
from backend.following import services
from backend.letters import Letter
from tests.backend.client import Client
from tests.backend.outages.declared import declare

pytestmark = pytest.mark.slow
MANY = 6


def at_once(call: Callable[[int], Any]) -> list[Any]:
    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(call, range(MANY)))


def test_the_same_is_followed_once_and_a_ticket_has_one_page_with_one_link(app: Flask, employee: Client) -> None:
    clients = [Client(app, employee.token) for _ in range(MANY)]
    followed = at_once(lambda n: clients[n].post("/subscriptions", {"area": "3511"}))
    assert sorted(answer.status_code for answer in followed) == [200] * (MANY - 1) + [201]
    assert len({answer.json["id"] for answer in followed}) == 1
    ticket = employee.submit()
    made = at_once(lambda n: clients[n].post(f"/tickets/{ticket['id']}/status-page"))
    assert sorted(answer.status_code for answer in made) == [200] * (MANY - 1) + [201]
    assert len({answer.json["url"] for answer in made}) == 1


def test_the_friend_who_presses_in_haste_is_heard_once(app: Flask, employee: Client, solver: Client) -> None:
    ticket = employee.submit()
    path = "/s/" + employee.post(f"/tickets/{ticket['id']}/status-page").json["url"].rpartition("/")[2]
    at_once(lambda _: app.test_client().post(path, data={"say": "works"}))
    solver.amend(ticket, status="resolved")
    at_once(lambda n: app.test_client().post(path, data={"say": ("works", "not")[n % 2]}))
    entries = employee.get(f"/tickets/{ticket['id']}/timeline").json["items"]
    said = [entry["type"] for entry in entries if entry["actor"]["kind"] == "customer"]
    assert said[0] == "message"
    assert said.count("message") <= 2, "once while it was open, and once more only where it was opened again"
    assert employee.get(f"/tickets/{ticket['id']}").json["status"] in ("closed", "in_progress")


def test_several_workers_write_each_letter_once(
    app: Flask, employee: Client, colleague: Client, manager: Client, solver: Client, admin: Client
) -> None:
    for client in (employee, colleague, manager, solver, admin):
        client.post("/subscriptions", {"area": "35"})
    for title in ("Eén", "Twee", "Drie"):
        declare(manager, title=title)

    def work(_: int) -> None:
        with app.app_context():
            while services.anything_to_tell():
                db.session.rollback()
                db.write(lambda: services.tell_followers(2))

    at_once(work)
    with app.app_context():
        letters = [(letter.address, letter.subject) for letter in db.session.query(Letter)]
    assert len(letters) == len(set(letters)) == 15
