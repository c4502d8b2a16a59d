"""Several at the same outage at once: one is first, and nothing is there twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from tests.backend.client import Client
from tests.backend.outages.declared import declare, listed, outage

pytestmark = pytest.mark.slow
MANY = 6


def at_once(call: Callable[[int], Any]) -> list[int]:
    with ThreadPoolExecutor(MANY) as pool:
        return sorted(answer.status_code for answer in pool.map(call, range(MANY)))


@pytest.fixture
def managers(app: Flask, manager: Client) -> list[Client]:
    return [Client(app, manager.token) for _ in range(MANY)]


def test_of_several_changes_with_one_etag_one_is_made(manager: Client, managers: list[Client]) -> None:
    made = declare(manager)
    path = f"/outages/{made['id']}"
    etag = manager.get(path).headers["ETag"]
    assert at_once(lambda n: managers[n].patch(path, {"title": f"Title {n}"}, etag)) == [200] + [412] * (MANY - 1)


def test_a_monitoring_that_repeats_itself_declares_one(manager: Client, managers: list[Client]) -> None:
    body = outage(external_id="probe-7")
    assert at_once(lambda n: managers[n].post("/outages", body)) == [200] * (MANY - 1) + [201]
    assert len(listed(manager)) == 1


def test_of_several_that_resolve_it_each_is_told_where_it_stands(manager: Client, managers: list[Client]) -> None:
    made = declare(manager)
    path = f"/outages/{made['id']}"
    body = {"text": "Fixed.", "status": "resolved"}
    assert at_once(lambda n: managers[n].post(path + "/updates", body)) == [201] + [409] * (MANY - 1)
    assert len(manager.get(path).json["updates"]) == 1


def test_of_several_touches_of_me_too_one_counts(app: Flask, employee: Client, manager: Client) -> None:
    path = f"/outages/{declare(manager)['id']}/affected"
    phones = [Client(app, employee.token) for _ in range(MANY)]
    body = {"customer": {"name": "Oma Truus", "postcode": "3511AB", "house_number": "12"}}
    assert at_once(lambda n: phones[n].post(path, body)) == [200] * (MANY - 1) + [201]
    assert len(employee.get("/affected").json["items"]) == 1
