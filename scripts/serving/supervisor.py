"""Keeps the server and the worker running together, and ends them together."""

import signal
import sys
import threading
import time
from collections.abc import Callable

from scripts.serving.twin import Twin

_LOOK_EVERY = 0.2
_LONGEST_WAIT = 30.0
_WELL_AFTER = 60.0


class Supervisor:
    """The worker is started again when it dies; without the server there is nothing to keep, so all of it ends."""

    def __init__(self, server: Callable[[], Twin], worker: Callable[[], Twin]) -> None:
        self._start_server, self._start_worker = server, worker
        self._stop = threading.Event()

    def run(self) -> int:
        """Until SIGTERM or SIGINT (0), or until the server ends by itself (1); both have ended when it returns."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._stop.set())
        server, worker = self._start_server(), self._start_worker()
        started, deaths = time.monotonic(), 0
        while not self._stop.wait(_LOOK_EVERY) and server.running:
            if worker.running:
                continue
            deaths = 1 if time.monotonic() - started > _WELL_AFTER else deaths + 1
            _say(f"the worker ended with status {worker.status}; it is started again")
            if self._stop.wait(min(_LONGEST_WAIT, 2.0 ** (deaths - 1))):
                break
            worker, started = self._start_worker(), time.monotonic()
        asked = self._stop.is_set()
        if not asked:
            _say(f"the server ended with status {server.status}; the worker is stopped too")
        for child in (server, worker):
            child.ask_to_stop()
        for child in (server, worker):
            child.stop()
        return 0 if asked else 1


def _say(text: str) -> None:
    print(f"serve: {text}", file=sys.stderr, flush=True)
