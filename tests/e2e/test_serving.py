"""The production server: it ends cleanly, keeps its worker, and leaves nothing behind, however it is ended."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from scripts.processes import ports
from scripts.processes.waiting import until
from tests.e2e.commands import environment


class Serving:
    """`./scripts/serve` on a database of its own."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.port = ports.free_port()
        self.log = folder / "serve.log"
        database = f"sqlite:///{folder / 'test.db'}"
        env = environment(DATABASE_URL=database, PORT=str(self.port), SECRET_KEY="for tests", **settings)
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "scripts.serving", "--migrate"], env=env, stdout=log, stderr=log
            )
        until(lambda: self.answers() and self.pid_of("doorgeven worker"), 60, "the server")

    def answers(self) -> bool:
        try:
            return requests.get(f"http://127.0.0.1:{self.port}/readyz", timeout=2).ok
        except requests.RequestException:
            return False

    def pid_of(self, word: str) -> int | None:
        return next((pid for pid, line in family(self.process.pid).items() if word in line), None)


def family(parent: int) -> dict[int, str]:
    """The command lines of a process's descendants, by process id."""
    found = {}
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdecimal() and int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == parent:
                found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (FileNotFoundError, ProcessLookupError):
            continue
    return {pid: line for child, own in found.items() for pid, line in {child: own, **family(child)}.items()}


def gone(pids: list[int]) -> bool:
    return not any(Path(f"/proc/{pid}").exists() for pid in pids)


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    found = Serving(tmp_path)
    children = list(family(found.process.pid))
    yield found
    if found.process.poll() is None:
        found.process.kill()
    found.process.wait()
    until(lambda: gone(children), 20, "what it started")


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_it_is_told_to(serving: Serving, number: signal.Signals) -> None:
    children = list(family(serving.process.pid))
    assert len(children) >= 3
    serving.process.send_signal(number)
    assert serving.process.wait(20) == 0
    assert gone(children)
    assert "Traceback" not in serving.log.read_text()


@pytest.mark.slow
def test_killed_it_leaves_nothing_serving(serving: Serving) -> None:
    children = list(family(serving.process.pid))
    serving.process.kill()
    until(lambda: gone(children), 10, "the end of its children")
    assert not serving.answers()


@pytest.mark.slow
def test_a_worker_that_dies_is_started_again(serving: Serving) -> None:
    first = serving.pid_of("doorgeven worker")
    assert first is not None
    os.kill(first, signal.SIGKILL)
    until(lambda: serving.pid_of("doorgeven worker") not in (None, first), 20, "another worker")
    assert serving.answers()


@pytest.mark.slow
def test_without_a_server_it_ends(serving: Serving) -> None:
    granian = serving.pid_of("doorgeven http")
    assert granian is not None
    os.kill(granian, signal.SIGKILL)
    assert serving.process.wait(20) == 1
    assert "the server ended with status -9" in serving.log.read_text()


@pytest.mark.slow
def test_a_second_one_on_the_same_port_says_so(serving: Serving, tmp_path: Path) -> None:
    begun = time.monotonic()
    env = environment(DATABASE_URL=f"sqlite:///{tmp_path / 'test.db'}", PORT=str(serving.port))
    done = subprocess.run(
        [sys.executable, "-m", "scripts.serving"], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr == (
        f"Port {serving.port} is taken by another program: stop that one, or set PORT to another number.\n"
    )
    assert time.monotonic() - begun < 20
