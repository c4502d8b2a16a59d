"""A worker's lanes: each a kind of thing to hand over, with threads of its own, so that none waits for another's."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import structlog

from backend import db

P = TypeVar("P")
"""What is claimed: all that sending it needs, as plain data."""
O = TypeVar("O")  # noqa: E741 - the outcome of a P
"""What came of it."""
R = TypeVar("R")
log = structlog.get_logger()


@dataclass
class Lane(Generic[P, O]):
    """How one kind of thing is claimed, sent and settled; see `backend/forwarding/deliveries.py` and `posting.py`."""

    name: str
    at_once: int
    due: Callable[[], bool]
    claim: Callable[[str, int, list[P]], list[P]]
    """Worker, how many at most, and what the worker has under way; inside `db.write`."""
    send: Callable[[P], O]
    """In a thread, without a database."""
    broken: Callable[[P], O]
    """What came of a parcel where `send` raised: a failed attempt, so that it is not tried for ever."""
    settle: Callable[[str, list[O]], None]
    renew: Callable[[str, list[P]], None]
    ready: Callable[[], bool] = lambda: True
    """Whether there is any use in claiming now."""
    under_way: dict[Future[O], P] = field(default_factory=dict)

    def open(self) -> None:
        """Starts its threads."""
        self._pool = ThreadPoolExecutor(self.at_once, thread_name_prefix=self.name)

    def close(self) -> None:
        """Ends its threads; nothing is under way."""
        self._pool.shutdown()

    def back(self) -> list[Future[O]]:
        """What is done and not yet settled."""
        return [future for future in self.under_way if future.done()]

    def wanted(self, back: list[Future[O]], *, stopping: bool) -> int:
        """How many more it could take on now."""
        free = self.at_once - len(self.under_way) + len(back)
        return free if not stopping and free > 0 and self.ready() and self.due() else 0

    def exchange(self, worker: str, back: list[Future[O]], wanted: int) -> list[P]:
        """Settles what is back and claims what is due; runs inside `db.write`, and so changes nothing of the lane."""
        outcomes = [self._outcome(future) for future in back]
        if outcomes:
            self.settle(worker, outcomes)
        return self._claim(worker, back, wanted)

    def exchange_apart(self, worker: str, back: list[Future[O]], wanted: int) -> list[P]:
        """The same by a transaction each, after one for all of it failed: what cannot be settled is left to its lease.

        Raised, it would stop everybody's round, again and again.
        """
        for future in back:
            self._try(lambda future=future: self.settle(worker, [self._outcome(future)]))  # type: ignore[misc]
        return self._try(lambda: self._claim(worker, back, wanted)) or []

    def go_on(self, back: list[Future[O]], claimed: list[P]) -> None:
        """After the commit: forgets what is settled, and sends what was claimed."""
        for future in back:
            if future.exception() is not None:
                log.error("sending broke off", lane=self.name, exc_info=future.exception())
            del self.under_way[future]
        for parcel in claimed:
            self.under_way[self._pool.submit(self.send, parcel)] = parcel

    def _outcome(self, future: Future[O]) -> O:
        return future.result() if future.exception() is None else self.broken(self.under_way[future])

    def _claim(self, worker: str, back: list[Future[O]], wanted: int) -> list[P]:
        still = [parcel for future, parcel in self.under_way.items() if future not in back]
        return self.claim(worker, wanted, still) if wanted else []

    def _try(self, change: Callable[[], R]) -> R | None:
        try:
            return db.write(change)
        except Exception:
            db.session.rollback()
            log.exception("exchange", lane=self.name)
            return None


AnyLane = Lane[Any, Any]


def busy(parcels: Iterable[P], of: Callable[[P], str]) -> dict[str, int]:
    """How many of `parcels` there are of each `of`."""
    counts: dict[str, int] = {}
    for parcel in parcels:
        counts[of(parcel)] = counts.get(of(parcel), 0) + 1
    return counts
