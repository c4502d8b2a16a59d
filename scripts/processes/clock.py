"""Who asks what time it is in this process, for those who set the server's time by hand."""

import sys
from types import ModuleType

from backend import clock

_REAL = clock.now


def who_ask() -> list[ModuleType]:
    """The server's modules with a `now` of the real time, but for sign-in: by a time set by hand its sessions end."""
    return [
        module
        for name, module in list(sys.modules.items())
        if name.startswith("backend.")
        and not name.startswith("backend.accounts")
        and getattr(module, "now", None) is _REAL
    ]
