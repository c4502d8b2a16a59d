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
        self._calls: deque[float | None] = deque(maxlen=_CALLS)
        self.answers = 0
        """How many came since the app began."""

    def came(self, seconds: float) -> None:
        """An answer came after `seconds`."""
        with self._lock:
            self._calls.append(seconds)
            self.answers += 1

    def lost(self) -> None:
        """No answer came."""
        with self._lock:
            self._calls.append(None)

    @property
    def quality(self) -> Quality:
        """By the last calls; one that is good again is so after as many good ones."""
        with self._lock:
            calls = list(self._calls)
        if calls and all(call is None for call in calls[-_GONE:]):
            return Quality.GONE
        back = sum(1 for one, other in pairwise(calls) if one is None and other is not None)
        if back > 1 or (back and calls[-1] is None):
            return Quality.SHAKY
        took = [call for call in calls if call is not None]
        slow = len(took) >= _ENOUGH and median(took[-_ENOUGH:]) >= SLOW_SECONDS
        return Quality.SLOW if slow else Quality.GOOD
