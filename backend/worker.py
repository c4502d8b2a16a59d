"""The worker: hands over what waits in the outbox, and runs the features' ticks. Any number on PostgreSQL."""

import os
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass, field
from typing import Any

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from backend import db, idempotency, posting
from backend.accounts import codes, tokens
from backend.batches import Batches
from backend.config import Config
from backend.duty import services as duty
from backend.following import services as following
from backend.forwarding import deliveries, feed
from backend.ids import new_id
from backend.inbox import services as inbox
from backend.inbox.rounds import InboxThread
from backend.lanes import AnyLane, Lane, busy
from backend.mail.smtp import IDLE_FOR, Postman
from backend.outages import services as outages
from backend.outages.behind import services as behind
from backend.tickets import services as tickets
from backend.tickets.attachments import services as attachments

AT_ONCE = 32
"""Webhooks under way at a time."""
MAILS_AT_ONCE = 4
LETTERS_AT_ONCE = 4
LOOK_EVERY = 0.1
"""Seconds between two looks into the outbox."""
GATHER = 0.02
"""Seconds in which what comes in one by one gathers: a round costs the same for one as for many."""
RENEW_EVERY = 3.0
TICK_EVERY = 60.0
CLOCKS_EVERY = 5.0
"""Seconds between two looks for clocks that want one: a target of minutes is warned of before it runs out."""
TURNS_EVERY = 5.0
"""Seconds between two looks for outages that want one by the clock, and for alerts that nobody has acknowledged."""
TURNS = (
    (outages.anything_by_the_clock, outages.look_at_the_clock),
    (duty.any_turn_due, duty.take_turns),
)
"""Whether there is something to do, and a batch of it, which says whether there may be more."""
log = structlog.get_logger()


@dataclass
class Worker:
    """One worker; `run` returns after `stop`, when what was under way is settled."""

    app: Flask
    name: str = field(default_factory=lambda: f"{socket.gethostname()[:30]}:{os.getpid()}:{new_id()[:8]}")

    def __post_init__(self) -> None:
        config: Config = self.app.extensions["doorgeven.config"]
        self._postman = Postman(config.smtp)
        self._lanes: list[AnyLane] = [webhooks(config), mails(config, self._postman), letters(config, self._postman)]
        self._folder = config.attachments_dir
        self._inbox = InboxThread(self.app)
        self._stop = threading.Event()
        self._renewed_at = self._ticked_at = time.monotonic()
        self._clocks_at = 0.0
        self._batches = [
            Batches(tickets.anything_for_children, tickets.pass_to_children),
            Batches(behind.anything_to_spread, behind.spread),
            Batches(following.anything_to_tell, following.tell_followers),
            Batches(following.reporters_to_mail, following.mail_reporters),
            Batches(following.friends_to_ask, following.mail_asked),
        ]
        self._turns_at = 0.0

    def stop(self) -> None:
        """Asks `run` to return."""
        self._stop.set()

    def run(self) -> None:
        """Works until stopped; whatever goes wrong in one round is logged, and the next round begins."""
        log.info("worker starts", worker=self.name)
        for lane in self._lanes:
            lane.open()
        self._inbox.start()
        with self.app.app_context():
            self._guarded(self._tick)
            while not self._stop.is_set() or self._under_way:
                begun = time.monotonic()
                moved = self._guarded(self._round)
                if not moved:
                    self._wait()
                elif not self._busy:
                    self._stop.wait(max(0.0, begun + GATHER - time.monotonic()))
        for lane in self._lanes:
            lane.close()
        self._inbox.stop()
        self._postman.hang_up()
        log.info("worker stops", worker=self.name)

    @property
    def _under_way(self) -> bool:
        return any(lane.under_way for lane in self._lanes)

    @property
    def _busy(self) -> bool:
        """Whether a lane has much under way, so that there is no use in gathering more."""
        return any(2 * len(lane.under_way) >= lane.at_once for lane in self._lanes)

    def _wait(self) -> None:
        """Until something under way is back, or it is time to look again."""
        if self._under_way:
            wait([future for lane in self._lanes for future in lane.under_way], LOOK_EVERY, FIRST_COMPLETED)
        else:
            self._stop.wait(LOOK_EVERY)

    def _round(self) -> bool:
        """Settles what is back and claims what is due, in one transaction; says whether anything moved."""
        back = [lane.back() for lane in self._lanes]
        wanted = [self._wanted(lane, done) for lane, done in zip(self._lanes, back, strict=True)]
        rows = list(zip(self._lanes, back, wanted, strict=True))
        if any(back) or any(wanted):
            claimed = db.write(lambda: [lane.exchange(self.name, done, more) for lane, done, more in rows])
            for lane, done, parcels in zip(self._lanes, back, claimed, strict=True):
                lane.go_on(done, parcels)
        told = self._in_batches()
        self._keep_leases()
        if time.monotonic() - self._ticked_at > TICK_EVERY:
            self._ticked_at = time.monotonic()
            self._tick()
        self._look_at_clocks()
        self._take_turns()
        return any(back) or any(wanted) or told

    def _wanted(self, lane: AnyLane, back: list[Any]) -> int:
        """A look costs a read; only where something is due is the write lock asked for."""
        wanted = lane.wanted(back, stopping=self._stop.is_set())
        # Ended at once: while a reading stands open, SQLite's write-ahead log only grows.
        db.session.rollback()
        return wanted

    def _in_batches(self) -> bool:
        """One batch of each long work that is under way: deliveries go on in between."""
        moved = [batches.go_on() for batches in self._batches]
        return any(moved)

    def _keep_leases(self) -> None:
        if self._under_way and time.monotonic() - self._renewed_at > RENEW_EVERY:
            self._renewed_at = time.monotonic()
            db.write(self._renew)

    def _renew(self) -> None:
        for lane in self._lanes:
            if lane.under_way:
                lane.renew(self.name, list(lane.under_way.values()))

    def _tick(self) -> None:
        """What the features do by the clock."""
        for tick in (tickets.close_settled, tickets.resume_held, behind.close_unanswered, behind.take_in_more):
            while db.write(tick):
                pass
        db.write(feed.prune)
        db.write(idempotency.forget_old)
        db.write(tokens.forget_expired)
        db.write(codes.forget_old)
        db.write(posting.forget_old)
        db.write(inbox.forget_old)
        db.write(following.forget_expired)
        db.write(duty.forget_old)
        self._postman.hang_up(idle_for=IDLE_FOR)
        attachments.sweep(self._folder)

    def _look_at_clocks(self) -> None:
        """A batch a round: after a change of the company's hours thousands of tickets want a look."""
        if time.monotonic() < self._clocks_at:
            return
        self._clocks_at = time.monotonic() + CLOCKS_EVERY
        due = tickets.any_clock_due()
        db.session.rollback()
        if due and db.write(tickets.look_at_clocks):
            self._clocks_at = 0.0

    def _take_turns(self) -> None:
        """What outages and those on duty want by the clock: a look costs a read, and a batch is taken at a time."""
        if time.monotonic() < self._turns_at:
            return
        self._turns_at = time.monotonic() + TURNS_EVERY
        for due, work in TURNS:
            wanted = due()
            db.session.rollback()
            if wanted and db.write(work):
                self._turns_at = 0.0

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


def webhooks(config: Config) -> Lane[deliveries.Parcel, deliveries.Outcome]:
    """Events on their way to teams' systems."""
    return Lane(
        name="webhook",
        at_once=AT_ONCE,
        due=deliveries.anything_due,
        claim=lambda worker, limit, held: deliveries.claim(worker, limit, busy(held, lambda one: one.endpoint_id)),
        send=lambda parcel: deliveries.send(parcel, config.webhook_allow),
        settle=deliveries.settle,
        renew=lambda worker, held: deliveries.renew(worker, [one.delivery_id for one in held]),
    )


def mails(config: Config, postman: Postman) -> Lane[deliveries.Parcel, deliveries.Outcome]:
    """Events on their way to teams' mailboxes."""
    return Lane(
        name="mail",
        at_once=MAILS_AT_ONCE,
        due=lambda: deliveries.anything_due(by_mail=True),
        claim=lambda worker, limit, held: deliveries.claim(
            worker, limit, busy(held, lambda one: one.endpoint_id), by_mail=True
        ),
        send=lambda parcel: deliveries.send_by_mail(parcel, postman, config),
        settle=deliveries.settle,
        renew=lambda worker, held: deliveries.renew(worker, [one.delivery_id for one in held]),
        ready=lambda: postman.ready,
    )


def letters(config: Config, postman: Postman) -> Lane[posting.Envelope, posting.Posted]:
    """Mail to people."""
    return Lane(
        name="letter",
        at_once=LETTERS_AT_ONCE,
        due=posting.anything_due,
        claim=lambda worker, limit, _: posting.claim(worker, limit),
        send=lambda envelope: posting.send(envelope, postman, config),
        settle=posting.settle,
        renew=lambda worker, held: posting.renew(worker, [one.id for one in held]),
        ready=lambda: postman.ready,
    )
