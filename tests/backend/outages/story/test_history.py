"""The story of one outage: what happened, by whom, how long it took, and whom it reached."""

from collections.abc import Callable
from typing import Any

import pytest

from shared.schemas.story import HistorySchema, ReaderListSchema
from tests.backend.client import Client
from tests.backend.outages.declared import amend, declare, update
from tests.backend.tickets.at import Set


def history(client: Client, outage_id: str) -> Any:
    answer = client.get(f"/outages/{outage_id}/history")
    assert answer.status_code == 200, answer.text
    assert HistorySchema().validate(answer.json) == {}
    return answer.json


def told(story: Any) -> list[tuple[str, str, str | None]]:
    return [(item["at"][11:16], item["type"], item["actor"]["name"]) for item in story["items"]]


def test_from_the_first_sign_to_the_end_with_names_and_times(
    at: Set, suspect: Callable[..., str], manager: Client
) -> None:
    made = suspect("2026-06-01 05:40")
    at("2026-06-01 06:04")
    (alert,) = manager.get("/alerts").json["items"]
    manager.post(f"/alerts/{alert['id']}/acknowledge")
    at("2026-06-01 06:10")
    update(manager, {"id": made}, status="investigating", text={"nl": "We kijken.", "en": "We look."})
    at("2026-06-01 06:30")
    amend(manager, {"id": made}, areas=["3511", "3512"])
    at("2026-06-01 07:40")
    update(manager, {"id": made}, status="resolved")
    at("2026-06-01 09:00")
    update(manager, {"id": made}, status="closed")
    story = history(manager, made)
    who = "Mohamed El Amrani"
    assert told(story) == [
        ("06:00", "suspected", None),
        ("06:00", "alert_told", who),
        ("06:04", "alert_acknowledged", who),
        ("06:10", "declared", who),
        ("06:30", "amended", who),
        ("07:40", "resolved", who),
        ("09:00", "closed", who),
    ]
    assert story["items"][3]["text"] == {"nl": "We kijken.", "en": "We look."}
    assert story["items"][3]["changes"] == {"status": {"from": "suspected", "to": "investigating"}}
    assert story["items"][4]["changes"] == {"areas": {"from": ["3511"], "to": ["3511", "3512"]}}
    assert {name: story[name] for name in story if name.startswith("seconds")} == {
        "seconds_to_declare": 30 * 60,
        "seconds_to_acknowledge": 4 * 60,
        "seconds_to_resolve": 120 * 60,
    }
    assert (story["suspected_at"][11:16], story["declared_at"][11:16]) == ("06:00", "06:10")
    etag = manager.get(f"/outages/{made}/history").headers["ETag"]
    assert manager.get(f"/outages/{made}/history", If_None_Match=etag).status_code == 304


def test_what_a_program_declares_waits_for_a_person_to_take_it_on(
    at: Set, api_key: Callable[..., Client], manager: Client
) -> None:
    made = declare(api_key("internet", "outages"), started_at="2026-06-01T05:55:00Z")
    story = history(manager, made["id"])
    assert (story["seconds_to_declare"], story["acknowledged_at"], story["seconds_to_acknowledge"]) == (300, None, None)
    at("2026-06-01 06:20")
    update(manager, made)
    story = history(manager, made["id"])
    assert (story["seconds_to_declare"], story["seconds_to_acknowledge"]) == (300, 1200)


def test_reopened_it_is_not_over_and_the_end_that_counts_is_the_last(at: Set, manager: Client) -> None:
    made = declare(manager)
    at("2026-06-01 07:00")
    update(manager, made, status="resolved")
    assert history(manager, made["id"])["seconds_to_resolve"] == 3600
    update(manager, made, status="investigating")
    assert history(manager, made["id"])["seconds_to_resolve"] is None
    at("2026-06-01 08:00")
    update(manager, made, status="resolved")
    assert history(manager, made["id"])["seconds_to_resolve"] == 7200


def test_planned_work_had_not_to_be_seen_by_anybody(at: Set, manager: Client) -> None:
    times = {"started_at": "2026-06-02T01:00:00Z", "expected_end_at": "2026-06-02T03:00:00Z"}
    made = declare(manager, kind="maintenance", **times)
    at("2026-06-02 01:00")
    update(manager, made, status="in_progress")
    at("2026-06-02 02:30")
    update(manager, made, status="completed")
    story = history(manager, made["id"])
    assert (story["seconds_to_declare"], story["seconds_to_acknowledge"]) == (None, None)
    assert story["seconds_to_resolve"] == 5400


@pytest.mark.parametrize(("role", "status"), [("employee", 403), ("solver", 403), ("admin", 403), ("manager", 200)])
def test_managers_read_it(sign_in: Callable[[str], Client], manager: Client, role: str, status: int) -> None:
    made, client = declare(manager), sign_in(role)
    for path in (f"/outages/{made['id']}/history", f"/outages/{made['id']}/reached"):
        assert client.get(path).status_code == status


def test_of_what_may_not_be_known_not_even_that_it_is_there(
    suspect: Callable[..., str], employee: Client, api_key: Callable[..., Client], manager: Client
) -> None:
    made = suspect("2026-06-01 05:40")
    for path in (f"/outages/{made}/history", f"/outages/{made}/reached"):
        assert employee.get(path).status_code == 404
        assert api_key("internet", "outages").get(path).status_code == 403
        assert manager.get(path).status_code == 200
    assert manager.get("/outages/nothing/history").status_code == 404


class TestWhomItReached:
    @pytest.fixture
    def behind(self, at: Set, manager: Client, employee: Client, colleague: Client) -> dict:
        """An outage with two customers of one employee and one of another."""
        made = declare(manager)
        employee.submit(outage_id=made["id"])
        for client, name in ((employee, "Opa"), (colleague, "Oom Ali")):
            body = {"customer": {"name": name, "postcode": "3511AB"}}
            assert client.post(f"/outages/{made['id']}/affected", body).status_code == 201
        return made

    def test_counts_people_and_customers_and_who_has_seen_it_since(
        self, behind: dict, at: Set, manager: Client, employee: Client, colleague: Client
    ) -> None:
        at("2026-06-01 06:10")
        employee.post(f"/outages/{behind['id']}/seen")
        at("2026-06-01 06:20")
        update(manager, behind)
        at("2026-06-01 06:30")
        colleague.post(f"/outages/{behind['id']}/seen")
        story = history(manager, behind["id"])
        assert story["people"] == {
            "reached": 2,
            "customers": 3,
            "seen": 2,
            "last_seen_at": "2026-06-01T06:30:00.000000Z",
        }
        assert [(item["type"], item["seen"]) for item in story["items"]] == [("declared", 2), ("updated", 1)]

    def test_names_each_with_when_in_pages(
        self, behind: dict, at: Set, manager: Client, employee: Client, colleague: Client
    ) -> None:
        at("2026-06-01 06:10")
        colleague.post(f"/outages/{behind['id']}/seen")
        manager.post(f"/outages/{behind['id']}/seen")
        page = manager.get(f"/outages/{behind['id']}/reached?limit=1")
        assert ReaderListSchema().validate(page.json) == {}
        following = page.headers["Link"].partition("/api/v1")[2].partition(">")[0]
        rest = manager.get(following)
        assert "Link" not in rest.headers
        rows = [*page.json["items"], *rest.json["items"]]
        names = {client.get("/me").json["name"]: client for client in (employee, colleague)}
        assert [row["person"]["name"] for row in rows] == sorted(names)
        by_client = {names[row["person"]["name"]]: row for row in rows}
        # Who chose "this is it" has seen it then.
        assert (by_client[employee]["customers"], by_client[employee]["seen_at"][11:16]) == (2, "06:00")
        assert (by_client[colleague]["customers"], by_client[colleague]["seen_at"][11:16]) == (1, "06:10")

    def test_a_ticket_looked_at_is_the_outage_seen(
        self, behind: dict, at: Set, manager: Client, employee: Client
    ) -> None:
        at("2026-06-01 06:05")
        update(manager, behind)
        assert history(manager, behind["id"])["items"][-1]["seen"] == 0
        at("2026-06-01 06:10")
        ticket = employee.get("/tickets").json["items"][0]
        employee.post(f"/tickets/{ticket['id']}/seen")
        assert history(manager, behind["id"])["items"][-1]["seen"] == 1

    def test_whose_customer_is_taken_back_is_not_reached(
        self, behind: dict, manager: Client, colleague: Client
    ) -> None:
        entry = colleague.get("/affected").json["items"][0]
        assert colleague.post(f"/affected/{entry['id']}/withdraw").status_code == 200
        assert history(manager, behind["id"])["people"]["customers"] == 2
        assert history(manager, behind["id"])["people"]["reached"] == 1
