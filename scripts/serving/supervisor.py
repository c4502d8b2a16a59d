"""Keeps the server and what works beside it running together, and ends them together."""

import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping

from scripts.serving.twin import Twin

_LOOK_EVERY = 0.2
_LONGEST_WAIT = 30.0
_WELL_AFTER = 60.0


class Kept:
    """A program that is started again when it dies, after a pause that grows while it does not last."""

    def __init__(self, name: str, start: Callable[[], Twin]) -> None:
        self._name, self._start = name, start
        self.twin = start()
        self._started, self._deaths, self._due = time.monotonic(), 0, 0.0

    def look(self) -> None:
        """Starts it again where it has ended and its pause is over."""
        if self.twin.running:
            return
        if not self._due:
            lasted = time.monotonic() - self._started > _WELL_AFTER
            self._deaths = 1 if lasted else self._deaths + 1
            self._due = time.monotonic() + min(_LONGEST_WAIT, 2.0 ** (self._deaths - 1))
            _say(f"the {self._name} ended with status {self.twin.status}; it is started again")
        elif time.monotonic() >= self._due:
            self.twin, self._started, self._due = self._start(), time.monotonic(), 0.0


class Supervisor:
    """What is kept is started again when it dies; without the server there is nothing to keep, so all of it ends."""

    def __init__(self, server: Callable[[], Twin], kept: Mapping[str, Callable[[], Twin]]) -> None:
        self._start_server, self._to_keep = server, kept
        self._stop = threading.Event()

    def run(self) -> int:
        """Until SIGTERM or SIGINT (0), or until the server ends by itself (1); both have ended when it returns."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._stop.set())
        server = self._start_server()
        kept = [Kept(name, start) for name, start in self._to_keep.items()]
        while not self._stop.wait(_LOOK_EVERY) and server.running:
            for one in kept:
                one.look()
        asked = self._stop.is_set()
        if not asked:
            _say(f"the server ended with status {server.status}; what works beside it is stopped too")
        children = [server, *(one.twin for one in kept)]
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.stop()
        return 0 if asked else 1


def _say(text: str) -> None:
    print(f"serve: {text}", file=sys.stderr, flush=True)
