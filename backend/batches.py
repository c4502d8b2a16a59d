"""Long work that the worker does in batches, each a transaction of its own, with other work in between."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from backend import db

LOOK_EVERY = 0.5
"""Seconds between two looks for such work, while there is none."""


@dataclass
class Batches:
    """`due` is a read that says whether there is any; `work` does a batch inside `db.write`, 0 where there was none."""

    due: Callable[[], bool]
    work: Callable[[], int]
    _at: float = 0.0

    def go_on(self) -> bool:
        """Does a batch where there is one; says whether it did."""
        if time.monotonic() < self._at:
            return False
        # Set first: a batch that fails is tried again after that time, and keeps the rounds between from nothing else.
        self._at = time.monotonic() + LOOK_EVERY
        due = self.due()
        db.session.rollback()
        if not due or not db.write(self.work):
            return False
        self._at = 0.0
        return True
