"""Reporters' words: newest first, contact details covered, for managers alone, and each reading is in the log."""

import re
from typing import Any

import pytest

from tests.backend.client import Client, problem
from tests.backend.outages.declared import declare

SAID = "Oma (06-12 34 56 78, oma@example.nl) zit zonder internet op Kerkstraat 12, 3511 AB 12. Bel Truus!"


def words(client: Client, query: str = "", **headers: str) -> list[dict[str, Any]]:
    answer = client.get(f"/board/words{query}", **headers)
    assert answer.status_code == 200, answer.text
    return list(answer.json["items"])


def test_a_manager_reads_what_was_written_without_what_leads_to_the_customer(employee: Client, manager: Client) -> None:
    ticket = employee.submit(description=SAID)
    (said,) = words(manager, Accept_Language="nl")
    covered = "[naam] ([telefoonnummer], [e-mailadres]) zit zonder internet op [adres], [adres]. Bel [naam]!"
    assert said["text"] == covered
    assert (said["id"], said["reference"], said["area"], said["where"]) == (
        ticket["id"],
        ticket["reference"],
        "3511",
        "3511 Utrecht",
    )
    assert not {"customer", "reporter", "postcode"} & set(said)
    assert "[phone number]" in words(manager, Accept_Language="en")[0]["text"]


def test_pages_are_newest_first_and_miss_nothing(employee: Client, manager: Client) -> None:
    written = [employee.submit(description=f"Text {number}")["id"] for number in range(5)]
    first = manager.get("/board/words?limit=2")
    found = [item["id"] for item in first.json["items"]]
    employee.submit(description="While somebody reads")
    link = first.headers["Link"]
    while link:
        page = manager.get("/board/words?" + re.findall(r"\?([^>]+)>", link)[0])
        found += [item["id"] for item in page.json["items"]]
        link = page.headers.get("Link")
    assert found == written[::-1]


def test_filters_are_those_of_the_queue(employee: Client, manager: Client) -> None:
    tv = employee.submit(service="tv", description="No picture")
    employee.submit(description="No internet")
    zeeland = employee.submit(description="Far away", customer={"postcode": "4381AB"})
    assert [item["id"] for item in words(manager, "?service=tv")] == [tv["id"]]
    assert [item["id"] for item in words(manager, "?area=province:Zeeland")] == [zeeland["id"]]
    outage = declare(manager, services=["tv"])
    manager.post(f"/outages/{outage['id']}/tickets", {"ticket_ids": [tv["id"]]})
    assert [item["id"] for item in words(manager, f"?outage_id={outage['id']}")] == [tv["id"]]
    assert manager.get("/board/words?servise=tv").status_code == 422
    assert manager.get("/board/words?cursor=bm9uZQ").status_code == 422


def test_each_reading_is_in_the_log_once_an_hour(employee: Client, manager: Client) -> None:
    tickets = [employee.submit(description=f"Text {number}") for number in range(3)]
    words(manager, "?limit=2")
    words(manager, "?limit=2")
    read = manager.get("/readings").json["items"]
    assert sorted(one["reference"] for one in read) == sorted(one["reference"] for one in tickets[1:])
    assert {one["what"] for one in read} == {"words"}
    assert {one["reader_name"] for one in read} == {manager.get("/me").json["name"]}


def test_who_may_not_read_them_is_told_so_and_nothing_is_logged(
    employee: Client, solver: Client, admin: Client, manager: Client, api_key
) -> None:
    employee.submit()
    for other in (employee, solver, admin, api_key("internet", "outages")):
        assert other.get("/board/words").status_code == 403
    assert manager.get("/readings").json["items"] == []


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "\u0627\u0644\u0625\u0646\u062a\u0631\u0646\u062a", "x" * 10_000]
)
def test_what_was_typed_comes_as_it_was_typed(employee: Client, manager: Client, text: str) -> None:
    assert employee.post("/tickets", problem(description=text)).status_code == 201
    assert words(manager)[0]["text"] == text
