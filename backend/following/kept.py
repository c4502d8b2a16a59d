"""What was made for readers who sign in nowhere, kept in mind until something that it tells of changes.

The change feed's positions say whether anything did, at once in the process that wrote and within a second on others;
where they cannot be trusted nothing is kept. What passes by the clock alone is right within a few seconds.
"""

import hashlib
import time
from collections.abc import Callable, Hashable, Iterable

from flask import current_app

from backend.forwarding.memory import positions
from backend.watch import watch

KEPT_FOR = 5.0
"""Seconds: a promise that passes is late by then."""
MOST = 1000

Made = tuple[int, float, bytes, str]
"""The position of the last change, when it was made, what, and its ETag."""


class Kept:
    """Contents by key."""

    def __init__(self) -> None:
        self._made: dict[Hashable, Made] = {}

    def get(self, key: Hashable, audiences: Iterable[str], make: Callable[[], bytes]) -> tuple[bytes, str]:
        """The content of `key` and its ETag, made anew where one of `audiences` has heard of a change."""
        trusted, position, at = watch().fresh, positions().last(audiences), time.monotonic()
        found = self._made.get(key)
        if trusted and found and found[0] == position and at - found[1] < KEPT_FOR:
            return found[2], found[3]
        content = make()
        etag = hashlib.sha256(content).hexdigest()[:32]
        if trusted:
            if len(self._made) >= MOST:
                self._made.clear()
            self._made[key] = position, at, content, etag
        return content, etag


def kept() -> Kept:
    """The running app's."""
    found: Kept = current_app.extensions.setdefault("doorgeven.following", Kept())
    return found
