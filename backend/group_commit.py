"""Writers of one SQLite file: in the order of asking, and those who wait at once in one commit.

SQLite has one writer at a time, and its own busy handler starves some of them for seconds. Here whoever comes first
takes with it all who came while it waited for its turn: one commit, one fsync, for all of them.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from backend.turns import Turns

MOST = 32
"""How many changes one commit takes in, so that the first of them does not wait for all of a busy hour."""


@dataclass
class Job:
    """One change that waits to be made; whoever made it settles it with an answer or an error."""

    change: Callable[[], Any]
    answer: Any = None
    error: BaseException | None = None
    settled: bool = False
    turn: threading.Event = field(default_factory=threading.Event)
    """Set when it is settled, or when it is the one to go ahead."""

    def settle(self, answer: Any = None, error: BaseException | None = None) -> None:
        """What came of it."""
        self.answer, self.error, self.settled = answer, error, True


class Line:
    """The line in which changes wait; `together` makes those that it is given, and settles each."""

    def __init__(self, together: Callable[[Sequence[Job]], None], database: Path | None = None) -> None:
        """`database` is the file whose writers in other processes take turns too."""
        self._together = together
        self._turns = Turns(database) if database else None
        self._mutex = threading.Lock()
        self._waiting: deque[Job] = deque()
        self._led = False

    def make(self, change: Callable[[], Any]) -> Any:
        """The answer of `change` when it is durable; raises what it raises."""
        mine = Job(change)
        with self._mutex:
            self._waiting.append(mine)
            leads, self._led = not self._led, True
        if not leads:
            mine.turn.wait()
        if not mine.settled:
            self._lead(mine)
        if mine.error is not None:
            raise mine.error
        return mine.answer

    def _lead(self, mine: Job) -> None:
        batch: list[Job] = []
        try:
            if self._turns is None:
                batch = self._batch()
                self._together(batch)
            else:
                with self._turns():
                    batch = self._batch()
                    self._together(batch)
        except BaseException as error:  # noqa: BLE001 - raised again in the thread of each whom it concerns
            for job in batch or self._without(mine):
                if not job.settled:
                    job.settle(error=error)
        finally:
            self._hand_on(batch, mine)

    def _batch(self) -> list[Job]:
        """Who is first, and all who came meanwhile."""
        with self._mutex:
            return [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]

    def _without(self, mine: Job) -> list[Job]:
        with self._mutex:
            self._waiting.remove(mine)
        return [mine]

    def _hand_on(self, batch: list[Job], mine: Job) -> None:
        with self._mutex:
            self._led = bool(self._waiting)
            ahead = self._waiting[0] if self._led else None
        if ahead is not None:
            ahead.turn.set()
        for job in batch:
            if job is not mine:
                job.turn.set()
