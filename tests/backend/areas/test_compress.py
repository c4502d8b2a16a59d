"""Prefixes that cover a set of areas: no more, no less, and no fewer than needed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.areas.compress import compress, leaves

CODES = leaves(
    {f"35{n:02}" for n in range(10, 20)} | {f"36{n:02}" for n in range(20, 23)} | {"3701", "3702", "5001", "5102"}
)
BRITISH = leaves({"B", "BA", "BB", "E", "EC"})
AREA = (
    st.sampled_from(CODES)
    | st.text("01235367", min_size=1, max_size=4)
    | st.sampled_from(["3511AB", "3511A", "9999ZZ"])
)


@pytest.mark.parametrize(
    ("wanted", "fewest"),
    [
        ([], []),
        ([""], [""]),
        (["3511"], ["3511"]),
        (["3511", "3511AB"], ["3511"]),
        (["3511AB", "3511AC"], ["3511AB", "3511AC"]),
        (["3511AB", "3512"], ["3511AB", "3512"]),
        (CODES[:10], ["35"]),
        (CODES[:9], ["3510", "3511", "3512", "3513", "3514", "3515", "3516", "3517", "3518"]),
        (["3620", "3621", "3622"], ["36"]),
        (CODES[:15], ["3"]),
        (CODES, [""]),
        (["35", "36", "37"], ["3"]),
        (["35", "36", "37", "5"], [""]),
        (["50"], ["50"]),  # one area is listed in it, but others may come: what was said stays said
        (["5001"], ["5001"]),  # and the other way: one area does not speak for all that begin so
        (["9"], ["9"]),  # nothing is listed in it
        (["9", "9999"], ["9"]),
    ],
)
def test_the_fewest_prefixes(wanted: list[str], fewest: list[str]) -> None:
    assert compress(wanted, CODES) == fewest


def test_where_one_code_begins_another_it_covers_only_its_own() -> None:
    assert sorted(["BA", "BB", "EC", *(f"B{n}" for n in range(10)), *(f"E{n}" for n in range(10))]) == BRITISH
    birmingham = compress([f"B{n}" for n in range(10)], BRITISH)
    assert any("B11AA".startswith(prefix) for prefix in birmingham)
    assert not any("BA11AA".startswith(prefix) for prefix in birmingham)


def test_without_a_list_each_area_stands_for_itself() -> None:
    assert compress(["D02", "D02AF", "T12"], []) == ["D02", "T12"]
    assert compress([""], []) == [""]


@given(st.lists(AREA, max_size=12))
def test_just_what_is_wanted_is_covered(wanted: list[str]) -> None:
    found = compress(wanted, CODES)
    for code in [code + letters for code in CODES for letters in ("", "AB", "XY")]:
        assert any(code.startswith(p) for p in found) is any(code.startswith(p) for p in wanted), code
    for area in wanted:
        assert any(area.startswith(p) for p in found), area


@given(st.lists(AREA, max_size=12))
def test_no_prefix_is_said_twice_and_order_does_not_count(wanted: list[str]) -> None:
    found = compress(wanted, CODES)
    assert found == sorted(found)
    assert not any(a != b and a.startswith(b) for a in found for b in found)
    assert found == compress(reversed(wanted), CODES) == compress(found, CODES)
    assert len(found) <= len(set(wanted))
