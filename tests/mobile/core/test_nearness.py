"""Yours, near, elsewhere: from the copy on the phone alone."""

import pytest

from mobile.core.nearness import Nearness, Surroundings, kept_postcodes, meets
from tests.mobile.resources import a_subscription, an_outage

UTRECHT = an_outage(id="o", areas=["place:Utrecht"], postcodes=["3511", "3512"], services=["internet"])


@pytest.mark.parametrize(
    ("surroundings", "expected"),
    [
        (Surroundings(), Nearness.ELSEWHERE),
        (Surroundings(behind=frozenset({"o"}), postcodes=frozenset({"9711AA"})), Nearness.YOURS),
        (Surroundings(postcodes=frozenset({"3512CD"})), Nearness.NEAR),
        (Surroundings(postcodes=frozenset({"3512"})), Nearness.NEAR),
        (Surroundings(postcodes=frozenset({"3513AB"})), Nearness.ELSEWHERE),
        (Surroundings(follows=(a_subscription("35"),)), Nearness.NEAR),
        (Surroundings(follows=(a_subscription("3512AB"),)), Nearness.NEAR),
        (Surroundings(follows=(a_subscription("NL"),)), Nearness.NEAR),
        (Surroundings(follows=(a_subscription("36"),)), Nearness.ELSEWHERE),
        (Surroundings(follows=(a_subscription("35", services=["tv"]),)), Nearness.ELSEWHERE),
        (Surroundings(follows=(a_subscription("35", services=["tv", "internet"]),)), Nearness.NEAR),
        (Surroundings(follows=(a_subscription("province:Utrecht", postcodes=["35", "36"]),)), Nearness.NEAR),
        (Surroundings(follows=(a_subscription("place:Utrecht", postcodes=[]),)), Nearness.NEAR),
        (Surroundings(follows=(a_subscription("place:Zeist", postcodes=[]),)), Nearness.ELSEWHERE),
    ],
)
def test_an_outage_has_its_place(surroundings: Surroundings, expected: Nearness) -> None:
    assert surroundings.nearness(UTRECHT) is expected


def test_an_outage_of_the_whole_country_is_near_to_all_who_have_a_place() -> None:
    everywhere = an_outage(areas=["NL"], postcodes=[""])
    assert Surroundings(postcodes=frozenset({"9711AA"})).nearness(everywhere) is Nearness.NEAR


@pytest.mark.parametrize(
    ("area", "place", "expected"), [("3511", "3511AB", True), ("3511AB", "3511", True), ("3511", "3512", False)]
)
def test_two_beginnings_of_postcodes_meet_where_one_begins_with_the_other(
    area: str, place: str, expected: bool
) -> None:
    assert meets(area, place, "NL") is expected


def test_what_is_no_postcode_is_left_out() -> None:
    assert kept_postcodes(["3511 ab", "", None, "12", "3511-AB"], "NL") == {"3511AB"}
