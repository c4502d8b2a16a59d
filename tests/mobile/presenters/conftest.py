"""Presenters on a real core and server, with work done at once or when a test says so."""

from collections.abc import Callable
from typing import TypeVar

import pytest

from mobile.core.core import Core
from mobile.presenters.screens import Screens

T = TypeVar("T")


class Worker:
    """Stands in for the worker thread: does work at once, or holds it back until `finish`."""

    def __init__(self) -> None:
        self.held: list[Callable[[], None]] | None = None

    def __call__(self, work: Callable[[], T], done: Callable[[T], None], /) -> None:
        if self.held is None:
            done(work())
        else:
            self.held.append(lambda: done(work()))

    def hold(self) -> None:
        self.held = []

    def finish(self) -> None:
        held, self.held = self.held or [], None
        for piece in held:
            piece()


@pytest.fixture
def worker() -> Worker:
    return Worker()


@pytest.fixture
def screens(core: Core, worker: Worker) -> Screens:
    """Somebody is signed in."""
    return Screens(core, worker, lambda callback: callback())


@pytest.fixture
def new_screens(new_core: Callable[[], Core], worker: Worker) -> Callable[[], Screens]:
    """Each call is another start of the app on the same phone."""
    return lambda: Screens(new_core(), worker, lambda callback: callback())
