"""Endpoints that keep senders waiting get no more of them than leaves enough for all others; a worker's memory."""

import time
from collections.abc import Iterable, Mapping

AT_ONCE = 8
"""Deliveries under way to one endpoint."""
AT_ONCE_TO_SILENT = 1
"""To one that gave no answer in the end: its next event shows whether it is back."""
MOST_WAITING = 16
"""Deliveries under way to all that keep senders waiting: half of a worker's senders."""
SLOW = 2.0
"""Seconds from which on an endpoint is one of those."""
REMEMBERED = 60.0
"""Seconds after which one is trusted again."""


class Patience:
    """What is known of endpoints by their last answers."""

    def __init__(self) -> None:
        self._slow: dict[str, float] = {}
        self._silent: dict[str, float] = {}

    def note(self, endpoint_id: str, seconds: float, *, answered: bool) -> None:
        """How long it took to answer, or not to."""
        until = time.monotonic() + REMEMBERED
        for kept, holds in ((self._slow, seconds > SLOW), (self._silent, seconds > SLOW and not answered)):
            if holds:
                kept[endpoint_id] = until
            else:
                kept.pop(endpoint_id, None)

    def full(self, busy: Mapping[str, int]) -> list[str]:
        """The endpoints that get no more now, where so many deliveries are under way to each."""
        slow = self._known(self._slow)
        waiting = sum(busy.get(one, 0) for one in slow) >= MOST_WAITING
        return [*(one for one, count in busy.items() if count >= self._share(one)), *(slow if waiting else ())]

    def chosen(self, endpoint_ids: Iterable[str], busy: Mapping[str, int]) -> list[bool]:
        """Whether the delivery to each of these, in their order, may go now beside what is under way."""
        counts, slow = dict(busy), self._known(self._slow)
        waiting, found = sum(counts.get(one, 0) for one in slow), []
        for one in endpoint_ids:
            goes = counts.get(one, 0) < self._share(one) and not (one in slow and waiting >= MOST_WAITING)
            counts[one] = counts.get(one, 0) + goes
            waiting += goes and one in slow
            found.append(goes)
        return found

    def _share(self, endpoint_id: str) -> int:
        return AT_ONCE_TO_SILENT if endpoint_id in self._known(self._silent) else AT_ONCE

    @staticmethod
    def _known(kept: dict[str, float]) -> set[str]:
        at = time.monotonic()
        # Senders note what they learn while this is read.
        for one, until in list(kept.items()):
            if until < at:
                kept.pop(one, None)
        return set(kept)
