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
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError

from backend import db, idempotency, posting
from backend.accounts import browser, codes, tokens
from backend.chores import Apart, Chore, in_batches, once, until_done
from backend.config import Config
from backend.duty import services as duty
from backend.feedback import services as feedback
from backend.figures import services as figures
from backend.following import services as following
from backend.forwarding import deliveries, feed
from backend.forwarding.patience import Patience
from backend.ids import new_id
from backend.inbox import services as inbox
from backend.inbox.rounds import InboxThread
from backend.lanes import AnyLane, Lane, busy
from backend.mail.smtp import IDLE_FOR, Postman
from backend.outages import services as outages
from backend.outages.behind import services as behind
from backend.outages.detection import chores as detecting
from backend.outages.detection import log as detection
from backend.tickets import services as tickets
from backend.tickets.attachments import services as attachments
from backend.tickets.uploads import services as uploads

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
FIGURES_EVERY = 1.0
"""Seconds between two looks for what is to be counted: what comes in meanwhile is counted in one go."""
DETECTION_EVERY = 0.25
"""Seconds between two looks for tickets that may be of an outage,"""
LEARNING_EVERY = 60.0
"""and whether what is usual is to be learned anew."""
TURNS_EVERY = 5.0
"""Seconds between two looks for outages that want one by the clock, and for alerts that nobody has acknowledged."""
BATCHES_EVERY = 0.5
"""Seconds between two looks for long work, while there is none."""
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
        self._renewed_at = time.monotonic()
        self._batches = [
            Chore(name, in_batches(due, work), BATCHES_EVERY)
            for name, due, work in (
                ("families", tickets.anything_for_children, tickets.pass_to_children),
                ("outages' tickets", behind.anything_to_spread, behind.spread),
                ("followers", following.anything_to_tell, following.tell_followers),
                ("reporters' mail", following.reporters_to_mail, following.mail_reporters),
                ("friends' mail", following.friends_to_ask, following.mail_asked),
            )
        ]
        self._chores = [
            *self._by_the_minute(),
            Chore("clocks", in_batches(tickets.any_clock_due, tickets.look_at_clocks), CLOCKS_EVERY),
            Chore("outages", in_batches(outages.anything_by_the_clock, outages.look_at_the_clock), TURNS_EVERY),
            Chore("duty", in_batches(duty.any_turn_due, duty.take_turns), TURNS_EVERY),
        ]
        self._apart = [
            Apart(self.app, Chore("figures", figures.go_on, FIGURES_EVERY)),
            Apart(self.app, Chore("detection", detecting.watching(self.name), DETECTION_EVERY)),
            Apart(self.app, Chore("learning", detecting.learning, LEARNING_EVERY)),
        ]

    def stop(self) -> None:
        """Asks `run` to return."""
        self._stop.set()

    def run(self) -> None:
        """Works until stopped; whatever goes wrong in one round is logged, and the next round begins."""
        log.info("worker starts", worker=self.name)
        for lane in self._lanes:
            lane.open()
        self._inbox.start()
        for apart in self._apart:
            apart.start()
        with self.app.app_context():
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
        for apart in self._apart:
            apart.stop()
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
        claimed: list[list[Any]] = []
        if any(back) or any(wanted):
            claimed = self._exchange(rows)
            for lane, done, parcels in zip(self._lanes, back, claimed, strict=True):
                lane.go_on(done, parcels)
        told = self._in_batches()
        self._keep_leases()
        for chore in self._chores:
            chore.go_on()
        # What is due to receivers that have enough of it under way is none: it would be asked for again at once.
        return any(back) or any(claimed) or told

    def _exchange(self, rows: list[tuple[AnyLane, list[Any], int]]) -> list[list[Any]]:
        """In one transaction for all lanes; where that fails each by itself, so that none stops another's."""
        try:
            return db.write(lambda: [lane.exchange(self.name, done, more) for lane, done, more in rows])
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            db.session.rollback()
            log.exception("exchange")
        return [lane.exchange_apart(self.name, done, more) for lane, done, more in rows]

    def _wanted(self, lane: AnyLane, back: list[Any]) -> int:
        """A look costs a read; only where something is due is the write lock asked for."""
        wanted = lane.wanted(back, stopping=self._stop.is_set())
        # Ended at once: while a reading stands open, SQLite's write-ahead log only grows.
        db.session.rollback()
        return wanted

    def _in_batches(self) -> bool:
        """One batch of each long work that is under way: deliveries go on in between."""
        moved = [chore.go_on() for chore in self._batches]
        return any(moved)

    def _keep_leases(self) -> None:
        if self._under_way and time.monotonic() - self._renewed_at > RENEW_EVERY:
            self._renewed_at = time.monotonic()
            db.write(self._renew)

    def _renew(self) -> None:
        for lane in self._lanes:
            if lane.under_way:
                lane.renew(self.name, list(lane.under_way.values()))

    def _by_the_minute(self) -> list[Chore]:
        """What the features do as time goes by."""
        chores = [
            Chore("closing", until_done(tickets.close_settled), TICK_EVERY),
            Chore("held", until_done(tickets.resume_held), TICK_EVERY),
            Chore("unanswered", until_done(behind.close_unanswered), TICK_EVERY),
            Chore("matching", until_done(behind.take_in_more), TICK_EVERY),
        ]
        forgetting = (
            ("changes", feed.prune),
            ("idempotency", idempotency.forget_old),
            ("tokens", tokens.forget_expired),
            ("browsers", browser.forget_expired),
            ("codes", codes.forget_old),
            ("letters", posting.forget_old),
            ("mails", inbox.forget_old),
            ("links", following.forget_expired),
            ("alerts", duty.forget_old),
            ("uploads", uploads.forget_old),
            ("feedback", feedback.forget_old),
            ("detection", detection.forget_old),
        )
        chores += [Chore(f"forgetting {name}", once(forget), TICK_EVERY) for name, forget in forgetting]
        return [*chores, Chore("lines", self._hang_up, TICK_EVERY), Chore("files", self._sweep, TICK_EVERY)]

    def _hang_up(self) -> bool:
        self._postman.hang_up(idle_for=IDLE_FOR)
        return False

    def _sweep(self) -> bool:
        attachments.sweep(self._folder)
        uploads.sweep(self._folder)
        return False

    def _guarded(self, work: Callable[[], bool]) -> bool:
        try:
            return work()
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
    patience = Patience()

    def send(parcel: deliveries.Parcel) -> deliveries.Outcome:
        outcome = deliveries.send(parcel, config.webhook_allow)
        patience.note(parcel.endpoint_id, outcome.seconds, answered=outcome.reply.status_code is not None)
        return outcome

    return Lane(
        name="webhook",
        at_once=AT_ONCE,
        due=deliveries.anything_due,
        claim=lambda worker, limit, held: deliveries.claim(
            worker, limit, busy(held, lambda one: one.endpoint_id), patience=patience
        ),
        send=send,
        broken=deliveries.broken,
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
        broken=deliveries.broken,
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
        broken=posting.broken,
        settle=posting.settle,
        renew=lambda worker, held: posting.renew(worker, [one.id for one in held]),
        ready=lambda: postman.ready,
    )
