"""kill -9 of the whole server, of its web processes, or of a worker, at random moments."""

import os
import random
import signal
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from scripts.processes.backstage import Backstage
from scripts.processes.child import Child, python

_LIVES = (0.2, 3.0)
"""Seconds between one being back and the next kill."""


class Killing:
    """`second_worker`: one more beside the server's own, as on a machine of its own (PostgreSQL)."""

    def __init__(self, backstage: Backstage, chance: random.Random, *, second_worker: bool) -> None:
        self._backstage, self._chance = backstage, chance
        self._second = second_worker
        self._worker: Child | None = None
        self.done: Counter[str] = Counter()

    def begin(self) -> None:
        """Starts the second worker, where there is one."""
        if self._second:
            command = python("flask", "--app", "backend.app", "forward")
            with (self._backstage.folder / "worker.log").open("ab") as log:
                self._worker = Child("worker", command, env=self._backstage.env, log=log, own_group=True)

    def kill_one(self) -> None:
        """Waits for a random moment, kills something, and brings it back."""
        time.sleep(self._chance.uniform(*_LIVES))
        what = self._chance.choices(("all", "worker", "second worker"), (6, 3, 2 if self._second else 0))[0]
        self.done[what] += 1
        match what:
            case "all":
                self._restart()
            case "worker":
                self._kill_titled("doorgeven worker")
            case _:
                self.end()
                self.begin()

    def end(self) -> None:
        """Kills the second worker."""
        if self._worker:
            self._worker.kill()

    def _restart(self) -> None:
        if self._backstage.server:
            self._backstage.server.kill()
        self._backstage.start_server()
        self._backstage.wait_for_server()

    def _kill_titled(self, title: str) -> None:
        """A child of the server, which starts another by itself."""
        server = self._backstage.server
        for entry in Path("/proc").iterdir():
            with suppress(OSError, ValueError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                if server and parent == server.process.pid and title in (entry / "cmdline").read_text():
                    os.kill(int(entry.name), signal.SIGKILL)
