"""The only crossing between threads: work goes to one worker thread, results come back by Kivy's clock."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from kivy.clock import Clock

T = TypeVar("T")


class Bridge:
    """`run(work, done)` and `on_ui(callback)` as presenters are given them."""

    def __init__(self) -> None:
        # One thread keeps what the user did in its order: a draft's keystrokes must not overtake each other.
        self._worker = ThreadPoolExecutor(1, "presenter-work")
        self._closed = False

    def run(self, work: Callable[[], T], done: Callable[[T], None], /) -> None:
        """Call `work()` on the worker, then `done(result)` on the screen's thread."""
        if not self._closed:
            self._worker.submit(self._work, work, done)

    def on_ui(self, callback: Callable[[], None]) -> None:
        """Call `callback()` on the screen's thread, soon."""
        Clock.schedule_once(lambda _: None if self._closed else callback(), 0)

    def close(self) -> None:
        """Finish what was begun, and let nothing reach a window that is gone."""
        self._closed = True
        self._worker.shutdown(wait=True)

    def _work(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        try:
            result = work()
        except BaseException as problem:  # noqa: BLE001 - raised again on the screen's thread, where it is seen
            self.on_ui(lambda problem=problem: _raise(problem))
        else:
            self.on_ui(lambda: done(result))


def _raise(problem: BaseException) -> None:
    raise problem
