"""The processes that write one SQLite file take turns, and a killed one keeps nobody waiting."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from backend.turns import Turns

HOLDER = """
import sys
from pathlib import Path
from backend.turns import Turns
with Turns(Path(sys.argv[1]))():
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "doorgeven.db"


@pytest.fixture
def holder(database: Path):
    """Another process whose turn it is."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()


def take(database: Path) -> tuple[threading.Thread, list[float]]:
    """Asks for a turn in a thread; the list gets the moment when it comes."""
    came: list[float] = []

    def work() -> None:
        with Turns(database)():
            came.append(time.monotonic())

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread, came


def test_one_waits_while_another_process_writes_and_goes_as_soon_as_it_is_done(database: Path, holder) -> None:
    thread, came = take(database)
    thread.join(0.3)
    assert came == []
    holder.stdin.close()
    thread.join(10)
    assert came


def test_a_killed_process_keeps_nobody_waiting(database: Path, holder) -> None:
    thread, came = take(database)
    holder.kill()
    thread.join(10)
    assert came


def test_a_turn_comes_again_and_again(database: Path) -> None:
    turns = Turns(database)
    for _ in range(3):
        with turns():
            pass
