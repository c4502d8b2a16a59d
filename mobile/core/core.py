"""The whole of the app without a window: its parts, put together."""

from collections.abc import Callable


class Core:
    """Made by `mobile/main.py` and by scripts; thread-safe."""

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Calls `listener()` on any thread whenever something on the phone may have changed."""
        raise NotImplementedError
