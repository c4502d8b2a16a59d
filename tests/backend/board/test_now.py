"""What goes on, the worst first, and who is on it: as managers need to know it at night."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from backend import db
from backend.outages.services import look_at_the_clock, suspect
from shared.vocabulary import Impact
from tests.backend.client import Client
from tests.backend.outages.declared import declare, moment, rewind, update


def suspected(app: Flask, **changes: Any) -> str:
    facts: dict[str, Any] = {
        "areas": ["3511"],
        "services": ["internet"],
        "since": None,
        "impact": Impact.MAJOR,
        **changes,
    }
    with app.app_context():
        from backend.clock import now

        facts["since"] = facts["since"] or now()
        return str(db.write(lambda: suspect(**facts)[0].id))


def board(client: Client) -> dict[str, list[dict[str, Any]]]:
    answer = client.get("/board/outages")
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def current(client: Client) -> list[str]:
    return [one["outage"]["id"] for one in board(client)["current"]]


def handling(client: Client) -> dict[str, Any]:
    (one,) = board(client)["current"]
    return dict(one["handling"])


def test_the_worst_comes_first_and_what_is_planned_or_over_stands_apart(
    app: Flask, manager: Client, employee: Client
) -> None:
    minor = declare(manager, impact="minor")
    major = declare(manager, areas=["1011"])
    unsure = suspected(app, areas=["9711"])
    many = declare(manager, areas=["3512"])
    for number in range(3):
        employee.post(f"/outages/{many['id']}/affected", {"customer": {"name": f"Friend {number}"}})
    worst = declare(manager, impact="critical", areas=["4381"])
    seems_over = update(manager, declare(manager, impact="critical", areas=["2511"]), status="monitoring")
    late = rewind(app, declare(manager, areas=["6811"], next_update_at=moment(hours=1)), hours=2)
    work = declare(manager, kind="maintenance", started_at=moment(hours=-1), expected_end_at=moment(hours=1))
    with app.app_context():
        db.write(look_at_the_clock)
    planned = declare(manager, kind="maintenance", started_at=moment(hours=30), expected_end_at=moment(hours=31))
    over = update(manager, declare(manager, areas=["5211"]), status="resolved")
    expected = [worst, {"id": unsure}, late, many, major, minor, seems_over, work]
    assert current(manager) == [row["id"] for row in expected]
    assert [one["outage"]["id"] for one in board(manager)["planned"]] == [planned["id"]]
    assert [one["outage"]["id"] for one in board(manager)["over"]] == [over["id"]]


def test_who_is_on_it_is_who_acted_last_since_their_first_act(manager: Client, sign_in, app: Flask) -> None:
    row = declare(manager)
    me = manager.get("/me").json["name"]
    said = handling(manager)
    assert (said["on_it"]["name"], said["last_word"]["name"], said["silent"]) == (me, me, [])
    since = said["on_it"]["since"]
    update(manager, row)
    assert handling(manager)["on_it"] == {"name": me, "since": since}
    assert handling(manager)["last_word"]["since"] > since


def test_a_program_that_declares_is_not_somebody_who_is_on_it(manager: Client, api_key) -> None:
    declare(api_key("internet", "outages"))
    said = handling(manager)
    assert (said["on_it"], said["last_word"]["name"]) == (None, "program")


def test_who_was_told_of_a_suspicion_is_silent_until_somebody_has_it(app: Flask, manager: Client) -> None:
    me = manager.get("/me")
    etag = manager.get("/duty").headers["ETag"]
    assert manager.call("PUT", "/duty", {"people": [me.json["id"]]}, If_Match=etag).status_code == 200
    suspected(app)
    said = handling(manager)
    assert (said["on_it"], [one["name"] for one in said["silent"]]) == (None, [me.json["name"]])
    (alert,) = manager.get("/alerts").json["items"]
    manager.post(f"/alerts/{alert['id']}/acknowledge")
    said = handling(manager)
    assert (said["on_it"]["name"], said["silent"]) == (me.json["name"], [])


def test_nothing_going_on_is_an_empty_board_and_unchanged_is_a_304(manager: Client) -> None:
    assert board(manager) == {"current": [], "planned": [], "over": []}
    tag = manager.get("/board/outages").headers["ETag"]
    assert manager.get("/board/outages", If_None_Match=tag).status_code == 304
    declare(manager)
    assert manager.get("/board/outages", If_None_Match=tag).status_code == 200


@pytest.mark.parametrize("role", ["employee", "solver", "admin"])
def test_others_are_told_that_it_is_for_managers(sign_in, role: str) -> None:
    assert sign_in(role).get("/board/outages").status_code == 403


def test_many_outages_cost_a_fixed_number_of_statements(app: Flask, manager: Client) -> None:
    said: list[str] = []
    with app.app_context():
        event.listen(db.extension.engine, "before_cursor_execute", lambda *run: said.append(run[2]))

    def statements() -> int:
        said.clear()
        app.extensions["doorgeven.listed"]._pages.clear()
        board(manager)
        return len(said)

    for area in ("3511", "3512"):
        declare(manager, areas=[area])
    few = statements()
    for area in ("3513", "3514", "3515", "3521", "3522", "3523"):
        declare(manager, areas=[area])
    assert statements() <= few
