"""The crash campaign in its short form; `./scripts/crash` runs it in full."""

import pytest

from tests.campaigns import on
from tests.e2e.commands import run


@pytest.mark.slow
@on("postgresql")
def test_kills_at_random_moments_lose_double_and_orphan_nothing(database: tuple[str, ...]) -> None:
    done = run("scripts.crashing", "--kills", "3", *database, seconds=400)
    assert done.returncode == 0, done.stdout + done.stderr
    table = {name.strip(): value for name, _, value in (line[2:].partition("  ") for line in done.stdout.splitlines())}
    for name in ("lost", "doubled", "orphans", "out of order", "damage in the database"):
        assert table[name].strip() == "0", name
