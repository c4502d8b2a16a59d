"""A company's monitoring declares, repeats, ends and declares again by a key with that right, over HTTP alone."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from shared.schemas.outages import OutageSchema
from tests.backend.client import Client
from tests.backend.outages.declared import amend, listed, moment, outage, update
from tests.backend.tickets.at import Set, frozen

PROBE = "probe-7"


@pytest.fixture
def key(manager: Client) -> Any:
    """The key, as a manager makes it."""
    answer = manager.post("/teams/internet/keys", {"name": "Zabbix", "rights": ["outages"]})
    assert answer.status_code == 201, answer.text
    return answer.json


@pytest.fixture
def monitoring(app: Flask, key: Any) -> Client:
    return Client(app, key["secret"])


def seen(monitoring: Client, **changes: Any) -> Any:
    """The answer to what the monitoring says each minute that a line is down."""
    return monitoring.post("/outages", outage(external_id=PROBE, **changes))


def words(client: Client, outage_id: str) -> list[str]:
    return [row["text"]["en"] for row in client.get(f"/outages/{outage_id}").json["updates"]]


def test_from_down_to_up_to_down_again(
    app: Flask, monitoring: Client, manager: Client, employee: Client, key: Any
) -> None:
    first = seen(monitoring)
    made = first.json
    assert (first.status_code, made["external_id"], made["status"]) == (201, PROBE, "investigating")
    assert OutageSchema().validate(made) == {}
    assert listed(employee) == [made["id"]]

    for _ in range(3):
        again = seen(monitoring)
        assert (again.status_code, again.headers["ETag"]) == (200, first.headers["ETag"])
    wider = seen(monitoring, areas=["3511", "3512"], impact="critical")
    assert (wider.status_code, wider.json["id"], wider.json["areas"]) == (200, made["id"], ["3511", "3512"])

    told = update(monitoring, made, status="identified", text="Cable cut.", expected_end_at=moment(hours=2))
    assert told["updates"][0]["by"] == "Zabbix"
    assert amend(monitoring, made, advice="Use mobile data.").status_code == 200
    assert update(monitoring, made, status="resolved", text="It is up.")["status"] == "resolved"

    back = seen(monitoring, started_at=moment(minutes=-1))
    assert (back.status_code, back.json["id"], back.json["status"]) == (200, made["id"], "investigating")
    assert (back.json["started_at"], back.json["resolved_at"]) == (made["started_at"], None)
    assert words(employee, made["id"])[0] == "It is there again; we are looking into it."
    assert seen(monitoring).headers["ETag"] == back.headers["ETag"]

    for status in ("resolved", "closed"):
        update(manager, made, status=status)
    new = seen(monitoring)
    assert new.status_code == 201
    assert new.json["id"] != made["id"]
    assert seen(monitoring).json["id"] == new.json["id"]
    found = monitoring.get(f"/outages?external_id={PROBE}").json["items"]
    assert [row["id"] for row in found] == [new.json["id"], made["id"]]
    assert monitoring.get(f"/outages?external_id={PROBE}&status=open").json["items"] == found[:1]
    assert monitoring.get("/outages?external_id=other").json["items"] == []

    manager.delete(f"/teams/internet/keys/{key['id']}")
    assert seen(monitoring).status_code == 401


def test_what_is_resolved_may_be_over_for_a_monitoring_that_says_so_twice(monitoring: Client) -> None:
    made = seen(monitoring).json
    update(monitoring, made, status="resolved")
    twice = monitoring.post(f"/outages/{made['id']}/updates", {"text": "Up.", "status": "resolved"})
    assert (twice.status_code, twice.json["allowed"]) == (409, ["investigating", "closed"])


def test_what_a_manager_dismissed_stays_so_for_six_hours_of_repeats(
    monitoring: Client, manager: Client, employee: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    at: Set = frozen(monkeypatch)
    at("2026-06-01 06:00")
    made = seen(monitoring).json
    update(manager, made, status="dismissed")
    at("2026-06-01 11:59")
    refused = seen(monitoring)
    assert (refused.status_code, refused.json["allowed"]) == (409, [])
    assert listed(employee) == []
    at("2026-06-01 12:01")
    new = seen(monitoring)
    assert (new.status_code, new.json["id"] != made["id"]) == (201, True)


def test_planned_work_that_is_done_makes_room_for_the_next(monitoring: Client, manager: Client) -> None:
    work = {"kind": "maintenance", "started_at": moment(hours=30), "expected_end_at": moment(hours=31)}
    made = seen(monitoring, **work).json
    for status in ("in_progress", "completed"):
        update(manager, made, status=status)
    assert seen(monitoring, **work).status_code == 201


def test_two_probes_that_see_the_same_at_once_make_one(app: Flask, monitoring: Client, manager: Client) -> None:
    def at_once() -> list[int]:
        clients = [Client(app, monitoring.token) for _ in range(4)]
        with ThreadPoolExecutor(4) as pool:
            return sorted(pool.map(lambda client: seen(client).status_code, clients))

    assert at_once() == [200, 200, 200, 201]
    (made,) = listed(manager)
    for status in ("resolved", "closed"):
        update(manager, {"id": made}, status=status)
    assert at_once() == [200, 200, 200, 201]
    assert len(manager.get(f"/outages?external_id={PROBE}").json["items"]) == 2


def test_of_one_that_was_merged_it_speaks_of_the_other(monitoring: Client, manager: Client) -> None:
    made = seen(monitoring).json
    into = manager.post("/outages", outage(areas=["35"])).json
    answer = manager.post(f"/outages/{made['id']}/merge", {"into": into["id"]})
    assert answer.status_code == 200, answer.text
    again = seen(monitoring)
    assert (again.status_code, again.json["id"], again.json["areas"]) == (200, into["id"], answer_of(manager, into))
    update(manager, into, status="resolved")
    back = seen(monitoring)
    assert (back.json["id"], back.json["status"], back.json["external_id"]) == (into["id"], "investigating", None)
    for status in ("resolved", "closed"):
        update(manager, into, status=status)
    assert seen(monitoring).status_code == 201


def answer_of(client: Client, row: Any) -> Any:
    return client.get(f"/outages/{row['id']}").json["areas"]


def test_the_name_of_one_that_is_over_may_be_given_to_another(monitoring: Client, manager: Client) -> None:
    made = seen(monitoring).json
    other = manager.post("/outages", outage()).json
    assert amend(manager, other, external_id=PROBE).status_code == 409
    for status in ("resolved", "closed"):
        update(manager, made, status=status)
    assert amend(manager, other, external_id=PROBE).status_code == 200
    assert seen(monitoring).json["id"] == other["id"]


def test_without_the_right_it_neither_declares_nor_updates(
    app: Flask, solver: Client, monitoring: Client, manager: Client
) -> None:
    plain = Client(app, solver.post("/teams/internet/keys", {"name": "Desk"}).json["secret"])
    made = seen(monitoring).json
    assert seen(plain).status_code == 403
    assert plain.post(f"/outages/{made['id']}/updates", {"text": "x"}).status_code == 403
    assert plain.patch(f"/outages/{made['id']}", {"impact": "minor"}, '"1"').status_code == 403
    assert solver.post("/teams/internet/keys", {"name": "Own", "rights": ["outages"]}).status_code == 403
    assert plain.get(f"/outages?external_id={PROBE}").json["items"][0]["id"] == made["id"]
