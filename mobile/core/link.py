"""How good the link is, from how the last calls went: good, slow, one that keeps falling away, or gone."""

import threading
from collections import deque
from enum import StrEnum
from itertools import pairwise
from statistics import median

SLOW_SECONDS = 2.0
"""An answer that takes longer is noticed by whoever waits for it."""
_CALLS = 12
_ENOUGH = 3
"""So many calls say something, fewer may be chance."""
_GONE = 4
"""So many in a row without an answer are no bad link, but none."""


class Quality(StrEnum):
    """What may be said of the link."""

    GOOD = "good"
    SLOW = "slow"
    SHAKY = "shaky"
    """Answers come, and get lost in between."""
    GONE = "gone"


class Link:
    """The app's one link to its server; thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._came: deque[bool] = deque(maxlen=_CALLS)
        self._took: deque[float] = deque(maxlen=_ENOUGH)
        self.answers = 0
        """How many came since the app began."""

    def came(self, seconds: float | None) -> None:
        """An answer came after `seconds`; None where they say nothing: a photo takes its time on any link."""
        with self._lock:
            self._came.append(True)
            self.answers += 1
            if seconds is not None:
                self._took.append(seconds)

    def lost(self) -> None:
        """No answer came."""
        with self._lock:
            self._came.append(False)

    @property
    def quality(self) -> Quality:
        """By the last calls; one that is good again is so after as many good ones."""
        with self._lock:
            calls, took = list(self._came), list(self._took)
        if calls and not any(calls[-_GONE:]):
            return Quality.GONE
        back = sum(1 for one, other in pairwise(calls) if other and not one)
        if back > 1 or (back and not calls[-1]):
            return Quality.SHAKY
        slow = len(took) >= _ENOUGH and median(took) >= SLOW_SECONDS
        return Quality.SLOW if slow else Quality.GOOD
