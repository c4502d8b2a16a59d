"""A team's queue: every filter, every order, pages that stay right while others work, and what the database reads."""

import base64
import datetime as dt
import random
import re
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import event

from backend import clock, db
from backend.tickets.models import Ticket
from shared.schemas.base import rfc3339
from shared.schemas.queue import TicketCountsSchema
from shared.vocabulary import TicketSort
from tests.backend.client import Client
from tests.backend.outages.declared import declare

SORTS = [str(sort) for sort in TicketSort]


def ids(client: Client, query: str = "") -> list[str]:
    answer = client.get(f"/tickets{query}")
    assert answer.status_code == 200, answer.text
    return [ticket["id"] for ticket in answer.json["items"]]


def put(app: Flask, ticket: dict[str, Any], **values: Any) -> None:
    """Sets columns that otherwise only time sets."""
    with app.app_context():
        db.write(lambda: db.session.query(Ticket).filter_by(id=ticket["id"]).update(values))


def me(client: Client) -> str:
    return str(client.get("/me").json["id"])


def walk(client: Client, query: str, between=lambda page: None) -> list[str]:
    """All pages of a list, one after the other; `between` runs after each."""
    seen, path, page = [], f"/tickets?{query}", 0
    while path:
        answer = client.get(path)
        assert answer.status_code == 200, answer.text
        seen += [ticket["id"] for ticket in answer.json["items"]]
        link = re.fullmatch(r'<http://127.0.0.1:8080/api/v1([^>]+)>; rel="next"', answer.headers.get("Link", ""))
        path, page = link[1] if link else "", page + 1
        between(page)
    return seen


def test_who_has_it(employee: Client, solver: Client, manager: Client) -> None:
    mine, free, managers = (employee.submit() for _ in range(3))
    solver.amend(mine, assignee=me(solver))
    own = solver.submit(service="tv")
    assert ids(solver, "?assignee=me") == ids(manager, f"?assignee={me(solver)}") == [mine["id"]]
    assert ids(solver, "?assignee=none&team=internet") == [managers["id"], free["id"]]
    assert ids(solver, "?reporter=me") == [own["id"]]
    assert ids(employee, f"?assignee={me(solver)}&status=acknowledged") == [mine["id"]]
    assert ids(manager, "?assignee=me") == []


@pytest.mark.parametrize("name", ["assignee", "reporter"])
def test_a_program_is_nobodys_me(api_key, name: str) -> None:
    answer = api_key().get(f"/tickets?{name}=me")
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, f"/query/{name}")
    assert "`me` is for people" in answer.json["errors"][0]["detail"]


def test_how_urgent(employee: Client, api_key) -> None:
    urgent, usual, small = (employee.submit(severity=word) for word in ("critical", "major", "minor"))
    assert ids(api_key(), "?priority=1,3") == [small["id"], urgent["id"]]
    assert ids(api_key(), "?sort=priority") == [urgent["id"], usual["id"], small["id"]]
    assert ids(api_key(), "?sort=-priority") == [small["id"], usual["id"], urgent["id"]]


def test_behind_which_outage(employee: Client, manager: Client, api_key) -> None:
    outage = declare(manager)
    behind, alone = employee.submit(outage_id=outage["id"]), employee.submit()
    assert ids(api_key(), f"?outage_id={outage['id']}") == [behind["id"]]
    assert ids(api_key(), "?outage_id=none") == [alone["id"]]


@pytest.mark.parametrize(
    ("area", "found"),
    [
        ("3511", ["3511AB", "3511"]),
        ("35", ["3511AB", "3511", "3581KS"]),
        ("3511 ab", ["3511AB"]),
        ("place:utrecht", ["3511AB", "3511", "3581KS"]),
        ("province:Utrecht", ["3511AB", "3511", "3581KS", "3811BA"]),
        ("NL", ["3511AB", "3511", "3581KS", "3811BA", "9712HW"]),
    ],
)
def test_where_the_customer_lives(employee: Client, api_key, area: str, found: list[str]) -> None:
    made = {p: employee.submit(customer={"postcode": p}) for p in ("3511AB", "3511", "3581KS", "3811BA", "9712HW")}
    employee.submit(kind="question", customer=None)
    expected = {made[postcode]["id"] for postcode in found}
    assert set(ids(api_key(), f"?area={quote(area)}")) == expected
    assert set(ids(api_key(), f"?area={quote(area)}&status=acknowledged&sort=updated_at")) == expected


def test_how_old(app: Flask, employee: Client, api_key) -> None:
    old, young = employee.submit(), employee.submit()
    hour_ago = clock.now() - dt.timedelta(minutes=60)
    put(app, old, created_at=hour_ago)
    between = quote(rfc3339(hour_ago + dt.timedelta(minutes=1)))
    for query, found in (
        ("older_than=59", old),
        ("younger_than=59", young),
        (f"created_before={between}", old),
        (f"created_after={between}", young),
        (f"created_before={between}&sort=updated_at&status=acknowledged", old),
    ):
        assert ids(api_key(), f"?{query}") == [found["id"]], query
    assert ids(api_key(), "?older_than=61") == []


def test_whose_clock_has_run_out(app: Flask, employee: Client, api_key) -> None:
    late, soon, once, without = (employee.submit() for _ in range(4))
    at = clock.now()
    put(app, late, due_at=at - dt.timedelta(minutes=1))
    put(app, soon, due_at=at + dt.timedelta(minutes=10))
    put(app, once, breached_at=at - dt.timedelta(days=1))
    key = api_key()
    assert set(ids(key, "?breached=true")) == {late["id"], once["id"]}
    assert set(ids(key, "?breached=false")) == {soon["id"], without["id"]}
    assert all(t["breached"] for t in key.get("/tickets?breached=true").json["items"])
    assert ids(key, f"?due_before={quote(rfc3339(at))}") == [late["id"]]
    assert ids(key, "?sort=due_at")[:2] == [late["id"], soon["id"]]
    assert ids(key, "?sort=-due_at")[:2] == [soon["id"], late["id"]]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("statu=pending", "/query/statu"),
        ("status=asleep", "/query/status"),
        ("priority=5", "/query/priority"),
        ("priority=1,high", "/query/priority"),
        ("area=Atlantis", "/query/area"),
        ("area=place:Atlantis", "/query/area"),
        ("reporter=someone", "/query/reporter"),
        ("breached=perhaps", "/query/breached"),
        ("older_than=-1", "/query/older_than"),
        ("older_than=99999999999999999999", "/query/older_than"),
        ("younger_than=soon", "/query/younger_than"),
        ("created_after=yesterday", "/query/created_after"),
        ("due_before=2026-01-01T00:00:00", "/query/due_before"),
        ("sort=beauty", "/query/sort"),
        ("limit=0", "/query/limit"),
        ("external_id=%00", "/query/external_id"),
    ],
)
@pytest.mark.parametrize("path", ["/tickets", "/tickets/counts"])
def test_a_wrong_filter_is_told_and_never_passed_over(employee: Client, path: str, query: str, pointer: str) -> None:
    answer = employee.get(f"{path}?{query}")
    assert answer.status_code == 422
    assert pointer in [error["pointer"] for error in answer.json["errors"]]


def test_a_filter_opens_nothing_that_is_out_of_scope(employee: Client, colleague: Client, api_key) -> None:
    ticket = employee.submit()
    for query in (f"external_id={ticket['reference']}", "area=3511", "team=internet", "outage_id=none", "priority=2"):
        for stranger in (colleague, api_key("tv")):
            assert ids(stranger, f"?{query}") == []
            assert stranger.get(f"/tickets/counts?{query}").json["total"] == 0


def test_own_tickets_and_the_teams_come_in_one_list_each_once(employee: Client, solver: Client) -> None:
    """A solver sees what the team has and what they passed on to others, and what is both."""
    theirs, both, elsewhere = employee.submit(), solver.submit(), solver.submit(service="tv")
    for sort in SORTS:
        assert sorted(walk(solver, f"sort={sort}&limit=1")) == sorted(t["id"] for t in (theirs, both, elsewhere))
    assert solver.get("/tickets/counts").json["total"] == 3


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("query", ["", "&status=acknowledged,in_progress"])
def test_pages_lose_and_double_nothing_that_stands_still(
    app: Flask, employee: Client, solver: Client, manager: Client, sort: str, query: str
) -> None:
    """While others pass on, take up and set priorities; many tickets have the very same sort value."""
    chance = random.Random(f"{sort}{query}")  # noqa: S311 - for a test's tickets
    moments = [clock.now() - dt.timedelta(minutes=chance.randrange(3)) for _ in range(12)]
    tickets = [employee.submit(service=chance.choice(["internet", "tv"])) for _ in moments]
    for ticket, at in zip(tickets, moments, strict=True):
        due = chance.choice([None, at])
        put(app, ticket, created_at=at, updated_at=at, due_at=due, priority=chance.randrange(1, 3))
    moving, still = tickets[:4], {ticket["id"] for ticket in tickets[4:]}

    def meanwhile(page: int) -> None:
        if page <= len(moving):
            manager.amend(moving[page - 1], status="in_progress", priority=4)
            employee.submit()

    seen = walk(manager, f"limit=3&sort={sort}{query}", meanwhile)
    assert [ticket for ticket in seen if ticket in still] == [
        ticket for ticket in dict.fromkeys(seen) if ticket in still
    ]
    assert still <= set(seen)


@pytest.mark.parametrize("sort", SORTS)
def test_a_cursor_of_another_sort_is_refused(employee: Client, sort: str) -> None:
    for _ in range(2):
        employee.submit()
    link = employee.get(f"/tickets?limit=1&sort={sort}").headers["Link"]
    cursor = re.search(r"cursor=([\w\-]+)", link)[1]
    for other in SORTS:
        answer = employee.get(f"/tickets?sort={other}&cursor={cursor}")
        assert answer.status_code == (200 if other == sort else 422), other


@pytest.mark.parametrize(
    ("sort", "cursor"),
    [
        ("priority", '["priority","1","2026-01-01T00:00:00Z","x"]'),
        ("priority", '["priority",1,"soon","x"]'),
        ("priority", '["priority",9223372036854775808,"2026-01-01T00:00:00Z","x"]'),
        ("due_at", '["due_at","never","x"]'),
        ("created_at", '["created_at","","x"]'),
        ("due_at", '["due_at",null,"x"]'),
    ],
)
def test_a_cursor_that_no_list_gave_is_told(employee: Client, sort: str, cursor: str) -> None:
    text = base64.urlsafe_b64encode(cursor.encode()).rstrip(b"=").decode()
    answer = employee.get(f"/tickets?sort={sort}&cursor={text}")
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/query/cursor")


def test_how_many_there_are(employee: Client, solver: Client, manager: Client) -> None:
    one, _, _ = employee.submit(), employee.submit(severity="minor"), employee.submit(service="tv")
    solver.amend(one, status="in_progress", assignee=me(solver))
    counts = manager.get("/tickets/counts").json
    assert not TicketCountsSchema().validate(counts)
    assert [c["count"] for c in counts["items"][:3]] == [2, 1, 0]
    assert (counts["items"][0]["status"], len(counts["items"]), counts["total"]) == ("acknowledged", 8, 3)
    assert manager.get("/tickets/counts?by=team").json["items"] == [
        {"team": "internet", "count": 2, "name": "Internet Care"},
        {"team": "tv", "count": 1, "name": "TV Care"},
    ]
    assert solver.get("/tickets/counts?by=assignee&status=in_progress").json == {
        "items": [{"assignee": me(solver), "count": 1, "name": "Sanne Bakker"}],
        "total": 1,
    }
    assert solver.get("/tickets/counts?by=priority").json["total"] == 2
    assert employee.get("/tickets/counts?area=3511&q=noon").json["total"] == 3
    assert employee.get("/tickets/counts?by=mood").status_code == 422


READS = [
    ("manager", "sort={sort}"),
    ("manager", "sort={sort}&status=acknowledged,in_progress,pending,held"),
    ("manager", "sort={sort}&team=internet,tv"),
    ("program", "sort={sort}"),
    ("program", "sort={sort}&status=acknowledged"),
    ("program", "sort={sort}&status=closed"),
    ("program", "sort={sort}&priority=1&service=internet"),
    ("solver", "sort={sort}"),
    ("solver", "sort={sort}&assignee=me&status=in_progress"),
    ("employee", "sort={sort}&status=closed"),
    ("program", "sort={sort}&external_id=INC-1&status=closed"),
    ("program", "sort={sort}&area=3511&status=closed"),
]


def test_no_page_reads_the_whole_table(app: Flask, sign_in, api_key) -> None:
    """By SQLite's own plan: each part of a list is found by an index (PostgreSQL's depends on what is in it)."""
    with app.app_context():
        engine = db.extension.engine
    if engine.dialect.name != "sqlite":
        pytest.skip("SQLite's plan")
    plans: list[str] = []

    @event.listens_for(engine, "before_cursor_execute")
    def look(connection, cursor, statement, parameters, context, many) -> None:
        if "FROM ticket" in statement and "LIMIT" in statement and not statement.startswith("EXPLAIN"):
            rows = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + statement, parameters).fetchall()
            plans.append("\n".join(str(row[-1]) for row in rows))

    callers = {who: api_key("internet") if who == "program" else sign_in(who) for who, _ in READS}
    for sort in SORTS:
        for who, query in READS:
            assert callers[who].get(f"/tickets?{query.format(sort=sort)}").status_code == 200
            plan = plans.pop()
            assert not re.search(r"SCAN ticket\b(?! USING)", plan), (who, query, sort, plan)
            expected = EXPECTED.get((who, query))
            assert not expected or expected in plan, (who, query, sort, plan)


EXPECTED = {
    READS[9]: "ix_ticket_reporter_created (reporter_id=?)",
    READS[10]: "ix_ticket_external_id (external_id=?)",
    READS[11]: "ix_ticket_postcode (customer_postcode>? AND customer_postcode<?)",
}


def test_a_set_of_services_is_all_of_its_own_and_a_misspelt_service_is_told(employee: Client, manager: Client) -> None:
    wanted = {employee.submit(service=slug)["id"] for slug in ("internet", "tv", "telephony")}
    employee.submit(service="mobile")
    assert {row["id"] for row in manager.get("/tickets?service=fixed").json["items"]} == wanted
    refused = manager.get("/tickets?service=internt")
    assert refused.status_code == 422
    assert "internet" in refused.json["allowed"]
