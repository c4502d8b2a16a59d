"""Waiting until something is so, with an end to the patience."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class TooLong(Exception):
    """What was waited for did not come in time."""


def until(condition: Callable[[], T], seconds: float, what: str, *, every: float = 0.05) -> T:
    """`condition()` as soon as that is true; raises TooLong, naming `what`, after `seconds`."""
    end = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > end:
            raise TooLong(f"{what}: not within {seconds:g} s")
        time.sleep(every)
