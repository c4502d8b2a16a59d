"""Worked cases of which outage is behind trouble where, with what and when."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.areas import services as areas
from backend.areas.listed import of_country
from backend.outages.matching import lies_in, matches, runs
from backend.outages.models import Outage
from shared import lifecycle
from shared.postcodes import normalise
from shared.vocabulary import OutageStatus
from tests.backend.areas.listed import listed_only

NOW = dt.datetime(2026, 11, 23, 19, 42, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
CODES = [row.code for row in of_country("NL")]


@pytest.fixture(scope="module")
def here(servers: Callable[[str], Any]) -> Iterator[None]:
    with listed_only(servers, "NL"):
        yield


def outage(**facts: Any) -> Outage:
    known = {"status": "investigating", "services": ["internet"], "areas": ["3511"], "started_at": NOW - MINUTE}
    return Outage(**{**known, **facts})


IN, OUT = True, False


@pytest.mark.parametrize(
    ("named", "postcode", "inside"),
    [
        # Prefix lengths
        (["3"], "3511AB", IN),
        (["35"], "3511AB", IN),
        (["351"], "3511AB", IN),
        (["3511"], "3511AB", IN),
        (["3511A"], "3511AB", IN),
        (["3511AB"], "3511AB", IN),
        (["2"], "3511AB", OUT),
        (["36"], "3511AB", OUT),
        (["352"], "3511AB", OUT),
        (["3512"], "3511AB", OUT),
        (["3511B"], "3511AB", OUT),
        (["3511AC"], "3511AB", OUT),
        (["511"], "3511AB", OUT),
        # Four digits are all that the reporter knew
        (["3511"], "3511", IN),
        (["35"], "3511", IN),
        (["NL"], "3511", IN),
        (["place:Utrecht"], "3511", IN),
        (["3511AB"], "3511", OUT),
        (["3511A"], "3511", OUT),
        # Letters and spaces, on both sides
        (["3511 ab"], "3511 AB", IN),
        (["3511ab"], " 3511  a b", IN),
        ([" 35 11 "], "3511ab", IN),
        (["3511-AB"], "3511-ab", IN),
        (["3511 ab"], "3511 AC", OUT),
        # The whole country
        (["NL"], "1011AB", IN),
        (["nl"], "9999XX", IN),
        (["NL", "3511"], "8888AB", IN),
        # Places, and those that share a name
        (["place:Utrecht"], "3585AB", IN),
        (["place:utrecht"], "3605AB", OUT),
        (["place:Bergen (Limburg)"], "5854AB", IN),
        (["place:Bergen (Limburg)"], "1861AB", OUT),
        (["place:Bergen (Noord-Holland)"], "1862AB", IN),
        (["place:Bergen (Noord-Holland)"], "5854AB", OUT),
        (["place:Bergen (Noord-Holland)"], "1865AB", OUT),  # Bergen aan Zee is another place
        (["place:Bergen op Zoom"], "4611AB", IN),
        (["place:Bergen op Zoom"], "5854AB", OUT),
        (["place:Hengelo (Gelderland)"], "7255AB", IN),
        (["place:Hengelo (Gelderland)"], "7551AB", OUT),
        (["place:Hengelo (Overijssel)"], "7551AB", IN),
        (["place:'s-Gravenhage"], "2511AB", IN),
        (["place:s gravenhage"], "2597AB", IN),
        (["place:Amsterdam"], "1011AB", IN),
        (["place:Amsterdam"], "1114AB", OUT),  # Duivendrecht
        # Provinces, which cut through the postcodes
        (["province:Utrecht"], "3511AB", IN),
        (["province:utrecht"], "3811AB", IN),
        (["province:Utrecht"], "3844AB", OUT),
        (["province:Flevoland"], "1315AB", IN),
        (["province:Flevoland"], "1261AB", OUT),
        (["province:Noord-Holland"], "1011AB", IN),
        (["province:Noord-Holland"], "1315AB", OUT),
        (["province:Limburg"], "5854AB", IN),
        (["province:Limburg"], "5611AB", OUT),
        # Several areas
        (["3511", "3512"], "3512AB", IN),
        (["3511", "place:Almere"], "1315AB", IN),
        (["3511AB", "3512"], "3511AC", OUT),
        (["3511AB", "3511AC"], "3511AC", IN),
        (["place:Utrecht", "province:Zeeland"], "4331AB", IN),
        (["place:Utrecht", "province:Zeeland"], "4811AB", OUT),
    ],
)
def test_a_postcode_in_the_areas(here: None, named: list[str], postcode: str, inside: bool) -> None:
    row = outage(areas=[areas.normalise(area, "") for area in named])
    assert lies_in(row, normalise(postcode, "NL")) is inside


@pytest.mark.parametrize(
    ("services", "service", "matched"),
    [
        (["internet"], "internet", IN),
        (["internet"], "tv", OUT),
        (["internet", "tv", "telephony"], "tv", IN),
        (["internet", "tv", "telephony"], "mobile", OUT),
        (["internet"], "inter", OUT),
        (["mobile"], "fixed", OUT),
    ],
)
def test_a_service_among_those_that_fail(here: None, services: list[str], service: str, matched: bool) -> None:
    assert matches(outage(services=services), "3511AB", service, NOW) is matched


@pytest.mark.parametrize(
    ("status", "started", "running"),
    [
        ("suspected", -1, IN),  # the managers' board asks; who may see it is another question
        ("investigating", -1, IN),
        ("identified", -600, IN),
        ("monitoring", -1, IN),  # "we think it works" is not "it works"
        ("resolved", -1, OUT),
        ("closed", -1, OUT),
        ("dismissed", -1, OUT),
        ("investigating", 0, IN),
        ("investigating", 1, OUT),
        ("scheduled", 60, OUT),  # announced
        ("scheduled", 0, IN),  # its time has come, whether or not anybody said so
        ("scheduled", -1, IN),
        ("in_progress", -1, IN),
        ("completed", -1, OUT),
        ("cancelled", 60, OUT),
        ("cancelled", -1, OUT),
    ],
)
def test_going_on_at_that_time(status: str, started: int, running: bool) -> None:
    assert runs(outage(status=status, started_at=NOW + started * MINUTE), NOW) is running


def test_a_late_estimate_ends_nothing() -> None:
    assert runs(outage(expected_end_at=NOW - 60 * MINUTE), NOW)


@pytest.mark.parametrize("status", OutageStatus)
def test_whatever_has_ended_is_behind_no_trouble(here: None, status: OutageStatus) -> None:
    assert matches(outage(status=str(status)), "3511AB", "internet", NOW) is (status not in lifecycle.OUTAGE_ENDED)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["3511", "35", "3511AB", "place:Utrecht", "province:Zeeland", "1", "NL"]), max_size=4),
    st.sampled_from(CODES),
    st.sampled_from(["", "AB", "XZ"]),
)
def test_the_phone_finds_what_the_server_finds(here: None, named: list[str], code: str, letters: str) -> None:
    row = outage(areas=named)
    offline = any((code + letters).startswith(prefix) for prefix in areas.prefixes(named))
    assert lies_in(row, code + letters) is offline
    assert offline is any(areas.covers(area, code + letters) for area in named)


@pytest.fixture(scope="class")
def there(servers: Callable[[str], Any]) -> Iterator[None]:
    with listed_only(servers, "US"):
        yield


class TestInAnotherCountry:
    @pytest.mark.parametrize(
        ("area", "postcode", "inside"),
        [
            ("60193", "60193", IN),
            ("60193", "60193-1234", IN),
            ("60193", "60193 1234", IN),
            ("6", "60193", IN),
            ("601", "60193-1234", IN),
            ("60194", "60193", OUT),
            ("602", "60193", OUT),
            ("us", "00601", IN),
            ("province:IL", "60193", IN),
            ("province:il", "10001", OUT),
            ("006", "00601", IN),
            ("6", "06001", OUT),
        ],
    )
    def test_a_postcode_in_the_areas(self, there: None, area: str, postcode: str, inside: bool) -> None:
        row = outage(areas=[areas.normalise(area, "")])
        assert lies_in(row, normalise(postcode, "US")) is inside
