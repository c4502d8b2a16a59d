"""How many tickets each cell had in the last so many hours, exactly: each is counted off again as it grows old."""

from collections import deque
from collections.abc import Sequence

import numpy as np

from backend.outages.detection.zones import Ints


class Windows:
    """`hours` are the windows' lengths; a ticket lies in a window from its own time until just before it is so old."""

    def __init__(self, hours: Sequence[float], cells: int) -> None:
        self.hours = tuple(hours)
        self._counts = np.zeros((len(self.hours), cells), dtype=np.int32)
        self._recent: list[deque[tuple[float, Ints]]] = [deque() for _ in self.hours]

    def take(self, t: float, cells: Ints) -> Ints:
        """(hours, cells): the counts of those cells with this ticket, which lies in each of them."""
        for lasted, counts, recent in zip(self.hours, self._counts, self._recent, strict=True):
            while recent and recent[0][0] <= t - lasted:
                counts[recent.popleft()[1]] -= 1
            recent.append((t, cells))
            counts[cells] += 1
        return np.asarray(self._counts[:, cells], dtype=np.int64)

    def restart(self) -> None:
        """As if nothing had come."""
        self._counts[:] = 0
        for recent in self._recent:
            recent.clear()
