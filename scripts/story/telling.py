"""Tells the story as it happens: each step with its time, and who saw it."""

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import contextmanager

from scripts.processes.waiting import TooLong


class NotPlayed(Exception):
    """A step did not come about, or was not seen."""


class Teller:
    """Times are the clock's, and seconds since the story began."""

    def __init__(self) -> None:
        self._begun = time.monotonic()

    def does(self, who: str, what: str) -> None:
        """Somebody does something."""
        self._line("  ", who, what)

    def sees(self, who: str, what: str) -> None:
        """It was seen where it had to be seen."""
        self._line("->", who, what)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """What happens in here is this step; raises NotPlayed, naming it."""
        try:
            yield
        except (TooLong, AssertionError, LookupError, OSError) as error:
            raise NotPlayed(f"{name}: {error}") from error

    def _line(self, mark: str, who: str, what: str) -> None:
        now = dt.datetime.now().astimezone()
        print(f"{now:%H:%M:%S} {time.monotonic() - self._begun:6.1f} s  {mark} {who:<15} {what}", flush=True)
