"""Letters on their way: claimed with a lease, handed to the mail server outside any transaction, settled with a plan.

Once, as far as SMTP allows: where a worker is killed between the server's word and the transaction that keeps it, the
letter goes again, under the same Message-ID. Without SMTP_URL letters wait.
"""

import base64
import datetime as dt
import random
from dataclasses import dataclass
from email.message import EmailMessage
from typing import TypedDict

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, or_, select, update

from backend import db
from backend.clock import now
from backend.config import Config
from backend.i18n import say
from backend.letters import BOUNCED, DEAD, PENDING, SENT, Letter
from backend.mail.inbound import bounce_token
from backend.mail.message import Brand, Mail, compose
from backend.mail.smtp import Postman
from backend.outgoing import LONGEST_ANSWER, Reply
from shared.messages import Message

RETRY_AFTER = tuple(dt.timedelta(seconds=s) for s in (0, 60, 300, 1800, 7200, 18_000, 36_000, 86_400, 86_400))
"""Waits before each attempt; over three days in all, as mail servers do."""
JITTER = 0.2
LEASE = dt.timedelta(seconds=60)
"""Longer than a webhook's: a letter that comes a minute late is better than one that comes twice."""
KEPT_FOR = dt.timedelta(days=365)
"""How long it is remembered that a letter of some key went out."""
MOST_AGAIN = 1000
_NO_MORE = Message("No more of these mails")


@dataclass(frozen=True)
class Envelope:
    """All that sending one letter needs, as plain data."""

    id: str
    address: str
    language: str
    subject: str
    body: str
    link: str | None
    unsubscribe: str | None
    created_at: dt.datetime


@dataclass(frozen=True)
class Posted:
    """What came of handing a letter over."""

    envelope: Envelope
    reply: Reply


class Waiting(TypedDict):
    """What waits, for how long (seconds), and what was given up."""

    pending: int
    oldest_seconds: float
    dead_letters: int


def _due() -> ColumnElement[bool]:
    at = bindparam("now", type_=Letter.next_attempt_at.type)
    free = or_(Letter.lease_until.is_(None), Letter.lease_until < at)
    return and_(Letter.status == PENDING, Letter.next_attempt_at <= at, free)


_DUE = _due()
_LOOK = select(Letter.id).where(_DUE).limit(1)
"""Made once: the worker asks several times a second."""


def anything_due() -> bool:
    """Whether a claim would find something."""
    return db.execute(_LOOK, {"now": now()}).first() is not None


def claim(worker: str, limit: int) -> list[Envelope]:
    """Up to `limit` letters that are due, the oldest first, now leased to `worker`; runs inside `db.write`."""
    if limit <= 0:
        return []
    query = select(Letter).where(_DUE).order_by(Letter.next_attempt_at).limit(limit)
    letters = db.session.scalars(query.with_for_update(skip_locked=True), {"now": now()}).all()
    for letter in letters:
        letter.lease_until, letter.lease_by = now() + LEASE, worker
    return [_envelope(letter) for letter in letters]


def renew(worker: str, ids: list[str]) -> None:
    """Keeps the leases of what is still under way; runs inside `db.write`."""
    held = (Letter.id.in_(ids), Letter.lease_by == worker)
    db.session.execute(update(Letter).where(*held).values(lease_until=now() + LEASE))


def send(envelope: Envelope, postman: Postman, config: Config) -> Posted:
    """Hands one letter to the mail server; never raises for what the server does, and touches no database."""

    def write() -> EmailMessage:
        return compose(_mail(envelope, config), config.mail_from, Brand.of(config.brand_name, config.brand_color))

    bounces_to = config.mail_from.address
    if config.inbound:
        bounces_to = config.inbound.address(bounce_token(config.secret_key, f"l{_short(envelope.id)}"))
    return Posted(envelope, postman.send(bounces_to, envelope.address, write))


def broken(envelope: Envelope) -> Posted:
    """What is kept of an attempt that broke off in our own hands."""
    return Posted(envelope, Reply(None, error="it could not be sent"))


def settle(worker: str, outcomes: list[Posted]) -> None:
    """Keeps what came of sending; runs inside `db.write`."""
    of = {posted.envelope.id: posted.reply for posted in outcomes}
    held = (Letter.id.in_(of), Letter.lease_by == worker, Letter.status == PENDING)
    for letter in db.session.scalars(select(Letter).where(*held).order_by(Letter.id).with_for_update()).all():
        _settle(letter, of[letter.id])


def waiting() -> Waiting:
    """How many letters wait, for how long, and how many were given up."""
    number, since = db.session.execute(
        select(func.count(), func.min(Letter.created_at)).where(Letter.status == PENDING)
    ).one()
    dead = db.session.scalar(select(func.count()).where(Letter.status.in_((DEAD, BOUNCED)))) or 0
    age = round(max(0.0, (now() - since).total_seconds()), 1) if number else 0.0
    return Waiting(pending=number, oldest_seconds=age, dead_letters=dead)


def dead_letters(limit: int = 100) -> list[Letter]:
    """What was given up, the newest first."""
    given_up = Letter.status.in_((DEAD, BOUNCED))
    query = select(Letter).where(given_up).order_by(Letter.created_at.desc()).limit(limit)
    return list(db.session.scalars(query))


def send_again() -> int:
    """Puts dead letters into the outbox again, 1,000 at a time; says how many. Runs inside `db.write`."""
    query = select(Letter).where(Letter.status == DEAD).order_by(Letter.created_at).limit(MOST_AGAIN)
    letters = db.session.scalars(query.with_for_update()).all()
    for letter in letters:
        letter.status, letter.attempts, letter.next_attempt_at, letter.last_error = PENDING, 0, now(), None
    return len(letters)


def bounced(name: str, text: str, *, failed: bool) -> None:
    """Notes that a letter came back after its server had taken it, or is late; runs inside `db.write`."""
    letter = db.session.get(Letter, _long(name), with_for_update=True)
    if letter is None:
        return
    letter.last_error = (f"bounced: {text}" if failed else f"late: {text}")[:LONGEST_ANSWER]
    if failed and letter.status == SENT:
        letter.status = BOUNCED


def forget_old() -> None:
    """Drops letters that went out a year ago; runs inside `db.write`."""
    db.session.execute(delete(Letter).where(Letter.status == SENT, Letter.sent_at < now() - KEPT_FOR))


def _settle(letter: Letter, reply: Reply) -> None:
    letter.lease_until = letter.lease_by = None
    letter.last_error = None if reply.ok else (reply.error or f"{reply.status_code} {reply.text}")[:LONGEST_ANSWER]
    if reply.away:
        return
    letter.attempts += 1
    if reply.ok:
        letter.status, letter.sent_at, letter.next_attempt_at = SENT, now(), None
        # What went out is in its reader's mailbox; a one-time link in a database is one too many.
        letter.body, letter.link, letter.unsubscribe = "", None, None
    elif reply.refused or letter.attempts >= len(RETRY_AFTER):
        letter.status, letter.next_attempt_at = DEAD, None
    else:
        spread = random.uniform(1, 1 + JITTER)  # noqa: S311 - spreads load, guards nothing
        letter.next_attempt_at = now() + RETRY_AFTER[letter.attempts] * spread


def _short(letter_id: str) -> str:
    """Its id as an address has it, which may be 64 characters long before the @."""
    return base64.b32encode(bytes.fromhex(letter_id)).decode().rstrip("=").lower()


def _long(name: str) -> str:
    """The id again; "" for what is none."""
    try:
        return base64.b32decode(name.upper() + "=" * (-len(name) % 8)).hex()
    except ValueError:
        return ""


def _envelope(letter: Letter) -> Envelope:
    facts = ("id", "address", "language", "subject", "body", "link", "unsubscribe", "created_at")
    return Envelope(**{name: getattr(letter, name) for name in facts})


def _mail(envelope: Envelope, config: Config) -> Mail:
    said = Message("This mail was sent by {brand} by itself; replies to it are not read.", brand=config.brand_name)
    words = say(Message("Open"), envelope.language)
    return Mail(
        to=envelope.address,
        language=envelope.language,
        subject=envelope.subject,
        message_id=f"letter.{envelope.id}@{config.mail_from.domain}",
        at=envelope.created_at,
        paragraphs=tuple(envelope.body.split("\n\n")),
        links=((words, envelope.link),) if envelope.link else (),
        footer=say(said, envelope.language),
        unsubscribe=(say(_NO_MORE, envelope.language), envelope.unsubscribe) if envelope.unsubscribe else None,
    )
