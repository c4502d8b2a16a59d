"""A CSV of complaints becomes tickets by the names of its columns."""

from pathlib import Path

import pytest

from mobile.core.submissions import ticket_body, ticket_faults
from scripts.replaying.complaints import NotUsable, country_of, read

AMERICAN = """ticket,reported_at,complaint,city,state,zip
1,2015-04-01T00:18:47,Slow internet speeds,Schaumburg,Illinois,60193
2,2015-04-01T10:43:20,cable box dead,Newark,New Jersey,7102
3,2015-04-02T10:00:00,Rude on the telephone,Lockport,Illinois,
4,2015-04-02T10:00:00,,Lockport,Illinois,60441
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "complaints.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_american_file(tmp_path: Path) -> None:
    file = write(tmp_path, AMERICAN)
    assert country_of(file) == "US"
    found = read(file, "US", "run")
    assert [c.typed["service"] for c in found] == ["internet", "tv", "telephony"]
    assert [c.typed["postcode"] for c in found] == ["60193", "07102", ""]
    assert [c.typed["kind"] for c in found] == ["problem", "problem", "question"]
    assert "Schaumburg, Illinois" in found[0].typed["description"]


def test_every_row_can_be_submitted_and_has_a_marker_of_its_own(tmp_path: Path) -> None:
    found = read(write(tmp_path, AMERICAN), "US", "run")
    assert all(not ticket_faults(ticket_body(c.typed, "US"), "US") for c in found)
    assert len({c.marker for c in found}) == 3
    assert all(c.marker in c.typed["description"] for c in found)


def test_a_dutch_file_with_services_of_its_own(tmp_path: Path) -> None:
    file = write(tmp_path, "Description,Service,Postcode\nGeen beeld,tv,3511 ab\nGeen beeld,onbekend,3511AB\n")
    assert country_of(file) == "NL"
    found = read(file, "NL", "run", limit=1)
    assert [(c.typed["service"], c.typed["postcode"]) for c in found] == [("tv", "3511AB")]


def test_no_complaints_in_it(tmp_path: Path) -> None:
    with pytest.raises(NotUsable, match="no column of texts"):
        read(write(tmp_path, "a,b\n1,2\n"), "NL", "run")
    with pytest.raises(NotUsable, match="cannot be read"):
        read(tmp_path / "nothing.csv", "NL", "run")
