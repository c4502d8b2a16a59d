"""A day at the desk by a program made from the API's description, on a real server of each database."""

import pytest

from tests.campaigns import on
from tests.e2e.commands import run

STEPS = ("queue", "take up, ask", "answer, hold", "transfer", "merge", "bulk resolve", "resolve", "race", "export")


@pytest.mark.slow
@on("sqlite")
def test_a_key_and_the_description_are_enough_for_a_day(database: tuple[str, ...]) -> None:
    done = run("scripts.touring", *database, seconds=200)
    assert done.returncode == 0, done.stdout + done.stderr
    for step in STEPS:
        assert f"-> {step} " in done.stdout
