"""The export: a spreadsheet of what the filters leave, whole while tickets come in, and holding nothing open."""

import csv
import io

import pytest
from flask import Flask

from backend import db
from backend.tickets.services import exporting
from tests.backend.client import Client


def rows(client: Client, query: str = "", delimiter: str = ",") -> list[dict[str, str]]:
    answer = client.get(f"/tickets/export.csv{query}")
    assert answer.status_code == 200, answer.text
    return read(answer.text, delimiter)


def read(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    assert text.startswith("\ufeffreference")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))


def test_a_row_tells_what_became_of_a_ticket(employee: Client, solver: Client) -> None:
    ticket = employee.submit(description='Regel één\nregel "twee", ما عندي')
    solver.amend(ticket, status="in_progress")
    first = solver.get(f"/tickets/{ticket['id']}").json["handling"]["last_human_action_at"]
    solver.amend(ticket, status="resolved", external_id="INC-1")
    employee.post(f"/tickets/{ticket['id']}/rating", {"rating": 4, "comment": "Snel"})
    answer = solver.get("/tickets/export.csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert "attachment" in answer.headers["Content-Disposition"]
    (row,) = read(answer.text)
    assert row["description"] == 'Regel één\nregel "twee", ما عندي'
    told = {name: row[name] for name in ("reference", "status", "external_id", "rating", "rating_comment", "breached")}
    assert told == {
        "reference": ticket["reference"],
        "status": "resolved",
        "external_id": "INC-1",
        "rating": "4",
        "rating_comment": "Snel",
        "breached": "false",
    }
    assert row["first_human_action_at"] == first < row["last_human_action_at"]
    assert row["created_at"] == ticket["created_at"]
    assert row["due_at"] == (solver.get(f"/tickets/{ticket['id']}").json["due_at"] or "")


def test_of_the_customer_it_carries_the_postcode_alone(employee: Client, manager: Client) -> None:
    employee.submit()
    text = manager.get("/tickets/export.csv").text
    assert "3511AB" in text
    assert "Truus" not in text
    assert "12345678" not in text


@pytest.mark.parametrize("start", ["=1+1", "+31612345678", "-2", "@SUM(A1)", "\tx", "＝1+1"])
def test_no_cell_is_a_formula(employee: Client, solver: Client, start: str) -> None:
    employee.submit(description=start)
    (row,) = rows(solver)
    assert row["description"] == "'" + start


def test_a_dutch_spreadsheet_gets_its_semicolons(employee: Client, solver: Client) -> None:
    employee.submit(description="a;b")
    assert rows(solver, "?separator=semicolon", ";")[0]["description"] == "a;b"
    assert solver.get("/tickets/export.csv?separator=tab").status_code == 422


def test_who_exports_what(employee, solver, manager, admin, api_key) -> None:
    theirs, tv = employee.submit(), solver.submit(service="tv")
    assert [row["id"] for row in rows(solver)] == [theirs["id"]]
    assert [row["id"] for row in rows(api_key("tv"))] == [tv["id"]]
    assert [row["id"] for row in rows(manager)] == [theirs["id"], tv["id"]]
    assert rows(solver, "?team=tv") == rows(solver, "?reporter=me") == []
    for nobody in (employee, admin):
        assert nobody.get("/tickets/export.csv").status_code == 403


def test_the_same_filters_narrow_it(employee: Client, solver: Client) -> None:
    one, _ = employee.submit(description="modem"), employee.submit()
    solver.amend(one, status="in_progress")
    for query in ("?status=in_progress", "?q=modems", "?team=internet&q=modem"):
        assert [row["id"] for row in rows(solver, query)] == [one["id"]], query
    assert rows(solver, "?q=***") == []
    for wrong in ("?statu=x", "?status=x", "?team=tv&status=x", "?sort=priority", "?limit=1"):
        assert solver.get(f"/tickets/export.csv{wrong}").status_code == 422, wrong


@pytest.mark.parametrize("query", ["", "?q=noon"])
def test_it_is_whole_while_tickets_come_in_and_change(
    app: Flask, employee: Client, solver: Client, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    monkeypatch.setattr(exporting, "PAGE", 2)
    before = [employee.submit() for _ in range(5)]
    stream = solver.http.get(
        f"/api/v1/tickets/export.csv{query}", headers={"Authorization": f"Bearer {solver.token}"}, buffered=False
    )
    pages = stream.iter_encoded()
    text = next(pages).decode()
    assert len(read(text)) == 2
    with app.app_context():
        assert db.extension.engine.pool.checkedout() == 0
    employee.submit()
    solver.amend(before[0], status="in_progress")
    solver.amend(before[4], priority=1)
    text += b"".join(pages).decode()
    assert [row["id"] for row in read(text)] == [ticket["id"] for ticket in before]
    stream.close()


def test_a_cut_connection_leaves_no_transaction_open(
    app: Flask, employee: Client, solver: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PAGE", 1)
    for _ in range(3):
        employee.submit()
    stream = solver.http.get(
        "/api/v1/tickets/export.csv", headers={"Authorization": f"Bearer {solver.token}"}, buffered=False
    )
    next(stream.iter_encoded())
    stream.close()
    with app.app_context():
        assert db.extension.engine.pool.checkedout() == 0
    assert employee.submit()["status"] == "acknowledged"
