"""Counting what is guessed at, in the database: locks hold in every process, and name nobody."""

import datetime as dt
import hashlib

from sqlalchemy import delete, func, select

from backend import db
from backend.accounts.models import SignInFailure
from backend.clock import now
from backend.errors import TooManyRequests
from backend.ids import new_id
from shared.messages import Message

MOST = 10
WITHIN = dt.timedelta(minutes=15)
_KEPT = dt.timedelta(hours=1)


def note(kind: str, subject: str) -> None:
    """Counts one try at `subject`; runs inside `db.write`."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.at < now() - _KEPT))
    db.session.add(SignInFailure(id=new_id(), subject=_digest(kind, subject), at=now()))


def forget(kind: str, subject: str) -> None:
    """The right one was given: what came before no longer counts."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.subject == _digest(kind, subject)))


def lately(kind: str, subject: str, within: dt.timedelta) -> tuple[int, dt.datetime | None]:
    """How many tries there were, and when the first of them was."""
    mine = (SignInFailure.subject == _digest(kind, subject), SignInFailure.at > now() - within)
    count, first = db.session.execute(select(func.count(), func.min(SignInFailure.at)).where(*mine)).one()
    return count, first


def refuse_if_locked(kind: str, subject: str, message: Message) -> None:
    """Raises TooManyRequests with `message`, which has `{seconds}`, after too many tries."""
    count, first = lately(kind, subject, WITHIN)
    if first is not None and count >= MOST:
        seconds = max(1, int((first + WITHIN - now()).total_seconds()) + 1)
        raise TooManyRequests(message.template, seconds)


def _digest(kind: str, subject: str) -> str:
    told = subject.strip().lower()
    return hashlib.sha256(f"{kind} {told}".encode()).hexdigest()
