"""Whose token it is, in memory: right at once in this process, and elsewhere within a second (backend/watch.py)."""

import datetime as dt
import threading

from flask import current_app
from sqlalchemy import select, update

from backend import db, watch
from backend.accounts.caller import Caller
from backend.accounts.models import AccountEpoch
from backend.clock import now

MOST = 50_000
"""Tokens kept in mind; beyond it all are forgotten, and looked up again as they come."""


class Callers:
    """Token hash -> caller, until the token expires or anything about accounts changes."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Caller, dt.datetime]] = {}
        self._lock = threading.Lock()
        self._epoch = -1
        self.generation = 0

    def find(self, token_hash: str) -> Caller | None:
        """The caller, where known and the token has not expired."""
        caller, expires_at = self._known.get(token_hash, (None, None))
        return caller if expires_at is not None and expires_at > now() else None

    def remember(self, token_hash: str, caller: Caller, expires_at: dt.datetime, generation: int) -> None:
        """Keeps what was looked up, unless something ended since `generation`, which the look-up may have missed."""
        with self._lock:
            if len(self._known) >= MOST:
                self._known.clear()
            if generation == self.generation:
                self._known[token_hash] = (caller, expires_at)

    def forget_all(self) -> None:
        """After any change of accounts, teams' members or keys."""
        with self._lock:
            self.generation += 1
            self._known.clear()

    def refresh(self) -> None:
        """Forgets all where another process changed accounts since the last look."""
        epoch = db.session.scalar(select(AccountEpoch.epoch)) or 0
        if epoch != self._epoch:
            self._epoch = epoch
            self.forget_all()


def callers() -> Callers:
    """The running app's memory of callers."""
    found: Callers = current_app.extensions["doorgeven.callers"]
    return found


def changed() -> None:
    """Inside `db.write`: what is remembered of callers no longer holds, here at the commit and elsewhere soon."""
    db.session.execute(update(AccountEpoch).values(epoch=AccountEpoch.epoch + 1))
    watch.notify()
    db.on_commit(callers().forget_all)
