"""Presenters on a real core and server, with work done at once or when a test says so."""

from collections.abc import Callable
from typing import TypeVar

import pytest

from mobile.core.core import Core
from mobile.presenters.screens import Screens
from mobile.presenters.ticket import TicketPresenter
from tests.mobile.fake_server import FakeServer
from tests.mobile.resources import a_ticket

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


@pytest.fixture
def show(server: FakeServer, core: Core, screens: Screens) -> Callable[..., TicketPresenter]:
    """`show(status="resolved")`: a ticket of the one who is signed in, open."""

    def show(**fields: object) -> TicketPresenter:
        ticket = server.put_ticket(a_ticket(id="t-1", **fields))
        core.sync_once()
        presenter = screens.ticket()
        presenter.open(ticket["id"])
        return presenter

    return show
