"""Importing areas: repeatable, all or nothing, each bad line told; at once here and soon elsewhere."""

import csv
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from backend import db
from backend.app import create_app
from backend.areas import services as areas
from backend.areas.memory import areas as memory
from backend.areas.models import AreaPostcode
from backend.errors import Invalid
from tests.backend.areas.dutch import HEADER, ROWS, write
from tests.backend.settings import settings

REAL = Path(__file__).parents[4] / "shared" / "data" / "postcode-areas-nl.csv"


@pytest.fixture
def here(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def bring(path: Path) -> int:
    return db.write(lambda: areas.import_areas(path))


def kept() -> int:
    return db.session.scalar(select(func.count()).select_from(AreaPostcode)) or 0


def test_a_file_can_be_imported_again_and_then_updates(here: None, tmp_path: Path) -> None:
    assert bring(write(tmp_path / "a.csv")) == len(ROWS) == kept()
    changed = ROWS[1].replace("Utrecht,Utrecht,Utrecht", "Utrecht-Stad,Utrecht,Utrecht").replace("5000", "")
    assert bring(write(tmp_path / "b.csv", changed)) == 1
    assert kept() == len(ROWS)
    assert areas.prefixes([areas.normalise("place:utrecht-stad", "")]) == ["3511"]
    db.session.rollback()  # this test began to read before the second import
    row = db.session.get_one(AreaPostcode, "3511")
    assert (row.municipality, row.population, row.telephone_area) == ("Utrecht", None, "030")


def test_what_was_imported_holds_at_once_in_this_process(here: None, tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        areas.normalise("municipality:Ameland", "")
    bring(write(tmp_path / "a.csv"))
    assert areas.normalise("municipality:Ameland", "") == "municipality:Ameland"


def test_a_request_that_began_before_an_import_does_not_undo_it_for_others(here: None, tmp_path: Path) -> None:
    db.snapshot()
    assert kept() == 0
    bring(write(tmp_path / "a.csv"))
    memory()._looked_at = float("-inf")  # more than a second passes
    assert (kept(), areas.covers("municipality:Ameland", "9163AA")) == (0, True)


def test_what_was_imported_holds_within_a_second_in_another(here: None, tmp_path: Path, database_url: str) -> None:
    other = create_app(settings(database_url))
    with other.app_context():
        assert not areas.covers("municipality:Ameland", "9163AA")
        db.session.rollback()
    bring(write(tmp_path / "a.csv"))
    deadline = time.monotonic() + 1.2
    while time.monotonic() < deadline:
        with other.app_context():
            if areas.covers("municipality:Ameland", "9163AA"):
                break
        time.sleep(0.05)
    else:
        pytest.fail("the other process does not know of the import")
    with other.app_context():
        db.extension.engine.dispose()


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["35111,X,Y,Utrecht,,,,,,"], ["line 2", "35111"]),
        (["0511,X,Y,Utrecht,,,,,,"], ["line 2", "0511"]),
        (["3511AB,X,Y,Utrecht,,,,,,"], ["line 2", "3511AB"]),
        ([",X,Y,Utrecht,,,,,,"], ["line 2"]),
        (["3511,,Y,Utrecht,,,,,,"], ["line 2", "place"]),
        ([ROWS[0], "3511,X,Y,Utrecht,030,north,4,1,1,t"], ["line 3", "lat"]),
        (["3511,X,Y,Utrecht,030,91,4,1,1,t"], ["line 2", "lat"]),
        (["3511,X,Y,Utrecht,030,nan,4,1,1,t"], ["line 2", "lat"]),
        (["3511,X,Y,Utrecht,030,52,4,-1,1,t"], ["line 2", "population"]),
        (["3511,X,Y,Utrecht,030,52,4,1.5,1,t"], ["line 2", "population"]),
        (["3511,X,Y,Utrecht,030,52,4,99999999999999999999999,1,t"], ["line 2", "population"]),
        (["3511,X,Y"], ["line 2", "fields"]),
        (["3511,X,Y,Utrecht,030,52,4,1,1,t,more"], ["line 2", "fields"]),
        ([f"3511,{'X' * 51},Y,Utrecht,,,,,,"], ["line 2", "place"]),
        (["3511,a\x00b,Y,Utrecht,,,,,,"], ["line 2", "place"]),
        ([ROWS[1], ROWS[1]], ["line 3", "3511", "twice"]),
        (["0,X,Y,U,,,,,,", ROWS[1], "1,,Y,U,,,,,,"], ["line 2", "line 4"]),
    ],
)
def test_a_bad_line_is_told_by_its_number_and_nothing_is_imported(
    here: None, tmp_path: Path, rows: list[str], told: list[str]
) -> None:
    with pytest.raises(Invalid) as error:
        bring(write(tmp_path / "a.csv", *rows))
    assert [word for word in told if word not in str(error.value)] == []
    assert kept() == 0


def test_many_bad_lines_are_told_in_one_sentence(here: None, tmp_path: Path) -> None:
    with pytest.raises(Invalid) as error:
        bring(write(tmp_path / "a.csv", *(f"{n},X,Y,U,,,,,," for n in range(30))))
    assert "line 11" in str(error.value)
    assert "line 12" not in str(error.value)
    assert "20 more" in str(error.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "pc4"),
        (b"a;b;c\n", "pc4"),
        (HEADER.encode(), "no areas"),
        (HEADER.encode() + b"\n3511,Utr\xffecht,U,U,,,,,,\n", "UTF-8"),
        (b"pc4,place\n3511,Utrecht\n", "municipality, province"),
    ],
)
def test_a_file_of_another_kind_is_refused(here: None, tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(Invalid) as error:
        bring(path)
    assert told in str(error.value)


def test_a_byte_order_mark_and_unknown_columns_do_no_harm(here: None, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\ufeffcolour,province,municipality,place,pc4\nred,fryslân,Ameland,Nes,9163\n", encoding="utf-8")
    assert bring(path) == 1
    assert areas.prefixes([areas.normalise("municipality:ameland", "")]) == ["9163"]


def test_the_command_tells_how_many_or_what_is_wrong(app: Flask, tmp_path: Path) -> None:
    def run(path: Path) -> Any:
        with app.app_context():  # as `flask` gives its commands
            return app.test_cli_runner().invoke(args=["import-areas", str(path)])

    good, bad = run(write(tmp_path / "a.csv")), run(write(tmp_path / "b.csv", "0,X,Y,U,,,,,,"))
    assert (good.exit_code, good.stdout, good.stderr) == (0, "", f"{len(ROWS)} areas imported.\n")
    assert (bad.exit_code, bad.stdout) == (1, "")
    assert bad.stderr.startswith("Error: Nothing was imported: line 2:")
    assert len(bad.stderr.splitlines()) == 1


class TestAnotherCountry:
    @pytest.fixture
    def environment(self) -> dict[str, str]:
        return {"COUNTRY": "US"}

    def test_its_codes_are_asked_for(self, here: None, tmp_path: Path) -> None:
        assert bring(write(tmp_path / "a.csv", "60193,Schaumburg,Cook,IL,847,42.0,-88.1,40000,1,t")) == 1
        assert areas.covers(areas.normalise("place:schaumburg", ""), "60193")
        with pytest.raises(Invalid):
            bring(write(tmp_path / "b.csv"))


@pytest.mark.skipif(not REAL.exists(), reason="the reference data is not here")
def test_the_real_file_is_taken_and_each_of_its_areas_is_where_it_says(here: None) -> None:
    with REAL.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert bring(REAL) == len(rows)
    for province in {row["province"] for row in rows}:
        prefixes = tuple(areas.prefixes([areas.normalise(f"province:{province}", "")]))
        wrong = [row["pc4"] for row in rows if row["pc4"].startswith(prefixes) is not (row["province"] == province)]
        assert wrong == [], province
    for place, province in {(row["place"], row["province"]) for row in rows[::40]}:
        inside = [row["pc4"] for row in rows if (row["place"], row["province"]) == (place, province)]
        found = areas.prefixes([f"place:{place} ({province})"])
        assert all(code.startswith(tuple(found)) for code in inside)
        others = [row["pc4"] for row in rows if row["pc4"] not in inside]
        assert not any(code.startswith(tuple(found)) for code in others)
