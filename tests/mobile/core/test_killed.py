"""The app is killed at any moment: what it said to have kept is kept, and nothing is sent twice.

A kill is no loss of power: for that the store relies on SQLite's `synchronous=FULL`, which these tests cannot show.
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mobile.config import Settings
from mobile.core.core import Core
from mobile.core.store import Store
from tests.mobile.fake_server import FakeServer

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.slow


def run_until_killed(module: str, *arguments: str) -> list[list[str]]:
    """The lines of a program that was killed some time after its first line, split in words."""
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments], stdout=subprocess.PIPE, text=True, cwd=ROOT, env=dict(os.environ)
    )
    assert process.stdout
    first = process.stdout.readline()
    time.sleep(random.uniform(0.0, 0.25))  # noqa: S311
    process.send_signal(signal.SIGKILL)
    lines = [first, *process.stdout.readlines()]
    process.wait()
    assert process.returncode == -signal.SIGKILL
    # A kill can cut the last line short.
    return [line.split() for line in lines if line.endswith("\n")]


def test_drafts_and_queue_are_whole_after_every_kill(tmp_path: Path) -> None:
    path = tmp_path / "phone.db"
    kept: list[list[str]] = []
    for run in range(6):
        kept += run_until_killed("tests.mobile.core.typist", str(path), str(run))
        store = Store(path)
        queued = {row.id: row.body["description"] for row in store.outbox.all()}
        for what, key in kept:
            if what == "queued" or key in queued:
                assert queued[key] == key
            else:
                assert store.drafts.get(key).typed == {"description": f"{key} Down"}
        assert store.rescued is None
        store.close()
    assert len(kept) > 6


def test_nothing_is_lost_or_sent_twice_by_kills_and_lost_answers(server: FakeServer, settings: Settings) -> None:
    queued: list[str] = []
    for run in range(6):
        server.lose_answer("POST", "/tickets")
        said = run_until_killed("tests.mobile.core.sender", server.address, str(settings.data), str(run))
        queued += [line[1] for line in said if line[0] == "queued"]
        server.faults.clear()
    core = Core(settings)
    core.sync_once(eager=True)
    core.sync_once(eager=True)
    descriptions = [ticket["description"] for ticket in server.tickets.values()]
    assert len(descriptions) == len(set(descriptions)), "one submission became two tickets"
    for key in queued:
        assert core.signed_in().store.projections.ticket(key).said["id"] in server.tickets
    assert core.signed_in().store.outbox.all() == []
    core.stop()
