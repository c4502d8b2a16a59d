"""How people read areas: postcodes with the names of their places, in both languages."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.areas.index import Index
from backend.areas.listed import Row
from backend.areas.where import MOST_PARTS, where

DUTCH = Index("NL")


@pytest.mark.parametrize(
    ("areas", "dutch", "english"),
    [
        (["3511", "3512", "3513", "3514"], "3511–3514 Utrecht", "3511–3514 Utrecht"),
        (["3514", "3511", "3513", "3512"], "3511–3514 Utrecht", "3511–3514 Utrecht"),
        (["3511"], "3511 Utrecht", "3511 Utrecht"),
        (["3511", "3513"], "3511, 3513 Utrecht", "3511, 3513 Utrecht"),
        (["3511", "3731"], "3511 Utrecht; 3731 De Bilt", "3511 Utrecht; 3731 De Bilt"),
        (["3511AB"], "3511 AB Utrecht", "3511 AB Utrecht"),
        (["35"], "35xx Utrecht", "35xx Utrecht"),
        (["35", "3511", "3511AB"], "35xx Utrecht", "35xx Utrecht"),
        (["3"], "3xxx Rotterdam en andere plaatsen", "3xxx Rotterdam and other places"),
        (["place:Bergen (Limburg)"], "Bergen (Limburg)", "Bergen (Limburg)"),
        (["municipality:Utrecht"], "gemeente Utrecht", "municipality of Utrecht"),
        (["3511", "province:Zeeland"], "provincie Zeeland; 3511 Utrecht", "province of Zeeland; 3511 Utrecht"),
        (["NL"], "Nederland", "Netherlands"),
    ],
)
def test_areas_read_as_people_say_them(areas: list[str], dutch: str, english: str) -> None:
    assert (where(DUTCH, areas, "nl"), where(DUTCH, areas, "en")) == (dutch, english)


def test_codes_that_the_list_leaves_out_in_between_are_no_gap() -> None:
    assert where(DUTCH, ["3515", "3521"], "nl") == "3515–3521 Utrecht"


def test_of_many_places_the_first_are_named_and_the_rest_is_counted() -> None:
    told = where(DUTCH, DUTCH.leaves[1000:1040], "nl")
    assert told.count(";") == MOST_PARTS
    assert told.endswith("; en nog 6")


def test_places_that_share_a_code_are_both_named() -> None:
    rows = [Row("9991", "Middelstum", None, "Groningen"), Row("9991", "Toornwerd", None, "Groningen")]
    assert where(Index("NL", rows), ["9991"], "nl") == "9991 Middelstum/Toornwerd"


def test_another_country_says_its_own_codes_and_a_country_without_a_list_just_those() -> None:
    assert where(Index("BE"), ["1000", "BE"], "nl").startswith("België; 1000 ")
    assert where(Index("XX"), ["10", "XX"], "en") == "XX; 10"


@given(st.lists(st.one_of(st.sampled_from(DUTCH.leaves), st.from_regex(r"[1-9][0-9]?", fullmatch=True)), min_size=1))
def test_whatever_the_areas_each_place_is_told_once(areas: list[str]) -> None:
    parts = where(DUTCH, areas, "nl").split("; ")
    assert len(parts) == len(set(parts)) <= MOST_PARTS + 1
    assert all(part.strip() for part in parts)


def test_the_words_are_made_once(app: Callable[..., object]) -> None:
    from backend.areas import services
    from backend.areas.memory import areas

    with app.app_context():  # type: ignore[attr-defined]
        assert services.where(["3511"], "nl") is services.where(["3511"], "nl")
        assert ("nl", ("3511",)) in areas().index().told
