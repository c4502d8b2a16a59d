"""A ticket that takes too long reaches who is on duty, and leaves them alone once somebody saw to it."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from backend import db
from backend.tickets import services as tickets
from tests.backend.client import Client
from tests.backend.duty.conftest import who
from tests.backend.tickets.at import Set
from tests.backend.tickets.test_escalating import TARGETS, set_clocks


@pytest.fixture
def clocks(app: Flask, solver: Client, at: Set) -> Callable[[], None]:
    """Team internet promises a first response within an hour; the worker's look at it."""
    set_clocks(solver, {"targets": TARGETS})

    def look() -> None:
        with app.app_context():
            while db.write(tickets.look_at_clocks):
                pass

    return look


@pytest.fixture
def late(at: Set, employee: Client, on_duty: Any, clocks: Callable[[], None]) -> dict:
    """A ticket that nobody looked at for two hours, with Anna and Bram on duty."""
    on_duty("anna", "bram")
    ticket = employee.submit()
    at("2026-06-01 08:00")
    clocks()
    return ticket


def test_the_first_on_duty_is_told_and_no_other_manager(late: dict, manager: Client, mailed: Any) -> None:
    (letter,) = mailed()
    assert who([letter]) == ["anna"]
    assert letter.subject == f"{late['reference']} duurt te lang"
    assert late["reference"] in letter.body
    (alert,) = manager.get("/alerts").json["items"]
    assert (alert["kind"], alert["teams"]) == ("escalated", ["internet"])
    assert [(about["type"], about["id"], about["label"]) for about in alert["about"]] == [
        ("ticket", late["id"], late["reference"])
    ]


@pytest.mark.parametrize(
    "change", [{"status": "in_progress"}, {"message": {"body": "We bellen.", "visibility": "public"}}]
)
def test_a_human_of_the_team_who_acts_ends_it(
    late: dict, solver: Client, manager: Client, at: Set, look: Any, mailed: Any, change: dict
) -> None:
    solver.amend(late, **change)
    mailed()
    at("2026-06-01 08:10")
    look()
    assert mailed() == []
    assert manager.get("/alerts").json["items"][0]["status"] == "settled"


def test_a_program_that_only_notes_something_does_not(
    late: dict, api_key: Any, manager: Client, at: Set, look: Any, mailed: Any
) -> None:
    assert api_key("internet").amend(late, external_id="INC-1").status_code == 200
    mailed()
    at("2026-06-01 08:10")
    look()
    assert who(mailed()) == ["bram"]


def test_a_reporter_who_withdraws_it_does(late: dict, employee: Client, manager: Client) -> None:
    employee.post(f"/tickets/{late['id']}/cancel")
    assert manager.get("/alerts").json["items"][0]["status"] == "settled"
