"""Areas as people name them, on the package's list alone and with a company's own over it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend import db
from backend.areas import services as areas
from backend.areas.index import Index
from backend.areas.listed import of_country
from backend.errors import Invalid
from tests.backend.areas.dutch import ROWS, write
from tests.backend.areas.listed import listed_only

CODES = [row.code for row in of_country("NL")]


@pytest.fixture
def own(app: Flask) -> Iterator[None]:
    """A database of this test's own, to import into."""
    with app.app_context():
        yield


@pytest.fixture
def imported(own: None, tmp_path: Path) -> None:
    db.write(lambda: areas.import_areas(write(tmp_path / "areas.csv")))


def refused(text: str) -> Invalid:
    with pytest.raises(Invalid) as error:
        areas.normalise(text, "/areas/0")
    assert error.value.pointer == "/areas/0"
    return error.value


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("3511", "3511"),
        (" 35 ", "35"),
        ("3", "3"),
        ("3511ab", "3511AB"),
        ("3511 AB", "3511AB"),
        ("3511a", "3511A"),
        ("nl", "NL"),
        (" NL ", "NL"),
        ("place:utrecht", "place:Utrecht"),
        ("PLACE : Utrecht", "place:Utrecht"),
        ("place:bergen (limburg)", "place:Bergen (Limburg)"),
        ("place:Bergen(Noord Holland)", "place:Bergen (Noord-Holland)"),
        ("place:Den  helder", "place:Den Helder"),
        ("place:s gravenhage", "place:'s-Gravenhage"),
        ("place:Tweede  Exloërmond", None),
        ("province:utrecht", "province:Utrecht"),
        ("province:noord holland", "province:Noord-Holland"),
    ],
)
def test_one_spelling_is_kept(here: None, text: str, kept: str | None) -> None:
    if kept is None:
        refused(text)
    else:
        assert areas.normalise(text, "/areas/0") == kept
        assert areas.normalise(kept, "/areas/0") == kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "0",
        "0511",
        "1000000",
        "3599",  # no such area
        "99999",
        "3511ABC",
        "place:",
        "place:Atlantis",
        "place:Utrecht (Limburg)",
        "province:Holland",
        "municipality:Utrecht",  # the package's list has none
        "street:Damrak",
        ":",
        "place:%_'\"",
        "BE",
        "🦊",
    ],
)
def test_what_does_not_exist_is_refused(here: None, text: str) -> None:
    assert str(refused(text))


def test_a_name_that_several_have_is_refused_naming_them(here: None) -> None:
    error = refused("place:Bergen")
    assert error.allowed == ["place:Bergen (Limburg)", "place:Bergen (Noord-Holland)"]
    assert str(error) == "Several are called Bergen: Bergen (Limburg), Bergen (Noord-Holland). Say which."


def test_a_name_without_its_kind_is_refused_naming_what_it_may_be(here: None) -> None:
    assert refused("Utrecht").allowed == ["place:Utrecht", "province:Utrecht"]


def test_a_name_that_is_nearly_one_is_refused_naming_those_like_it(here: None) -> None:
    error = refused("province:Zeelandia")
    assert "province:Zeeland" in (error.allowed or [])
    assert str(error).startswith("There is no Zeelandia; did you mean Zeeland"), "as a phone shows it"


@pytest.mark.parametrize(
    ("area", "inside", "outside"),
    [
        ("3511", ["3511", "3511AB"], ["3512", "351", "3512AB", "1351"]),
        ("35", ["3511", "3500AA", "3599ZZ"], ["3611AB", "1135"]),
        ("3511AB", ["3511AB"], ["3511", "3511AC", "3511A"]),
        ("3511A", ["3511AB", "3511AZ"], ["3511", "3511BA"]),
        ("NL", ["1011AB", "9999XX"], []),
        ("place:Utrecht", ["3511AB", "3585"], ["3605AA", "1011AB"]),
        ("place:Bergen (Limburg)", ["5854AA"], ["1861AA"]),
        ("place:Bergen (Noord-Holland)", ["1861AA"], ["5854AA"]),
        ("province:Utrecht", ["3511AB", "3811AA", "3401AA"], ["1011AB", "6811AA"]),
        ("province:Flevoland", ["1315AB", "8232AB"], ["1251AB"]),
        ("province:Friesland", ["8881AB", "8911AB"], ["1791AB"]),
        ("place:No such", [], ["3511AB"]),
    ],
)
def test_a_postcode_lies_inside_or_outside(here: None, area: str, inside: list[str], outside: list[str]) -> None:
    assert [postcode for postcode in inside if not areas.covers(area, postcode)] == []
    assert [postcode for postcode in outside if areas.covers(area, postcode)] == []


def test_prefixes_are_as_few_as_can_be(here: None) -> None:
    assert areas.prefixes(["NL", "3511"]) == [""]
    assert areas.prefixes(["place:Utrecht"]) == ["35"]
    assert areas.prefixes(
        [f"province:{name}" for name in sorted({row.province or "" for row in of_country("NL")})]
    ) == [""]
    assert areas.prefixes(["3511AB", "3511AC"]) == ["3511AB", "3511AC"]
    assert areas.prefixes([]) == []


AREAS = st.sampled_from(
    ["35", "3511", "3511AB", "place:Utrecht", "place:Amsterdam", "province:Zeeland", "province:Utrecht", "1", "NL"]
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(AREAS, max_size=5), st.sampled_from(CODES), st.sampled_from(["", "AB", "XZ"]))
def test_the_phone_matches_as_the_server_does(chosen: list[str], code: str, letters: str) -> None:
    index = INDEX
    on_the_phone = any((code + letters).startswith(prefix) for prefix in index.prefixes(chosen))
    on_the_server = any((code + letters).startswith(tuple(index.prefixes([area]))) for area in chosen)
    assert on_the_phone is on_the_server


INDEX = Index("NL")


def test_an_import_brings_municipalities_and_tells_namesakes_apart(imported: None) -> None:
    assert areas.normalise("municipality:bergen (limburg)", "") == "municipality:Bergen (Limburg)"
    assert areas.prefixes(["municipality:Bergen (Limburg)"]) == ["5851", "5854"]
    assert refused("municipality:Bergen").allowed == [
        "municipality:Bergen (Limburg)",
        "municipality:Bergen (Noord-Holland)",
    ]
    assert refused("place:Nes (Friesland)").allowed == [
        "place:Nes (Ameland)",
        "place:Nes (Boarnsterhim)",
        "place:Nes (Dongeradeel)",
    ]
    assert areas.prefixes([areas.normalise("place:nes (ameland)", "")]) == ["9163"]


def test_a_part_of_several_namesakes_is_not_taken_for_all(own: None, tmp_path: Path) -> None:
    db.write(lambda: areas.import_areas(write(tmp_path / "areas.csv", ROWS[-1])))
    # The list's other two, whose municipalities nobody knows, are as much Nes as the imported one.
    assert areas.prefixes([areas.normalise("place:Nes", "")]) == ["8494", "9143", "9163"]
    refused("place:Nes (Ameland)")


def test_an_area_kept_before_an_import_goes_on_meaning_what_it_meant(own: None, tmp_path: Path) -> None:
    before = areas.normalise("place:Urk", "")
    codes = areas.prefixes([before])
    rows = [f"{code},Orck,Orck,Flevoland,0527,52.6,5.6,1,1,t" for code in codes]
    db.write(lambda: areas.import_areas(write(tmp_path / "areas.csv", *rows)))
    assert areas.prefixes([areas.normalise("place:orck", "")]) == codes
    assert areas.prefixes([before]) == codes


class TestOtherCountries:
    @pytest.fixture
    def here(self, servers: Callable[[str], Any]) -> Iterator[None]:
        with listed_only(servers, "US"):
            yield

    @pytest.mark.parametrize(
        ("text", "kept"), [("60193", "60193"), ("601", "601"), ("us", "US"), ("province:il", "province:IL")]
    )
    def test_areas_are_of_the_country(self, here: None, text: str, kept: str) -> None:
        assert areas.normalise(text, "") == kept

    @pytest.mark.parametrize("text", ["3511AB", "NL", "00001", "place:Utrecht", "province:Utrecht"])
    def test_those_of_another_are_refused(self, here: None, text: str) -> None:
        refused(text)

    def test_a_long_postcode_lies_in_its_short_one(self, here: None) -> None:
        assert areas.covers("60193", "601931234")
        assert areas.covers("province:IL", "60193")
        assert not areas.covers("province:IL", "10001")


def test_below_a_whole_postcode_there_is_nothing(servers: Callable[[str], Any]) -> None:
    with listed_only(servers, "BE"):
        assert areas.normalise("1000", "") == "1000"
        refused("1000AB")
        refused("10001")


def test_a_country_without_a_list_takes_what_can_be_a_postcode() -> None:
    index = Index("IE")
    assert index.exists("D02")
    assert index.prefixes(["D02", "D02AF30"]) == ["D02"]


@pytest.mark.parametrize(
    ("area", "inside", "outside"),
    [
        ("M1", ["M11AA", "M19ZZ"], ["M111AA", "M21AA"]),
        ("M11", ["M111AA"], ["M11AA"]),
        ("M1 1", ["M11AA"], ["M12AA", "M111AA"]),
        ("SW1", ["SW1A1AA", "SW11AA"], ["SW111AA", "SW2A1AA"]),
        ("SW1A", ["SW1A1AA"], ["SW1E1AA", "SW11AA"]),
        ("B", ["B11AA", "B991AA", "BA11AA"], ["CB11AA"]),
        ("M11AA", ["M11AA"], ["M11AB", "M111AA"]),
    ],
)
def test_a_british_district_is_no_part_of_a_shorter_one(area: str, inside: list[str], outside: list[str]) -> None:
    covered = tuple(Index("GB").prefixes([area]))
    assert [code for code in (*inside, *outside) if code.startswith(covered)] == inside


def test_british_areas_are_taken_as_people_write_them_and_shown_so(servers: Callable[[str], Any]) -> None:
    with listed_only(servers, "GB"):
        kept = [areas.normalise(text, "") for text in ("m11", " M1  1 ", "sw1a 1aa", "B", "gb")]
        assert kept == ["M11", "M1 1", "SW1A1AA", "B", "GB"]
        assert areas.where(["M1", "M11", "M1 1", "BA"], "en") == "BA Bath; M1, M1 1, M11 Manchester"
        for text in ("QQ1", "QQ1 1", "1", "M1 1AA 1"):
            refused(text)


def test_britains_short_codes_do_not_cover_longer_ones() -> None:
    index = Index("GB")
    assert "BA1" not in {prefix[:3] for prefix in index.prefixes(["place:Birmingham"])}
    assert "B11AA".startswith(tuple(index.prefixes(["place:Birmingham"])))
    assert not "BA11AA".startswith(tuple(index.prefixes(["place:Birmingham"])))
    assert "BA11AA".startswith(tuple(index.prefixes(["place:Bath"])))
