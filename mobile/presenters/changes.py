"""News on the screen's thread that something on the phone changed."""

from collections.abc import Callable


class Changes:
    """Passes one kind of news, "read again", to the open screens."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[], None]] = []

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Calls `listener()` at each `tell()`; the answer, called, ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def tell(self) -> None:
        """Call all listeners; on the screen's thread."""
        for listener in tuple(self._listeners):
            listener()
