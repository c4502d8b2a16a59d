"""Complaints passed on while server and worker are killed -9: each comes through, once."""

from pathlib import Path

import pytest

from tests.campaigns import on
from tests.e2e.commands import run

ROWS = 40
_WORDS = ("No internet since noon", "TV screen stays black", "Landline is dead", "A bill that nobody understands")


@pytest.fixture
def complaints(tmp_path: Path) -> Path:
    """Made up."""
    file = tmp_path / "complaints.csv"
    lines = [f"{_WORDS[n % len(_WORDS)]} ({n}),{3500 + n} AB" for n in range(ROWS)]
    file.write_text("description,postcode\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return file


@pytest.mark.slow
@on("sqlite")
def test_nothing_is_lost_or_doubled(complaints: Path, database: tuple[str, ...]) -> None:
    small = ("--rate", "8", "--phones", "8")
    done = run("scripts.replaying", str(complaints), "--kill", "2", *small, *database, seconds=400)
    assert done.returncode == 0, done.stdout + done.stderr
    table = dict(line.strip().rsplit(maxsplit=1) for line in done.stdout.splitlines() if line.startswith("  "))
    for name in ("rows", "submitted", "forwarded to the team", "taken up", "resolved", "seen by the reporter"):
        assert table[name] == str(ROWS), name
    assert table["lost"] == table["doubled"] == "0"
    assert table["kills -9 of server and worker"] == "2"


@pytest.mark.slow
def test_a_file_without_complaints_gets_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "other.csv"
    file.write_text("a,b\n1,2\n")
    done = run("scripts.replaying", str(file), seconds=60)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "no column of texts" in done.stderr
