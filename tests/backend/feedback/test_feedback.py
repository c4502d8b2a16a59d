"""What people say about the app: kept once, read by managers and admins, taken away as a file, forgotten in the end."""

import csv
import io
from typing import Any

import pytest
from flask import Flask

from backend import clock, db
from backend.feedback import services
from tests.backend.client import Client

TOLD = {"text": "De knop staat te laag.", "screen": "pass_on", "app_version": "0.2.0"}


def test_it_is_kept_once_with_who_wrote_it_and_nothing_else(employee: Client, manager: Client) -> None:
    answers = [employee.post("/feedback", TOLD, Idempotency_Key="f1") for _ in range(2)]
    assert {answer.status_code for answer in answers} == {201}
    me = employee.get("/me").json
    (kept,) = manager.get("/feedback").json["items"]
    assert kept == answers[0].json == answers[1].json
    assert kept == {
        **TOLD,
        "id": kept["id"],
        "by": {"id": me["id"], "name": me["name"]},
        "created_at": kept["created_at"],
    }


def test_screen_and_version_may_be_left_out(employee: Client) -> None:
    for more in ({}, {"screen": "", "app_version": None}):
        kept = employee.post("/feedback", {"text": " جيد \n", **more}).json
        assert (kept["text"], kept["screen"], kept["app_version"]) == ("جيد", None, None)


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"text": " "}, "/text"),
        ({"text": "x" * 4001}, "/text"),
        ({"text": None}, "/text"),
        ({"screen": "x" * 61}, "/screen"),
        ({"app_version": "x" * 41}, "/app_version"),
        ({"by": {"id": "x"}}, "/by"),
        ({"created_at": "2020-01-01T00:00:00Z"}, "/created_at"),
    ],
)
def test_what_is_wrong_is_told(employee: Client, wrong: dict[str, Any], pointer: str) -> None:
    refused = employee.post("/feedback", {**TOLD, **wrong})
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, pointer)


def test_managers_and_admins_read_it_and_nobody_else(
    employee: Client, solver: Client, manager: Client, admin: Client, api_key
) -> None:
    employee.post("/feedback", TOLD)
    for path in ("/feedback", "/feedback/export.csv"):
        for reader, status in ((manager, 200), (admin, 200), (employee, 403), (solver, 403), (api_key(), 403)):
            assert reader.get(path).status_code == status, path
    assert api_key().post("/feedback", TOLD).status_code == 403


def test_pages_hold_each_once_the_newest_first(employee: Client, manager: Client) -> None:
    for number in range(5):
        employee.post("/feedback", {"text": str(number)})
    seen, address = [], "/feedback?limit=2"
    while address:
        answer = manager.get(address)
        seen += [one["text"] for one in answer.json["items"]]
        link = answer.headers.get("Link", "")
        address = link[1 : link.index(">")].partition("/api/v1")[2] if link else ""
    assert seen == ["4", "3", "2", "1", "0"]
    assert manager.get("/feedback?cursor=x").status_code == 422


def test_the_file_holds_all_of_it_and_no_formula(
    employee: Client, manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "_PAGE", 2)
    for text in ("een", 'twee\n"regels"; en meer', "=HYPERLINK(1)"):
        employee.post("/feedback", {**TOLD, "text": text})
    file = manager.get("/feedback/export.csv?separator=semicolon")
    assert file.content_type == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig")), delimiter=";"))
    assert [row["text"] for row in rows] == ["'=HYPERLINK(1)", 'twee\n"regels"; en meer', "een"]
    assert (rows[0]["by"], rows[0]["screen"]) == ("Eva de Vries", "pass_on")
    assert manager.get("/feedback/export.csv?separator=tab").status_code == 422


def test_one_person_says_so_much_a_day(employee: Client, colleague: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_A_DAY", 2)
    for _ in range(2):
        employee.post("/feedback", TOLD)
    full = employee.post("/feedback", TOLD)
    assert (full.status_code, full.headers["Retry-After"]) == (429, "3600")
    assert colleague.post("/feedback", TOLD).status_code == 201
    tomorrow = clock.now() + services._A_DAY
    monkeypatch.setattr(services, "now", lambda: tomorrow)
    assert employee.post("/feedback", TOLD).status_code == 201


def test_after_two_years_it_is_forgotten(
    app: Flask, employee: Client, manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    employee.post("/feedback", TOLD)
    later = clock.now() + services.KEPT_FOR
    monkeypatch.setattr(services, "now", lambda: later)
    employee.post("/feedback", {**TOLD, "text": "nieuw"})
    with app.app_context():
        assert db.write(services.forget_old) == 1
    assert [one["text"] for one in manager.get("/feedback").json["items"]] == ["nieuw"]
