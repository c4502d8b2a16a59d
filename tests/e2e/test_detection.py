"""Outages seen in tickets over HTTP, a server and worker killed on the way; `./scripts/detect_live` times it."""

import pytest

from tests.campaigns import on
from tests.e2e.commands import run


@pytest.mark.slow
@on("postgresql")
def test_two_outages_are_seen_and_told_once_whoever_is_killed(database: tuple[str, ...]) -> None:
    done = run("scripts.detecting", *database, seconds=400)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "internet at 3511AB: on the board" in done.stdout
    verdict = next(line.split()[-1] for line in done.stdout.splitlines() if "log: same" in line)
    assert verdict == "True"
