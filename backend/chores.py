"""What a worker does beside handing over: each by itself, so that none of it keeps the others from their work."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from backend import db

LONGEST_PAUSE = 60.0
"""Seconds after which a chore that failed again and again is tried once more."""
log = structlog.get_logger()


@dataclass
class Chore:
    """`work` runs every so many seconds, and at once again where it says that there may be more."""

    name: str
    work: Callable[[], bool]
    every: float
    _at: float = 0.0
    _failures: int = 0

    def go_on(self) -> bool:
        """Does a part of it where it is time; says whether it did something. Never raises."""
        if time.monotonic() < self._at:
            return False
        try:
            more = self.work()
        except Exception as error:  # noqa: BLE001 - the outermost edge; it is logged there
            self._rest(error)
            return False
        self._failures = 0
        self._at = 0.0 if more else time.monotonic() + self.every
        return more

    def _rest(self, error: Exception) -> None:
        """The outermost edge: it is tried again after a while, longer each time, and all others go on."""
        db.session.rollback()
        self._failures = min(self._failures + 1, 10)
        self._at = time.monotonic() + max(self.every, min(LONGEST_PAUSE, 2.0 ** (self._failures - 1)))
        traced = None if isinstance(error, SQLAlchemyError) and self._failures > 1 else error
        # One traceback, not one a minute: a database that is away must not fill the disk with them.
        log.error("chore", chore=self.name, error=type(error).__name__, failures=self._failures, exc_info=traced)


class Apart:
    """A chore in a thread of its own, from `start` to `stop`: what it reads and reckons keeps no delivery waiting."""

    def __init__(self, app: Flask, chore: Chore) -> None:
        self._app, self._chore = app, chore
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=chore.name, daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def stop(self) -> None:
        """Ends it, when what is under way is done."""
        self._stop.set()
        self._thread.join(30)

    def _run(self) -> None:
        with self._app.app_context():
            while not self._stop.is_set():
                if not self._chore.go_on():
                    self._stop.wait(self._chore.every)


def in_batches(due: Callable[[], bool], work: Callable[[], int]) -> Callable[[], bool]:
    """`due` is a read that says whether there is any; `work` does a batch inside `db.write`, 0 where there was none."""

    def batch() -> bool:
        wanted = due()
        db.session.rollback()
        return bool(wanted and db.write(work))

    return batch


def until_done(work: Callable[[], int]) -> Callable[[], bool]:
    """`work` does a batch inside `db.write`, 0 where there was none."""
    return lambda: bool(db.write(work))


def once(work: Callable[[], object]) -> Callable[[], bool]:
    """`work` does all there is, inside `db.write`."""

    def all_of_it() -> bool:
        db.write(work)
        return False

    return all_of_it
