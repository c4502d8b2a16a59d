"""Widgets are taken away on the screen's thread alone: elsewhere that ends the app in the midst of what it does."""

import gc
import threading
import weakref
from collections.abc import Callable
from typing import Any

import pytest

from mobile.ui import garbage
from mobile.ui.capture import settle, tap

pytestmark = pytest.mark.window


def litter(count: int = 100_000) -> None:
    """So many objects that only the collector takes away."""
    for _ in range(count):
        ring: list[Any] = []
        ring.append(ring)


@pytest.fixture
def collected() -> Any:
    """The threads that the collector runs on, one for each time."""
    threads: list[int] = []

    def note(phase: str, _: dict[str, int]) -> None:
        if phase == "start":
            threads.append(threading.get_ident())

    gc.callbacks.append(note)
    yield threads
    gc.callbacks.remove(note)


def test_what_other_threads_leave_is_collected_on_the_screen_s_own(
    start: Callable[..., Any], collected: list[int]
) -> None:
    app = start()
    collected.clear()
    worker = threading.Thread(target=litter)
    worker.start()
    worker.join()
    settle(lambda: collected)
    assert set(collected) == {threading.get_ident()}
    app.on_pause()  # no frame is drawn: what is left over is taken away wherever it comes
    assert gc.isenabled()
    app.on_resume()
    assert not gc.isenabled()


def test_an_app_that_is_left_leaves_the_collector_as_it_was(start: Callable[..., Any]) -> None:
    app = start()
    app.on_stop()
    assert gc.isenabled()


def test_what_grew_old_goes_while_nobody_touches(start: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    start()

    class Screen:
        """One that was closed."""

    closed = Screen()
    closed.itself = closed  # type: ignore[attr-defined]
    left = weakref.ref(closed)
    gc.collect(1)  # it has been there for a while
    del closed
    tap("place.outages")
    garbage.sweep(0)
    assert left() is not None, "all of it takes longer than a frame"
    monkeypatch.setattr(garbage, "_REST", -1.0)
    garbage.sweep(0)
    assert left() is None
