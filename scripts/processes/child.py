"""One program that runs beside this one: started, watched, ended by its process id and never by name."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent.parent


def python(module: str, *args: str) -> list[str]:
    """The command that runs one of our modules, or an installed one, with this very Python."""
    return [sys.executable, "-m", module, *args]


class Child:
    """Ends with this process, whatever ends that one. Start it on a thread that lasts: it ends with the thread too."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        log: IO[bytes] | int | None = None,
        own_group: bool = False,
        when_orphaned: signal.Signals = signal.SIGTERM,
        stdin: int | None = subprocess.DEVNULL,
    ) -> None:
        """`env` is laid over this process's; `log` takes both outputs (default: standard error).

        `when_orphaned` is what it gets where this process is killed.
        """
        self.name = name
        self.process = subprocess.Popen(
            [*python("scripts.processes.tied", str(os.getpid()), str(int(when_orphaned))), *command],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1", **(env or {})},
            stdin=stdin,
            stdout=sys.stderr.fileno() if log is None else log,
            stderr=sys.stderr.fileno() if log is None else log,
            start_new_session=own_group,
        )
        self._own_group = own_group

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self.process.poll() is None

    def ask_to_stop(self) -> None:
        """SIGTERM; returns at once."""
        if self.running:
            self.process.terminate()

    def stop(self, seconds: float = 15.0) -> None:
        """SIGTERM, and SIGKILL to what has not ended after `seconds`."""
        self.ask_to_stop()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self._sweep()
        self.process.wait()

    def kill(self) -> None:
        """kill -9 of the whole process group, as a crash of the machine's half would be."""
        self._sweep()
        self.process.kill()
        self.process.wait()

    def _sweep(self) -> None:
        if self._own_group:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
