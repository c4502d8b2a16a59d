"""Work to be done at a time, by a few threads."""

import heapq
import itertools
import threading
import time
from collections.abc import Callable

from scripts.solving_team.rest import Stopped


class Agenda:
    """Does each piece of work at its time, or as soon after as a thread is free."""

    def __init__(self, threads: int) -> None:
        self._waiting: list[tuple[float, int, Callable[[], object]]] = []
        self._numbers = itertools.count()
        self._changed = threading.Condition()
        for number in range(threads):
            threading.Thread(target=self._run, name=f"solver-{number}", daemon=True).start()

    def add(self, work: Callable[[], object], after: float = 0.0) -> None:
        """`work()` in `after` seconds."""
        with self._changed:
            heapq.heappush(self._waiting, (time.monotonic() + after, next(self._numbers), work))
            self._changed.notify()

    def _run(self) -> None:
        while True:
            work = self._next()
            try:
                work()
            except Stopped:
                return

    def _next(self) -> Callable[[], object]:
        with self._changed:
            while True:
                left = self._waiting[0][0] - time.monotonic() if self._waiting else None
                if left is not None and left <= 0:
                    return heapq.heappop(self._waiting)[2]
                self._changed.wait(left)
