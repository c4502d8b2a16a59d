"""The worker's two chores. numpy is loaded as they begin, in the worker's own process, not in what forks it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backend.outages.detection.watching import Watching


def watching(worker: str) -> Callable[[], bool]:
    """A part of the worker's looking for outages, each time; whether there is likely more."""
    kept: list[Watching] = []

    def go_on() -> bool:
        from backend.outages.detection.watching import Watching  # noqa: PLC0415 - see above

        if not kept:
            kept.append(Watching(worker))
        return kept[0].go_on()

    return go_on


def learning() -> bool:
    """Learns what is usual, where that is due."""
    from backend.outages.detection import learning  # noqa: PLC0415 - see above

    return learning.go_on()
