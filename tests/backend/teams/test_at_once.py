"""Where tokens and keys are remembered, what ends somebody's access is known at once all the same."""

import pytest
from flask import Flask

from backend import db
from backend.accounts.models import Person
from tests.backend.changes.test_changes import wait_until
from tests.backend.client import Client


@pytest.fixture(autouse=True)
def memories(app: Flask) -> None:
    """Callers are answered from memory, as on a running server."""
    watch = app.extensions["doorgeven.watch"]
    watch.start()
    wait_until(lambda: watch.fresh)


def test_who_was_removed_from_the_team_is_out_with_the_next_request(
    app: Flask, employee: Client, solver: Client, manager: Client
) -> None:
    ticket = employee.submit()
    assert solver.get(f"/tickets/{ticket['id']}").status_code == 200
    with app.app_context():
        sanne = db.session.query(Person).filter_by(email="solver@example.org").one().id
    assert manager.delete(f"/teams/internet/members/{sanne}").status_code == 200
    assert solver.get(f"/tickets/{ticket['id']}").status_code == 404
    assert manager.call("PUT", f"/teams/internet/members/{sanne}", {}).status_code == 200
    assert solver.get(f"/tickets/{ticket['id']}").status_code == 200


def test_a_key_that_was_ended_opens_nothing_with_the_next_request(app: Flask, solver: Client) -> None:
    made = solver.post("/teams/internet/keys", {"name": "x"}).json
    program = Client(app, made["secret"])
    assert program.get("/tickets").status_code == 200
    assert solver.delete(f"/teams/internet/keys/{made['id']}").status_code == 200
    assert program.get("/tickets").status_code == 401
