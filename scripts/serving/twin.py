"""A copy of this process (fork) that runs one function: started, watched and ended like any other child."""

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable

from setproctitle import setproctitle

from scripts.processes.tied import end_with_parent

_FORK = multiprocessing.get_context("fork")


class Twin:
    """Runs `work()` in a copy of this process, which must have one thread and no open database connection.

    It ends with this process, even by kill -9. Start it on a thread that lasts: it ends with the thread too.
    """

    def __init__(self, title: str, work: Callable[[], object]) -> None:
        # What is loaded stays shared between the copies: the collector would write into each page.
        gc.freeze()
        self.process = _FORK.Process(target=_begin, args=(title, work, os.getpid()))
        self.process.start()

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self.process.is_alive()

    @property
    def status(self) -> int | None:
        """Its exit status, negative for the signal that ended it; none while it runs."""
        return self.process.exitcode

    def ask_to_stop(self) -> None:
        """SIGTERM; returns at once."""
        self.process.terminate()

    def stop(self, seconds: float = 15.0) -> None:
        """SIGTERM, and SIGKILL to what has not ended after `seconds`."""
        self.ask_to_stop()
        self.process.join(seconds)
        if self.running:
            self.process.kill()
        self.process.join()


def _begin(title: str, work: Callable[[], object], parent: int) -> None:
    # The handlers of the process that it is copied from would swallow an early word to stop.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    end_with_parent(parent, signal.SIGKILL)
    setproctitle(title)
    work()
