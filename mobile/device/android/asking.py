"""Other apps that are asked for something: the camera, the photo picker, a scanner. One answer at a time each."""

import itertools
from collections.abc import Callable
from typing import Any

from mobile.device.android.java import activity, on_ui, tried

_FIRST = 0x0D00
"""Request codes of ours begin here, so that no library's is among them."""
_OK = -1


class Asking:
    """`ask(intent, done)`: `done(data)` on Kivy's thread, with the answer's Intent; None where nothing came of it."""

    def __init__(self) -> None:
        self._numbers = itertools.count(_FIRST)
        self._waiting: dict[int, Callable[[Any], None]] = {}
        self._bound = False

    def ask(self, intent: Any, done: Callable[[Any], None]) -> None:
        """Start the other app; where there is none `done(None)` at once."""
        self._bind()
        code = next(self._numbers)
        self._waiting[code] = done
        if not tried(lambda: activity().startActivityForResult(intent, code)):
            del self._waiting[code]
            done(None)

    def _bind(self) -> None:
        if not self._bound:
            from android.activity import bind  # python-for-android's

            bind(on_activity_result=self._came)
            self._bound = True

    def _came(self, code: int, result: int, data: Any) -> None:
        """On Java's thread. `data` may be missing of an answer that is good: the camera's lies in a file."""
        done = self._waiting.pop(code, None)
        if done:
            on_ui(lambda: done((data or True) if result == _OK else None))
