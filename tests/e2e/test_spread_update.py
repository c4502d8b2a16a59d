"""An update to all behind an outage, with everything killed on the way; `./scripts/spread_update` runs it in full."""

import pytest

from tests.campaigns import on
from tests.e2e.commands import run


@pytest.mark.slow
@on("postgresql")
def test_kills_on_the_way_lose_and_double_nothing(database: tuple[str, ...]) -> None:
    crowd = ("--tickets", "400", "--affected", "150", "--people", "8")
    done = run("scripts.telling_all", *crowd, "--kills", "2", *database, seconds=500)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "resolved: tickets that were told twice" in done.stdout
    kills = next(line.split()[-1] for line in done.stdout.splitlines() if "resolved: kills -9 on the way" in line)
    # A quick machine has told them all before the second moment comes.
    assert int(kills) >= 1
