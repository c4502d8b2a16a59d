"""Two hundred worked cases, kept in matching_cases.csv: offered before passing on, and a candidate after it.

Times are minutes from now. "offered" asks the server and the phone's copy; "candidate" asks the database for tickets.
"""

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from backend import db
from backend.accounts.models import Person
from backend.areas import services as areas
from backend.areas.listed import of_country
from backend.ids import new_id, new_reference
from backend.outages import present
from backend.outages.behind.services.candidates import BEFORE, trouble
from backend.outages.matching import covering
from backend.outages.models import Outage
from backend.teams import services as teams
from backend.tickets import services as tickets
from backend.tickets.models import Declined, Ticket
from mobile.core.outage_check import Finding, check
from shared.postcodes import normalise
from tests.backend.areas.listed import listed_only

Case = dict[str, str]
CASES = list(csv.DictReader((Path(__file__).parent / "matching_cases.csv").open(encoding="utf-8")))
COUNTRIES = sorted({case["country"] for case in CASES})
NOW = dt.datetime.now(dt.UTC)


def minutes(text: str) -> dt.timedelta:
    return dt.timedelta(minutes=int(text))


def an_outage(case: Case, **changes: Any) -> Outage:
    known = {"impact": "major", "title": {"nl": "x", "en": "x"}, "created_at": NOW, "updated_at": NOW, "version": 1}
    row = Outage(id=new_id(), kind=case["kind"], status=case["status"], takes_in=False, **known)
    row.services = teams.expand(case["services"].split("|"))
    row.areas = [areas.normalise(area, "") for area in case["areas"].split("|")]
    row.started_at = NOW + minutes(case["begun"])
    row.resolved_at = NOW + minutes(case["over"]) if case["over"] else None
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def a_ticket(case: Case, reporter_id: str, **changes: Any) -> Ticket:
    at = NOW + minutes(case["at"])
    fields = {
        "service": case["service"],
        "customer_postcode": normalise(case["postcode"], case["country"]) if case["postcode"] else None,
        "created_at": at,
        **changes,
    }
    rest = {"kind": "problem", "description": "x", "severity": "major", "priority": 2, "status": "acknowledged"}
    rest |= {"status_since": at, "team_slug": "general", "routed_by": {"rule": None}, "updated_at": at}
    return Ticket(
        id=new_id(),
        reference=new_reference(),
        reporter_id=reporter_id,
        customer_may_contact=False,
        customer_informed=False,
        **{**rest, **fields},
    )


def somebody() -> str:
    return str(db.session.scalar(select(Person.id).order_by(Person.id).limit(1)))


def of(question: str, country: str) -> list[Case]:
    return [case for case in CASES if (case["question"], case["country"]) == (question, country)]


def say(case: Case) -> str:
    return ", ".join(f"{name} {value}" for name, value in case.items())


def test_there_are_two_hundred_of_them_and_more_than_one_country() -> None:
    assert len(CASES) >= 200
    assert len(COUNTRIES) >= 3


@pytest.mark.parametrize("country", COUNTRIES)
def test_what_is_offered_before_passing_on(
    servers: Callable[[str], Any], country: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server's answer is the worked one, and the phone's, from its copy alone, is no other."""
    monkeypatch.setattr("backend.outages.matching.now", lambda: NOW)
    with listed_only(servers, country):
        for case in of("offered", country):
            row = an_outage(case)
            db.session.add(row)
            db.session.flush()
            postcode = normalise(case["postcode"], country)
            found = row.id in {one.id for one in covering(postcode, case["service"])}
            assert ("yes" if found else "no") == case["expected"], say(case)
            copy = present.for_team(row)
            offline = check([copy], case["postcode"], case["service"], country=country, as_of=NOW, now=NOW)
            assert (offline.finding is Finding.COVERED) is found, say(case)
        db.session.rollback()


@pytest.mark.parametrize("country", COUNTRIES)
def test_which_tickets_are_candidates(servers: Callable[[str], Any], country: str) -> None:
    for server in ("sqlite", "postgresql"):
        cases = of("candidate", country)
        if cases:
            with candidates_of(servers, server, country) as ask:
                for case in cases:
                    assert ask(case) == case["expected"], f"{server}: {say(case)}"


class candidates_of:  # noqa: N801 - reads as what it is
    """An app of that database and country; asks whether a case's ticket is a candidate of its outage."""

    def __init__(self, servers: Callable[[str], Any], server: str, country: str) -> None:
        self._inside = listed_only(servers, country, server)

    def __enter__(self) -> Callable[[Case], str]:
        self._inside.__enter__()
        reporter = somebody()

        def ask(case: Case) -> str:
            ticket, outage = a_ticket(case, reporter), an_outage(case)
            db.session.add_all([outage, ticket])
            db.session.flush()
            found = ticket.id in tickets.matching_ids(None, trouble(outage), "", 1000)
            db.session.rollback()
            return "yes" if found else "no"

        return ask

    def __exit__(self, *error: object) -> None:
        self._inside.__exit__(*error)  # type: ignore[arg-type]


NAMED = ["3511", "35", "3511AB", "3512A", "place:Utrecht", "place:Almere", "province:Zeeland", "1", "NL"]
CODES = [row.code for row in of_country("NL")]
SERVICES = ["internet", "tv", "telephony", "mobile"]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    named=st.lists(st.sampled_from(NAMED), min_size=1, max_size=3),
    failing=st.sets(st.sampled_from(SERVICES), min_size=1, max_size=3),
    kind=st.sampled_from(["outage", "maintenance"]),
    begun=st.integers(-30 * 60, 0),
    lasted=st.none() | st.integers(1, 600),
    reports=st.lists(
        st.tuples(
            st.sampled_from([*SERVICES, None]),
            st.sampled_from([*CODES, *["3511"] * 200]),
            st.sampled_from(["", "AB", "AC", "XZ"]),
            st.integers(-48 * 60, 0),
            st.sampled_from(["acknowledged", "in_progress", "pending", "held", "resolved", "closed"]),
            st.sampled_from([None, "this", "other"]),
            st.sampled_from(["problem", "question"]),
        ),
        max_size=12,
    ),
)
def test_the_database_finds_just_the_tickets_that_the_words_mean(
    app: Flask, named: list[str], failing: set[str], kind: str, begun: int, lasted: int | None, reports: list[Any]
) -> None:
    """Service in, postcode inside by any of the areas read by itself, and at that time; open, and not declined."""
    case = {"kind": kind, "status": "investigating", "services": "|".join(failing), "areas": "|".join(named)}
    over = str(begun + lasted) if lasted else ""
    with app.app_context():
        outage = an_outage({**case, "begun": str(begun), "over": over})
        other = an_outage({**case, "begun": "0", "over": ""})
        db.session.add_all([outage, other])
        db.session.flush()
        reporter, expected = somebody(), set()
        for service, code, letters, at, status, declined, of_kind in reports:
            row = a_ticket({"country": "NL", "service": "", "postcode": code, "at": str(at)}, reporter)
            row.service, row.customer_postcode, row.status, row.kind = service, code + letters, status, of_kind
            row.declined_outage_id = {"this": outage.id, "other": other.id}.get(declined or "")
            db.session.add(row)
            db.session.flush()
            if row.declined_outage_id:
                db.session.add(Declined(ticket_id=row.id, outage_id=row.declined_outage_id))
            before = BEFORE if kind == "outage" else dt.timedelta()
            in_time = outage.started_at - before <= row.created_at
            in_time = in_time and (outage.resolved_at is None or row.created_at <= outage.resolved_at)
            inside = any(areas.covers(area, code + letters) for area in outage.areas)
            open_one = status not in ("resolved", "closed") and declined != "this" and of_kind == "problem"
            if service in failing and inside and in_time and open_one:
                expected.add(row.id)
        db.session.flush()
        assert set(tickets.matching_ids(None, trouble(outage), "", 1000)) == expected
        assert tickets.count_matching_of(None, trouble(outage)) == len(expected)
        page = tickets.matching_ids(None, trouble(outage), "", 2)
        while page and (more := tickets.matching_ids(None, trouble(outage), page[-1], 2)):
            page += more
        assert page == sorted(expected)
        db.session.rollback()
