"""Which outages people see, in which order, and what a postcode and a service find."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from backend import db
from backend.clock import now
from backend.outages import reading, services
from backend.outages.models import Outage
from tests.backend.client import Client
from tests.backend.outages.declared import declare, listed, moment, rewind, update

Change = Callable[..., None]
QUESTION = "?postcode=3511 AB&service=internet"


@pytest.fixture
def change(app: Flask) -> Change:
    """Sets facts of an outage that no caller may: a suspicion, a time in the past."""

    def change(made: dict[str, Any], **facts: Any) -> None:
        with app.app_context():
            row = db.session.get_one(Outage, made["id"])
            for name, value in facts.items():
                setattr(row, name, value)
            db.session.commit()

    return change


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """The statements that the database was asked."""
    asked: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    with app.app_context():
        engine = db.extension.engine
    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def ago(**before: float) -> dt.datetime:
    return now() - dt.timedelta(**before)


def test_what_runs_comes_first_then_what_is_announced_then_what_ended(manager: Client, change: Change) -> None:
    older, newer = declare(manager, started_at=moment(hours=-3)), declare(manager, started_at=moment(hours=-1))
    later = declare(manager, kind="maintenance", started_at=moment(days=3))
    sooner = declare(manager, kind="maintenance", started_at=moment(days=1))
    over = declare(manager, started_at=moment(minutes=-5))
    update(manager, over, status="resolved")
    assert listed(manager) == [row["id"] for row in (newer, older, sooner, later, over)]


@pytest.mark.parametrize(
    ("kind", "steps", "shown"),
    [
        ("outage", ["resolved"], True),
        ("outage", ["resolved", "closed"], True),
        ("outage", ["dismissed"], False),
        ("maintenance", ["in_progress", "completed"], True),
        ("maintenance", ["cancelled"], True),
    ],
)
def test_one_that_ended_is_shown_for_a_day(
    manager: Client, employee: Client, change: Change, kind: str, steps: list[str], shown: bool
) -> None:
    made = declare(manager, kind=kind)
    for status in steps:
        update(manager, made, status=status)
    change(made, resolved_at=ago(hours=23, minutes=59))
    assert listed(employee) == ([made["id"]] if shown else [])
    change(made, resolved_at=ago(hours=24, minutes=1))
    assert listed(employee) == []


def test_one_that_is_open_is_shown_however_old(manager: Client, change: Change) -> None:
    made = declare(manager, started_at=moment(days=-40), expected_end_at=moment(hours=1))
    change(made, expected_end_at=ago(days=30))
    assert listed(manager) == [made["id"]]


class TestBySomething:
    @pytest.fixture
    def rows(self, manager: Client) -> dict[str, str]:
        rows = {
            "utrecht": declare(manager, services=["fixed"], areas=["place:Utrecht"]),
            "mobile": declare(manager, services=["mobile"], areas=["NL"]),
            "work": declare(manager, kind="maintenance", started_at=moment(days=1), areas=["35"]),
            "over": declare(manager, areas=["3511"]),
            "false alarm": declare(manager),
        }
        update(manager, rows["over"], status="resolved")
        update(manager, rows["false alarm"], status="dismissed")
        return {row["id"]: name for name, row in rows.items()}

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", ["mobile", "utrecht", "work", "over"]),
            ("?status=open", ["mobile", "utrecht", "work"]),
            ("?status=resolved", ["over"]),
            ("?status=resolved,scheduled", ["work", "over"]),
            ("?status=open,resolved", ["mobile", "utrecht", "work", "over"]),
            ("?status= investigating , ", ["mobile", "utrecht"]),
            ("?status=", ["mobile", "utrecht", "work", "over"]),
            ("?status=suspected", []),
            ("?status=dismissed", []),
            ("?service=mobile", ["mobile"]),
            ("?service=tv", ["utrecht"]),
            ("?service=internet", ["utrecht", "work", "over"]),
            ("?service=fixed", ["utrecht", "work", "over"]),
            ("?service=other", []),
            ("?postcode=3511 ab", ["mobile", "utrecht", "work", "over"]),
            ("?postcode=3512", ["mobile", "utrecht", "work"]),
            ("?postcode=1011AB", ["mobile"]),
            # Both together ask whether the trouble is known: what is announced or over does not answer.
            ("?postcode=3511AB&service=internet", ["utrecht"]),
            ("?postcode=3511AB&service=mobile", ["mobile"]),
            ("?postcode=1011AB&service=internet", []),
            ("?postcode=3511AB&service=internet&status=open", ["utrecht", "work"]),
            ("?postcode=3511AB&service=internet&status=resolved", ["over"]),
        ],
    )
    def test_finds(self, employee: Client, rows: dict[str, str], query: str, found: list[str]) -> None:
        assert [rows[outage_id] for outage_id in listed(employee, query)] == found

    def test_a_manager_finds_dismissed_ones_by_name_only(self, manager: Client, rows: dict[str, str]) -> None:
        assert [rows[outage_id] for outage_id in listed(manager, "?status=dismissed")] == ["false alarm"]
        assert "false alarm" not in [rows[outage_id] for outage_id in listed(manager)]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("?postcode=60193", "/query/postcode"),
        ("?postcode=0511AB", "/query/postcode"),
        ("?postcode=3511SS", "/query/postcode"),
        ("?service=gas", "/query/service"),
        ("?status=melting", "/query/status"),
        ("?status=open,melting", "/query/status"),
        ("?colour=red", "/query/colour"),
    ],
)
def test_a_question_that_cannot_be_is_refused_at_its_place(employee: Client, query: str, pointer: str) -> None:
    answer = employee.get("/outages" + query)
    assert (answer.status_code, [fault["pointer"] for fault in answer.json["errors"]]) == (422, [pointer])
    if pointer in ("/query/service", "/query/status"):
        assert answer.json["allowed"]


class TestASuspicion:
    @pytest.fixture
    def suspected(self, manager: Client, change: Change) -> dict[str, Any]:
        made = declare(manager)
        change(made, status="suspected")
        return made

    @pytest.mark.parametrize("who", ["employee", "solver", "admin", "program"])
    def test_is_for_managers_only(
        self, sign_in: Callable[[str], Client], api_key: Callable[..., Client], suspected: dict[str, Any], who: str
    ) -> None:
        client = api_key("internet", "outages") if who == "program" else sign_in(who)
        path = f"/outages/{suspected['id']}"
        assert client.get(path).status_code == 404
        assert listed(client) == listed(client, "?status=suspected") == listed(client, QUESTION) == []
        assert client.get("/changes").json["outages"] == []
        assert client.post(path + "/updates", {"text": "x", "status": "resolved"}).status_code == 404
        assert client.patch(path, {"impact": "minor"}, "*").status_code == 404

    def test_is_seen_by_managers_and_offers_what_can_become_of_it(
        self, manager: Client, suspected: dict[str, Any]
    ) -> None:
        assert listed(manager) == [suspected["id"]]
        seen = manager.get(f"/outages/{suspected['id']}").json
        assert seen["allowed"] == ["investigating", "identified", "monitoring", "resolved", "dismissed"]

    def test_may_be_talked_about_before_it_is_confirmed(self, manager: Client, suspected: dict[str, Any]) -> None:
        assert update(manager, suspected)["status"] == "suspected"

    def test_is_everybodys_once_it_is_confirmed(
        self, manager: Client, employee: Client, suspected: dict[str, Any]
    ) -> None:
        update(manager, suspected, status="investigating")
        assert listed(employee, QUESTION) == [suspected["id"]]

    def test_is_confirmed_when_monitoring_declares_the_same(
        self, manager: Client, employee: Client, suspected: dict[str, Any], change: Change
    ) -> None:
        change(suspected, external_id="probe-7")
        assert declare(manager, external_id="probe-7")["status"] == "investigating"
        assert listed(employee) == [suspected["id"]]


def test_a_dismissed_one_is_there_for_managers_only(manager: Client, employee: Client) -> None:
    made = declare(manager)
    update(manager, made, status="dismissed")
    assert employee.get(f"/outages/{made['id']}").status_code == 404
    assert manager.get(f"/outages/{made['id']}").json["allowed"] == []


def test_the_list_and_each_outage_answer_304_until_they_change(manager: Client, employee: Client) -> None:
    made = declare(manager)
    for path in ("/outages", f"/outages/{made['id']}"):
        etag = employee.get(path).headers["ETag"]
        same = employee.get(path, If_None_Match=etag)
        assert (same.status_code, same.data) == (304, b"")
        update(manager, made)
        assert employee.get(path, If_None_Match=etag).status_code == 200


def test_a_list_takes_no_more_questions_to_the_database_than_one_outage_does(
    manager: Client, employee: Client, statements: list[str]
) -> None:
    update(manager, declare(manager))
    employee.get("/outages")
    statements.clear()
    employee.get("/outages")
    one = len(statements)
    for _ in range(5):
        update(manager, declare(manager))
    employee.get("/outages")
    statements.clear()
    employee.get("/outages")
    assert len(statements) <= one


def test_covering_finds_what_a_ticket_would_belong_to(app: Flask, manager: Client, change: Change) -> None:
    older, newer = declare(manager, started_at=moment(hours=-2), areas=["35"]), declare(manager)
    declare(manager, kind="maintenance", started_at=moment(days=1))
    declare(manager, services=["tv"])
    change(declare(manager), status="suspected")
    update(manager, declare(manager), status="resolved")
    with app.app_context():
        assert [row.id for row in services.covering("3511AB", "internet")] == [newer["id"], older["id"]]
        assert [row.id for row in services.covering("3599AB", "internet")] == [older["id"]]
        assert services.covering("1011AB", "internet") == []


@pytest.mark.parametrize("path", ["/outages", "/outages/x"])
def test_reading_needs_a_sign_in(app: Flask, path: str) -> None:
    assert Client(app).get(path).status_code == 401


def test_each_call_is_in_the_api_document(app: Flask) -> None:
    paths = app.test_client().get("/openapi.json").json["paths"]
    calls = {(path.removeprefix("/api/v1"), method) for path, calls in paths.items() for method in calls}
    for call in [
        ("/outages", "get"),
        ("/outages", "post"),
        ("/outages/{outage_id}", "get"),
        ("/outages/{outage_id}", "patch"),
        ("/outages/{outage_id}/updates", "post"),
    ]:
        assert call in calls
    assert {"200", "201"} <= set(paths["/api/v1/outages"]["post"]["responses"])


class TestOneThatACallerHasAlready:
    """304 means that nothing of what is shown has changed."""

    def again(self, client: Client, row: dict[str, Any]) -> int:
        path = f"/outages/{row['id']}"
        return client.get(path, If_None_Match=client.get(path).headers["ETag"]).status_code

    def test_is_not_sent_again(self, manager: Client, employee: Client) -> None:
        assert self.again(employee, declare(manager)) == 304

    def test_is_where_it_changes_without_a_version_of_its_own(
        self, app: Flask, manager: Client, employee: Client, solver: Client
    ) -> None:
        made, into = declare(manager), declare(manager)
        assert (self.again(manager, made), self.again(solver, made)) == (200, 200)
        manager.post(f"/outages/{made['id']}/merge", {"into": into["id"]})
        assert self.again(employee, made) == 200
        late = rewind(app, declare(manager, next_update_at=moment(hours=1)), hours=2)
        assert self.again(employee, late) == 200


class TestAllThatEverEnded:
    def all_pages(self, client: Client, query: str) -> list[list[str]]:
        pages, path = [], f"/outages{query}"
        while path:
            answer = client.get(path)
            assert answer.status_code == 200, answer.text
            pages.append([item["id"] for item in answer.json["items"]])
            link = answer.headers.get("Link", "")
            path = link.partition("/api/v1")[2].partition(">")[0]
        return pages

    @pytest.fixture
    def ended(self, manager: Client) -> list[str]:
        """Seven, the one that began last first; the second and third began at once, every other one is in 3512."""
        ids, at_once = [], moment(hours=-2)
        for number in range(7):
            began = at_once if number in (1, 2) else moment(hours=-1 - number)
            made = declare(manager, started_at=began, areas=["3512"] if number % 2 else ["3511"])
            update(manager, update(manager, made, status="resolved"), status="closed")
            ids.append(made["id"])
        return [ids[0], *sorted(ids[1:3]), *ids[3:]]

    def test_is_read_a_page_at_a_time(self, manager: Client, ended: list[str]) -> None:
        pages = self.all_pages(manager, "?status=closed&limit=3")
        assert [len(page) for page in pages] == [3, 3, 1]
        assert [one for page in pages for one in page] == ended

    def test_what_has_not_ended_comes_first_and_once(self, manager: Client, ended: list[str]) -> None:
        running = [declare(manager)["id"] for _ in range(3)]
        pages = self.all_pages(manager, "?status=open,closed&limit=2")
        assert (sorted(pages[0]), [one for page in pages[1:] for one in page]) == (sorted(running), ended)

    def test_of_a_postcode_too_however_many_lie_between(
        self, manager: Client, ended: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reading, "LOOKED_AT", 2)
        pages = self.all_pages(manager, "?status=closed&postcode=3512AB&limit=100")
        here = [one for page in pages for one in page]
        assert len(here) == 3
        assert [one for one in ended if one in here] == here

    def test_reads_no_more_than_the_page(self, manager: Client, ended: list[str], statements: list[str]) -> None:
        statements.clear()
        few = self.all_pages(manager, "?status=closed&limit=7")
        assert sum("outage_update" in one for one in statements) == 1
        assert len(few) == 1

    @pytest.mark.parametrize("query", ["limit=0", "limit=501", "limit=x", "cursor=x", "cursor=WyJ4IiwieCJd"])
    def test_asked_for_in_another_way_is_refused(self, manager: Client, query: str) -> None:
        assert manager.get(f"/outages?status=closed&{query}").status_code == 422
