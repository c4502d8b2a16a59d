"""The worker: hands over what waits in the outbox, and runs the features' ticks. Any number on PostgreSQL."""

import os
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from backend import db, idempotency
from backend.accounts import tokens
from backend.config import Config
from backend.forwarding import deliveries, feed
from backend.forwarding.deliveries import Outcome
from backend.ids import new_id
from backend.tickets import services as tickets
from backend.tickets.attachments import services as attachments

AT_ONCE = 32
"""Deliveries under way at a time."""
LOOK_EVERY = 0.1
"""Seconds between two looks into the outbox."""
RENEW_EVERY = 3.0
TICK_EVERY = 60.0
log = structlog.get_logger()


@dataclass
class Worker:
    """One worker; `run` returns after `stop`, when what was under way is settled."""

    app: Flask
    name: str = field(default_factory=lambda: f"{socket.gethostname()[:30]}:{os.getpid()}:{new_id()[:8]}")

    def __post_init__(self) -> None:
        config: Config = self.app.extensions["doorgeven.config"]
        self._allow, self._folder = config.webhook_allow, config.attachments_dir
        self._under_way: dict[Future[Outcome], deliveries.Parcel] = {}
        self._stop = threading.Event()
        self._renewed_at = self._ticked_at = time.monotonic()

    def stop(self) -> None:
        """Asks `run` to return."""
        self._stop.set()

    def run(self) -> None:
        """Works until stopped; whatever goes wrong in one round is logged, and the next round begins."""
        log.info("worker starts", worker=self.name)
        with self.app.app_context(), ThreadPoolExecutor(AT_ONCE, thread_name_prefix="send") as pool:
            self._guarded(self._tick)
            while not self._stop.is_set() or self._under_way:
                moved = self._guarded(lambda: self._round(pool))
                if not moved:
                    self._wait()
        log.info("worker stops", worker=self.name)

    def _wait(self) -> None:
        """Until something under way is back, or it is time to look again."""
        if self._under_way:
            wait(self._under_way, LOOK_EVERY, FIRST_COMPLETED)
        else:
            self._stop.wait(LOOK_EVERY)

    def _round(self, pool: ThreadPoolExecutor) -> bool:
        """Settles what is back and claims what is due, in one transaction; says whether anything moved."""
        back = {future: parcel for future, parcel in self._under_way.items() if future.done()}
        out = [parcel for future, parcel in self._under_way.items() if future not in back]
        free = 0 if self._stop.is_set() else AT_ONCE - len(out)
        claimed: list[deliveries.Parcel] = []
        if back or self._anything_due(free):
            busy = Counter(parcel.endpoint_id for parcel in out)
            outcomes = [future.result() for future in back]
            claimed = db.write(lambda: self._settle_and_claim(outcomes, free, busy))
        for future in back:
            del self._under_way[future]
        for parcel in claimed:
            self._under_way[pool.submit(deliveries.send, parcel, self._allow)] = parcel
        self._keep_leases()
        if time.monotonic() - self._ticked_at > TICK_EVERY:
            self._ticked_at = time.monotonic()
            self._tick()
        return bool(back or claimed)

    def _settle_and_claim(self, outcomes: list[Outcome], free: int, busy: Counter[str]) -> list[deliveries.Parcel]:
        if outcomes:
            deliveries.settle(self.name, outcomes)
        return deliveries.claim(self.name, free, busy)

    @staticmethod
    def _anything_due(free: int) -> bool:
        """A look costs a read; only where something is due is the write lock asked for."""
        due = free > 0 and deliveries.anything_due()
        # Ended at once: while a reading stands open, SQLite's write-ahead log only grows.
        db.session.rollback()
        return due

    def _keep_leases(self) -> None:
        if self._under_way and time.monotonic() - self._renewed_at > RENEW_EVERY:
            self._renewed_at = time.monotonic()
            held = [parcel.delivery_id for parcel in self._under_way.values()]
            db.write(lambda: deliveries.renew(self.name, held))

    def _tick(self) -> None:
        """What the features do by the clock."""
        for tick in (tickets.close_settled, tickets.resume_held):
            while db.write(tick):
                pass
        db.write(feed.prune)
        db.write(idempotency.forget_old)
        db.write(tokens.forget_expired)
        attachments.sweep(self._folder)

    def _guarded(self, work: Callable[[], bool | None]) -> bool:
        try:
            return bool(work())
        except SQLAlchemyError as error:
            # Its own line, no traceback: a database that is away for a minute must not fill the disk with them.
            log.error("database", error=type(error).__name__)  # noqa: TRY400
        except Exception:
            log.exception("worker round")  # the outermost edge: the next round must come
        db.session.rollback()
        self._stop.wait(1)
        return False
