"""Bad links between the app and the real backend, in their short form; `./scripts/badlink` plays them in full."""

import pytest

from tests.e2e.commands import run


@pytest.mark.slow
def test_bad_links_lose_and_double_nothing_and_the_app_says_what_is_up() -> None:
    links = ("clock", "loss", "token", "maintenance")
    chosen = [part for link in links for part in ("--link", link)]
    done = run("scripts.faults", "--actions", "10", "--patience", "200", *chosen, seconds=400)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = {line.split()[0]: line.split() for line in done.stdout.splitlines() if line.split()[:1] != []}
    for link in links:
        assert rows[link][1] == "10"
