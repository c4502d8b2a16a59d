"""Figures over 90 days by service and province: maintenance apart, what was none left out, and the same as CSV."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from backend import db
from backend.outages.models import Outage
from backend.outages.story.figures import minutes
from backend.outages.story.services import counting
from shared.schemas.story import FiguresSchema
from tests.backend.client import Client
from tests.backend.outages.declared import declare, update
from tests.backend.tickets.at import Set, dt, moment

PATH = "/outages/figures"


@pytest.fixture
def happened(at: Set, manager: Client) -> Callable[..., dict]:
    """An outage from one moment to another (None: it goes on), declared five minutes after it began."""

    def happened(start: str, end: str | None = None, **facts: Any) -> dict:
        began = moment(start)
        at(began + dt.timedelta(minutes=5))
        made = declare(manager, started_at=began.isoformat(), **facts)
        if end:
            at(end)
            for status in ("in_progress", "completed") if facts.get("kind") == "maintenance" else ("resolved",):
                update(manager, made, status=status)
        return made

    return happened


def figures(client: Client, query: str = "") -> Any:
    answer = client.get(PATH + query)
    assert answer.status_code == 200, answer.text
    assert FiguresSchema().validate(answer.json) == {}
    return answer.json


def by_key(told: Any) -> dict[str, Any]:
    return {group["key"]: group for group in told["items"]}


def test_each_service_with_what_it_came_to_and_nothing_where_nothing_was(
    at: Set, happened: Any, manager: Client
) -> None:
    happened("2026-06-01 06:00", "2026-06-01 07:00", services=["fixed"], impact="critical")
    happened("2026-06-02 06:00", "2026-06-02 09:00", impact="minor")
    happened("2026-06-03 06:00", services=["mobile"])
    at("2026-06-03 06:30")
    told = figures(manager)
    assert (told["from"], told["to"]) == ("2026-03-05T06:30:00.000000Z", "2026-06-03T06:30:00.000000Z")
    groups = by_key(told)
    assert set(groups) == {"internet", "tv", "mobile", "telephony", "other"}
    internet = groups["internet"]["outages"]
    assert (internet["count"], internet["critical"], internet["major"], internet["minor"]) == (2, 1, 0, 1)
    assert (internet["minutes"], internet["ongoing"]) == (240, 0)
    assert internet["median_seconds_to_declare"] == 300
    assert internet["median_seconds_to_acknowledge"] == 0
    assert internet["median_seconds_to_resolve"] == 2 * 3600
    assert (groups["tv"]["outages"]["count"], groups["tv"]["outages"]["minutes"]) == (1, 60)
    mobile = groups["mobile"]["outages"]
    assert (mobile["ongoing"], mobile["minutes"], mobile["median_seconds_to_resolve"]) == (1, 30, None)
    assert groups["other"]["outages"]["count"] == 0
    assert groups["other"]["title"]["nl"]
    # Each once, however many services it has.
    assert (told["total"]["outages"]["count"], told["total"]["outages"]["minutes"]) == (3, 270)


def test_each_province_that_its_areas_reach_into(at: Set, happened: Any, manager: Client) -> None:
    happened("2026-06-01 06:00", "2026-06-01 07:00", areas=["3511"])
    happened("2026-06-01 08:00", "2026-06-01 09:00", areas=["province:Utrecht", "1011AB"])
    happened("2026-06-01 10:00", "2026-06-01 10:30", areas=["NL"])
    at("2026-06-02 06:00")
    told = figures(manager, "?by=province")
    counts = {key: group["outages"]["count"] for key, group in by_key(told).items()}
    assert len(counts) == 12
    assert (counts["Utrecht"], counts["Noord-Holland"], counts["Zeeland"]) == (3, 2, 1)
    assert by_key(told)["Utrecht"]["outages"]["minutes"] == 150
    assert told["total"]["outages"]["count"] == 3


def test_planned_work_is_counted_apart(at: Set, happened: Any, manager: Client) -> None:
    happened("2026-06-01 06:00", "2026-06-01 08:00", kind="maintenance")
    at("2026-06-01 09:00")
    declare(manager, kind="maintenance", started_at="2026-06-05T00:00:00Z", expected_end_at="2026-06-05T04:00:00Z")
    internet = by_key(figures(manager))["internet"]
    assert (internet["outages"]["count"], internet["outages"]["minutes"]) == (0, 0)
    assert internet["maintenance"] == {"count": 1, "minutes": 120}


def test_what_was_none_was_merged_or_is_only_suspected_is_left_out(
    at: Set, happened: Any, manager: Client, suspect: Callable[..., str]
) -> None:
    dismissed = happened("2026-06-01 06:00")
    update(manager, dismissed, status="dismissed")
    at("2026-06-01 07:00")
    suspect("2026-06-01 06:40", areas=["1011"])
    one, two = happened("2026-06-01 08:00"), happened("2026-06-01 08:10")
    assert manager.post(f"/outages/{two['id']}/merge", {"into": one["id"]}).status_code == 200
    at("2026-06-01 09:00")
    told = figures(manager)
    assert told["total"]["outages"]["count"] == 1
    assert told["total"]["outages"]["minutes"] == 60


def test_of_what_began_before_or_ends_after_the_part_in_between_counts(at: Set, happened: Any, manager: Client) -> None:
    happened("2026-06-01 06:00", "2026-06-01 12:00")
    happened("2026-06-01 11:00", "2026-06-01 14:00")
    at("2026-06-03 06:00")
    told = figures(manager, "?from=2026-06-01T10:00:00Z&to=2026-06-01T13:00:00Z")
    assert (told["total"]["outages"]["count"], told["total"]["outages"]["minutes"]) == (2, 180)
    told = figures(manager, "?from=2026-06-01T12:00:00Z&to=2026-06-01T13:00:00%2B00:00")
    assert (told["total"]["outages"]["count"], told["total"]["outages"]["minutes"]) == (1, 60)
    assert figures(manager, "?from=2026-06-02T00:00:00Z")["total"]["outages"]["count"] == 0


def test_what_lies_ahead_is_not_asked_for(at: Set, happened: Any, manager: Client) -> None:
    happened("2026-06-01 06:00", "2026-06-01 12:00")
    at("2026-06-03 06:00")
    told = figures(manager, "?to=2126-06-01T00:00:00Z")
    assert told["from"] < told["to"] == "2026-06-03T06:00:00.000000Z"
    assert told["total"]["outages"]["count"] == 1


def test_customers_behind_add_up(at: Set, happened: Any, manager: Client, employee: Client) -> None:
    made = happened("2026-06-01 06:00", services=["fixed"])
    employee.submit(outage_id=made["id"])
    body = {"customer": {"name": "Opa", "postcode": "3511AB"}}
    entry = employee.post(f"/outages/{made['id']}/affected", body).json
    at("2026-06-01 07:00")
    update(manager, made, status="resolved")
    told = figures(manager)
    assert told["total"]["outages"]["customers"] == 2
    assert by_key(told)["tv"]["outages"]["customers"] == 2
    assert employee.get("/affected").json["items"][0]["id"] == entry["id"]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("?from=2026-06-02T00:00:00Z&to=2026-06-01T00:00:00Z", "/query/to"),
        ("?from=2026-06-01T00:00:00Z&to=2026-06-01T00:00:00Z", "/query/to"),
        ("?from=2126-06-01T00:00:00Z&to=2126-06-02T00:00:00Z", "/query/to"),
        ("?from=2015-06-02T00:00:00Z", "/query/from"),
        ("?from=1015-06-02T00:00:00Z", "/query/from"),
        ("?to=0001-01-01T00:00:00Z", "/query/to"),
        ("?from=yesterday", "/query/from"),
        ("?by=weather", "/query/by"),
        ("?until=2026-06-01T00:00:00Z", "/query/until"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_place(manager: Client, at: Set, query: str, pointer: str) -> None:
    answer = manager.get(PATH + query)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)


@pytest.mark.parametrize("path", [PATH, PATH + ".csv", "/outages/export.csv"])
@pytest.mark.parametrize(("role", "status"), [("employee", 403), ("solver", 403), ("admin", 403), ("manager", 200)])
def test_managers_read_them(sign_in: Callable[[str], Client], path: str, role: str, status: int) -> None:
    assert sign_in(role).get(path).status_code == status


class TestAsCsv:
    def rows(self, client: Client, path: str, separator: str = ",") -> list[dict[str, str]]:
        answer = client.get(path)
        assert answer.status_code == 200, answer.text
        assert answer.content_type == "text/csv; charset=utf-8"
        text = answer.data.decode()
        assert text.startswith("\ufeff")
        return list(csv.DictReader(io.StringIO(text[1:]), delimiter=separator))

    def test_figures_are_the_same_as_in_json(self, at: Set, happened: Any, manager: Client) -> None:
        happened("2026-06-01 06:00", "2026-06-01 07:00", services=["fixed"])
        happened("2026-06-01 06:00", "2026-06-01 08:00", kind="maintenance")
        told = figures(manager)
        rows = self.rows(manager, PATH + ".csv?separator=semicolon", ";")
        assert [row["key"] for row in rows] == [*by_key(told), "total"]
        for row, group in zip(rows, [*told["items"], told["total"]], strict=True):
            assert row["title_nl"] == group["title"]["nl"]
            for name, value in group["outages"].items():
                assert row[name] == ("" if value is None else str(value))
            assert row["maintenance_minutes"] == str(group["maintenance"]["minutes"])

    def test_each_outage_is_a_line_in_as_many_pages_as_it_takes(
        self, at: Set, happened: Any, manager: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(counting, "PAGE", 2)
        made = [
            happened(f"2026-06-01 0{n}:00", f"2026-06-01 0{n}:30", title={"nl": "=1+1", "en": "A, b"})
            for n in range(1, 6)
        ]
        dismissed = happened("2026-06-01 07:00")
        update(manager, dismissed, status="dismissed")
        rows = self.rows(manager, "/outages/export.csv")
        assert [row["id"] for row in rows] == [row["id"] for row in made]
        first = rows[0]
        assert (first["title_nl"], first["title_en"], first["provinces"]) == ("'=1+1", "A, b", "Utrecht")
        assert (first["seconds_to_declare"], first["seconds_to_resolve"]) == ("300", "1800")
        assert first["resolved_at"] == "2026-06-01T01:30:00.000000Z"
        assert figures(manager)["total"]["outages"]["count"] == len(rows)

    def test_nothing_at_all_is_a_heading(self, manager: Client) -> None:
        assert self.rows(manager, "/outages/export.csv") == []


def test_many_take_no_more_statements_than_few(app: Flask, manager: Client, at: Set, happened: Any) -> None:
    said: list[str] = []
    with app.app_context():
        event.listen(db.extension.engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    happened("2026-06-01 06:00", "2026-06-01 07:00")
    said.clear()
    figures(manager)
    few = len(said)
    with app.app_context():
        one = db.session.query(Outage).first()
        facts = {column.name: getattr(one, column.name) for column in Outage.__table__.columns}
        db.session.add_all(Outage(**{**facts, "id": f"copy-{number}", "external_id": None}) for number in range(50))
        db.session.commit()
    said.clear()
    assert figures(manager)["total"]["outages"]["count"] == 51
    assert len(said) == few


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 100)), max_size=12))
def test_what_overlaps_lasts_once(spans: list[tuple[int, int]]) -> None:
    start = moment("2026-06-01 00:00")
    intervals = [(start + dt.timedelta(minutes=a), start + dt.timedelta(minutes=a + n)) for a, n in spans]
    assert minutes(intervals) == len({minute for a, n in spans for minute in range(a, a + n)})
