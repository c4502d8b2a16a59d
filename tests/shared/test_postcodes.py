"""Postcodes of a country, however people write them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import postcodes
from shared.postcode_patterns import PATTERNS
from shared.postcodes import NotAPostcode

DUTCH = st.from_regex(r"[1-9][0-9]{3}(?:[A-RT-Z][A-Z]|S[BCE-RT-Z])", fullmatch=True)
SPACE = st.text(" \t-", max_size=2)


@pytest.mark.parametrize(
    ("text", "country", "kept"),
    [
        ("3511 AB", "NL", "3511AB"),
        ("3511ab", "NL", "3511AB"),
        (" 3511  a b ", "NL", "3511AB"),
        ("3511-AB", "NL", "3511AB"),
        ("35 11AB", "NL", "3511AB"),
        ("3511", "NL", "3511"),
        ("60193", "US", "60193"),
        ("60193-1234", "US", "601931234"),
        ("1000", "BE", "1000"),
        ("26133", "DE", "26133"),
        ("sw1a1aa", "GB", "SW1A1AA"),
        ("SW1A 1AA", "GB", "SW1A1AA"),
        ("00-950", "PL", "00950"),
        ("k1a 0b1", "CA", "K1A0B1"),
        ("00950", "PL", "00950"),
        ("1000205", "PT", "1000205"),
        ("LV-1010", "LV", "1010"),
        ("lv1010", "LV", "1010"),
        ("1010", "LV", "1010"),
        ("601931234", "US", "601931234"),
        ("D-26133", "DE", "26133"),
        ("b - 1000", "BE", "1000"),
        ("nl-3511 ab", "NL", "3511AB"),
    ],
)
def test_one_form_is_kept(text: str, country: str, kept: str) -> None:
    assert postcodes.normalise(text, country) == kept


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("", "NL"),
        ("0511 AB", "NL"),
        ("3511 A", "NL"),
        ("3511 SA", "NL"),
        ("3511 SD", "NL"),
        ("3511 SS", "NL"),
        ("3511 ABC", "NL"),
        ("351", "NL"),
        ("60193", "NL"),
        ("３５１１ AB", "NL"),
        ("3511 AB", "US"),
        ("6019", "US"),
        ("3511" + " " * 40 + "x" * 40, "NL"),
        ("3511\x00AB", "NL"),
    ],
)
def test_what_is_none_of_the_country_is_refused_with_an_example(text: str, country: str) -> None:
    with pytest.raises(NotAPostcode) as refused:
        postcodes.normalise(text, country)
    assert country in str(refused.value.message)
    assert postcodes.normalise(refused.value.message.params["example"], country)


@given(DUTCH, SPACE, SPACE, st.booleans())
def test_case_spaces_and_hyphens_do_not_count(code: str, before: str, between: str, small: bool) -> None:
    written = f" {before}{code[:4]}{between}{code[4:]} "
    assert postcodes.normalise(written.lower() if small else written, "NL") == code


@given(st.data(), st.sampled_from(sorted(PATTERNS)))
def test_what_is_kept_is_kept_as_it_is(data: st.DataObject, country: str) -> None:
    written = data.draw(st.from_regex(re.compile(PATTERNS[country], re.ASCII), fullmatch=True))
    kept = postcodes.normalise(written, country)
    assert postcodes.normalise(kept, country) == kept


@pytest.mark.parametrize("country", ["AT", "BE", "CH", "DE", "FR", "GB", "IE", "LU", "LV", "NL", "PL", "PT", "SE"])
def test_an_example_is_one(country: str) -> None:
    assert postcodes.normalise(postcodes.example(country), country)


@given(st.text(max_size=40), st.sampled_from(sorted(PATTERNS)))
def test_what_is_kept_is_compact_and_any_other_text_is_refused(text: str, country: str) -> None:
    try:
        kept = postcodes.normalise(text, country)
    except NotAPostcode:
        return
    assert kept == postcodes.compact(kept) == kept.upper()
    assert 0 < len(kept) <= 16


@given(DUTCH, st.integers(1, 6))
def test_the_beginning_of_a_postcode_is_an_area(code: str, length: int) -> None:
    assert postcodes.is_area(code[:length], "NL")


@pytest.mark.parametrize("text", ["", "0", "0511", "35111", "3511ABC", "AB", "3511 AB", "3511ab", "NL", "３５"])
def test_other_texts_are_no_dutch_area(text: str) -> None:
    assert not postcodes.is_area(text, "NL")
