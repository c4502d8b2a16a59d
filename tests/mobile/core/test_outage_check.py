"""Which outages cover a postcode and a service, from the copy on the phone."""

import datetime as dt
from typing import Any

import pytest

from mobile.core.outage_check import Check, Finding, check
from tests.mobile.resources import an_outage

NOW = dt.datetime(2026, 11, 23, 19, 42, tzinfo=dt.UTC)


def look(*outages: Any, postcode: str = "3511 AB", service: str | None = "internet", **how: Any) -> Check:
    return check(outages, postcode, service, **{"country": "NL", "as_of": NOW, "now": NOW, **how})


@pytest.mark.parametrize("area", ["3511", "35", "3511AB", "", "NL"])
def test_a_postcode_inside_is_covered(area: str) -> None:
    outage = an_outage(postcodes=["9", area])
    assert look(outage).finding is Finding.COVERED
    assert look(outage).outages == (outage,)


@pytest.mark.parametrize("area", ["3512", "3511AC", "511", "BE"])
def test_a_postcode_outside_is_not(area: str) -> None:
    assert look(an_outage(postcodes=[area])).finding is Finding.NONE_KNOWN


@pytest.mark.parametrize(
    "fields",
    [
        {"services": ["tv"]},
        {"status": "resolved"},
        {"status": "dismissed"},
        {"status": "suspected"},
        {"kind": "maintenance", "status": "scheduled", "started_at": "2026-11-24T01:00:00.000000Z"},
    ],
)
def test_another_service_or_time_is_not_covered(fields: dict[str, Any]) -> None:
    assert look(an_outage(**fields)).finding is Finding.NONE_KNOWN


def test_without_a_service_any_counts() -> None:
    assert look(an_outage(services=["tv"]), service=None).finding is Finding.COVERED


def test_a_status_that_this_app_does_not_know_counts_as_running() -> None:
    assert look(an_outage(status="brewing")).finding is Finding.COVERED


def test_the_first_half_of_a_postcode_can_be_covered_in_part() -> None:
    assert look(an_outage(postcodes=["3511AC"]), postcode="3511").finding is Finding.PARTLY
    assert look(an_outage(postcodes=["3511"]), postcode="3511").finding is Finding.COVERED


@pytest.mark.parametrize(("typed", "finding"), [("", "not_asked"), (" ", "not_asked"), ("35", "incomplete")])
def test_half_a_postcode_is_not_looked_up(typed: str, finding: str) -> None:
    assert look(an_outage(postcodes=[""]), postcode=typed).finding == finding


def test_the_pattern_is_that_of_the_country() -> None:
    assert look(an_outage(postcodes=["601"]), postcode="60193", country="US").finding is Finding.COVERED
    assert look(an_outage(postcodes=["601"]), postcode="60193", country="NL").finding is Finding.INCOMPLETE


def test_none_known_names_the_age_of_the_copy() -> None:
    old = NOW - dt.timedelta(hours=3)
    assert (look().as_of, look().fresh) == (NOW, True)
    assert (look(as_of=old).as_of, look(as_of=old).fresh) == (old, False)


def test_without_a_whole_copy_nothing_is_said_to_be_fine() -> None:
    assert look(as_of=None).finding is Finding.NEVER_READ
    assert look(an_outage(), as_of=None).finding is Finding.COVERED
