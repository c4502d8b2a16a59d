"""Work leaves the screen's thread and comes back to it."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def bridge(kivy_home: Path) -> Iterator[Any]:
    from mobile.ui.bridge import Bridge

    bridge = Bridge()
    yield bridge
    bridge.close()


def tick_until(condition: Callable[[], object]) -> None:
    from kivy.clock import Clock

    end = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < end
        Clock.tick()


def test_work_runs_elsewhere_and_its_result_arrives_here(bridge: Any) -> None:
    got: list[tuple[Any, Any]] = []
    bridge.run(threading.current_thread, lambda worker: got.append((worker, threading.current_thread())))
    tick_until(lambda: got)
    assert got[0][0] is not threading.main_thread()
    assert got[0][1] is threading.main_thread()


def test_results_come_in_the_order_of_the_work(bridge: Any) -> None:
    got: list[int] = []
    for number in range(20):
        bridge.run(lambda n=number: n, got.append)
    tick_until(lambda: len(got) == 20)
    assert got == list(range(20))


def test_an_error_nobody_expected_is_seen_and_not_swallowed(bridge: Any) -> None:
    bridge.run(lambda: 1 / 0, lambda _: None)
    with pytest.raises(ZeroDivisionError):
        tick_until(lambda: False)


def test_nothing_reaches_a_window_that_is_gone(bridge: Any) -> None:
    from kivy.clock import Clock

    got: list[int] = []
    bridge.run(lambda: 1, got.append)
    bridge.close()
    Clock.tick()
    bridge.run(lambda: 2, got.append)
    Clock.tick()
    assert got == []
