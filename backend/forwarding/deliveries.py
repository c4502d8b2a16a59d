"""Handing events over: claimed with a lease, sent outside any transaction, settled with a retry plan.

At least once, in order per ticket and endpoint, with a stable event id to drop repeats by. Any number of workers:
a claim is exclusive while its lease lasts, and a killed worker's leases pass to the next within seconds.
"""

import datetime as dt
import random
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cache
from itertools import compress
from typing import Any

from sqlalchemy import ColumnElement, Executable, and_, bindparam, func, insert, or_, select, update
from sqlalchemy.orm import aliased
from standardwebhooks.webhooks import Webhook

from backend import db, outgoing
from backend.clock import now
from backend.config import Config, IPNetwork
from backend.forwarding import mailing
from backend.forwarding.models import Delivery, DeliveryAttempt, Event
from backend.forwarding.patience import AT_ONCE, Patience
from backend.forwarding.services import DEAD, DELIVERED, PENDING, bury
from backend.mail.smtp import Postman
from backend.teams import services as teams
from backend.teams.models import Endpoint, Team

RETRY_AFTER = tuple(dt.timedelta(seconds=s) for s in (0, 5, 300, 1800, 7200, 18000, 36000, 36000))
"""Waits before each attempt: 0 s, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h (Standard Webhooks' example plan)."""
JITTER = 0.2
LEASE = dt.timedelta(seconds=10)
"""How long a claim lasts without being renewed; the worker renews those in its hands every few seconds."""
AT_ONCE_PER_ENDPOINT = AT_ONCE
GONE = 410
TOO_MANY = 429


@dataclass(frozen=True)
class Parcel:
    """All that sending one delivery needs, as plain data: no session is held while it is under way."""

    delivery_id: str
    endpoint_id: str
    seq: int
    event_id: str
    to: str | mailing.Addressee
    """An address of the web, or a mailbox."""
    secrets: tuple[str, ...]
    body: bytes


@dataclass(frozen=True)
class Outcome:
    """What came of sending a parcel."""

    parcel: Parcel
    reply: outgoing.Reply
    at: dt.datetime
    seconds: float = 0.0


def anything_due(*, by_mail: bool = False) -> bool:
    """Whether a claim would find something."""
    return db.execute(_look(by_mail), {"now": now()}).first() is not None


def claim(
    worker: str, limit: int, busy: dict[str, int], *, by_mail: bool = False, patience: Patience | None = None
) -> list[Parcel]:
    """Up to `limit` deliveries that are due, to systems or to mailboxes, now leased to `worker`; inside `db.write`.

    `busy` counts what this worker has under way by endpoint, so that a slow endpoint fills only its own share, and all
    that its `patience` knows as slow only theirs.
    """
    if limit <= 0:
        return []
    known = patience or Patience()
    due = db.execute(_choice(by_mail), {"now": now(), "full": known.full(busy), "most": limit}).all()
    rows = list(compress(due, known.chosen([row.endpoint_id for row in due], busy)))
    if not rows:
        return []
    leased = {"seqs": [row.seq for row in rows], "until": now() + LEASE, "worker": worker}
    db.execute(_LEASE_THEM, leased)
    titles = teams.titles() if by_mail else {}
    parcels = []
    for row in rows:
        to = row.url or mailing.Addressee(row.endpoint_id, str(row.email), row.language, titles.get(row.language, {}))
        parcels.append(Parcel(row.id, row.endpoint_id, row.seq, row.event_id, to, _secrets(row), row.body))
    return parcels


def renew(worker: str, delivery_ids: list[str]) -> None:
    """Keeps the leases of what is still under way; runs inside `db.write`."""
    held = (Delivery.id.in_(delivery_ids), Delivery.lease_by == worker)
    db.session.execute(update(Delivery).where(*held).values(lease_until=now() + LEASE))


def send(parcel: Parcel, allow: tuple[IPNetwork, ...]) -> Outcome:
    """Posts one event, signed after Standard Webhooks; never raises, and touches no database."""
    assert isinstance(parcel.to, str)  # noqa: S101 - claimed without `by_mail`
    at, begun = now(), time.monotonic()
    text = parcel.body.decode()
    signatures = [Webhook(secret).sign(parcel.event_id, at, text) for secret in parcel.secrets]
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Doorgeven",
        "webhook-id": parcel.event_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
    reply = outgoing.post(parcel.to, parcel.body, headers, allow)
    return Outcome(parcel, reply, at, time.monotonic() - begun)


def send_by_mail(parcel: Parcel, postman: Postman, config: Config) -> Outcome:
    """Hands one event over as a mail; never raises, and touches no database."""
    assert isinstance(parcel.to, mailing.Addressee)  # noqa: S101 - claimed with `by_mail`
    at, begun = now(), time.monotonic()
    reply = mailing.post(parcel.to, parcel.seq, parcel.event_id, parcel.body, postman, config)
    return Outcome(parcel, reply, at, time.monotonic() - begun)


def broken(parcel: Parcel) -> Outcome:
    """What is kept of an attempt that broke off in our own hands."""
    return Outcome(parcel, outgoing.Reply(None, error="it could not be sent"), now())


def settle(worker: str, outcomes: list[Outcome]) -> None:
    """Keeps what came of sending: delivered, to be tried again, or a dead letter; runs inside `db.write`."""
    taken = {outcome.parcel.seq: outcome for outcome in outcomes if outcome.reply.ok}
    others = {outcome.parcel.seq: outcome for outcome in outcomes if not outcome.reply.ok}
    # In the order of their rows, so that two workers that settle at once never wait for each other in a circle.
    held = db.execute(_HELD, {"seqs": [*taken, *others], "worker": worker}).scalars().all()
    delivered = [taken[seq] for seq in held if seq in taken]
    if delivered:
        at = now()
        db.execute(_DELIVERED, [_taken(one, at) for one in delivered])
        db.execute(_LOG, [_attempt(one) for one in delivered])
    rest = [seq for seq in held if seq in others]
    if rest:
        for delivery in db.session.scalars(select(Delivery).where(Delivery.seq.in_(rest)).order_by(Delivery.seq)):
            _settle(delivery, others[delivery.seq])


def _settle(delivery: Delivery, outcome: Outcome) -> None:
    reply = outcome.reply
    delivery.lease_until = delivery.lease_by = None
    if reply.away:
        # The mail server was not reached: this mail was not tried, and waits for the next claim.
        delivery.last_error = reply.error
        return
    delivery.attempts += 1
    db.session.add(DeliveryAttempt(**_attempt(outcome)))
    delivery.last_attempt_at, delivery.last_status_code = outcome.at, reply.status_code
    delivery.last_error = (reply.error or reply.text)[: outgoing.LONGEST_ANSWER]
    if reply.status_code == GONE:
        _turn_off(delivery)
    elif reply.refused or delivery.attempts >= len(RETRY_AFTER):
        delivery.status, delivery.next_attempt_at = DEAD, None
    elif delivery.status == PENDING:
        # Else another of this round was answered 410, and its endpoint is off.
        delivery.next_attempt_at = now() + _wait(delivery.attempts, reply)


def _taken(outcome: Outcome, at: dt.datetime) -> dict[str, Any]:
    """What `_DELIVERED` asks for."""
    return {"its_seq": outcome.parcel.seq, "now": at, "sent_at": outcome.at, "code": outcome.reply.status_code}


def _attempt(outcome: Outcome) -> dict[str, Any]:
    """DeliveryAttempt's columns."""
    reply = outcome.reply
    answered = {"status_code": reply.status_code, "error": reply.error, "answer": reply.text or None}
    return {"delivery_seq": outcome.parcel.seq, "at": outcome.at, "seconds": outcome.seconds, **answered}


def _secrets(endpoint: Any) -> tuple[str, ...]:
    """What to sign with: the secret, and for a while after a rotation the one before it."""
    until = endpoint.previous_secret_until
    if endpoint.previous_secret and until is not None and until > now():
        return endpoint.secret, endpoint.previous_secret
    return (endpoint.secret,)


def _turn_off(delivery: Delivery) -> None:
    """410: the receiver wants no more, so what waits for it is dead too, and can be sent again once it is back."""
    teams.disable_endpoint(db.session.get_one(Endpoint, delivery.endpoint_id), "answered 410 Gone")
    delivery.status, delivery.next_attempt_at = DEAD, None
    bury(delivery.endpoint_id)


def _wait(attempts: int, reply: outgoing.Reply) -> dt.timedelta:
    """The plan's wait with jitter, or longer where the receiver asks for it (Retry-After, up to a day)."""
    planned = RETRY_AFTER[attempts] * random.uniform(1, 1 + JITTER)  # noqa: S311 - spreads load, guards nothing
    if reply.status_code in (TOO_MANY, 503):
        return max(planned, min(_asked(reply.retry_after or ""), dt.timedelta(days=1)))
    return planned


def _asked(retry_after: str) -> dt.timedelta:
    """Seconds, or a date (RFC 9110, 10.2.3); nothing where it is neither."""
    asked = retry_after.strip()[:40]
    if asked.isdecimal():
        return dt.timedelta(seconds=min(int(asked), 86_400))
    try:
        at = parsedate_to_datetime(asked)
        return (at if at.tzinfo else at.replace(tzinfo=dt.UTC)) - now()
    except (ValueError, OverflowError, IndexError, TypeError):
        return dt.timedelta(0)


# Made once: the worker asks several times a second, most often for nothing.
_LEASE_THEM = (
    update(Delivery)
    .where(Delivery.seq.in_(bindparam("seqs", expanding=True)))
    .values(lease_until=bindparam("until"), lease_by=bindparam("worker"))
)
_HELD = (
    select(Delivery.seq)
    .where(
        Delivery.seq.in_(bindparam("seqs", expanding=True)),
        Delivery.lease_by == bindparam("worker"),
        Delivery.status == PENDING,
    )
    .order_by(Delivery.seq)
    .with_for_update()
)
_DELIVERED = (
    update(Delivery)
    .where(Delivery.seq == bindparam("its_seq"))
    .values(
        status=DELIVERED,
        attempts=Delivery.attempts + 1,
        delivered_at=bindparam("now"),
        last_attempt_at=bindparam("sent_at"),
        last_status_code=bindparam("code"),
        last_error=None,
        next_attempt_at=None,
        lease_until=None,
        lease_by=None,
    )
)
_LOG = insert(DeliveryAttempt)


@cache
def _look(by_mail: bool) -> Executable:
    return select(Delivery.seq).where(_due(by_mail)).limit(1)


@cache
def _choice(by_mail: bool) -> Executable:
    """What to send next: the oldest of each endpoint first, no more than its share."""
    rank = func.row_number().over(partition_by=Delivery.endpoint_id, order_by=Delivery.seq)
    open_to_more = Delivery.endpoint_id.not_in(bindparam("full", expanding=True))
    ranked = select(Delivery.seq, rank.label("rank")).where(_due(by_mail), open_to_more).subquery()
    chosen = select(ranked.c.seq).where(ranked.c.rank <= AT_ONCE_PER_ENDPOINT)
    chosen = chosen.order_by(ranked.c.seq).limit(bindparam("most"))
    of_endpoint = (Endpoint.url, Endpoint.email, Endpoint.secret, Endpoint.previous_secret)
    columns = (Delivery.seq, Delivery.id, Delivery.event_id, Delivery.endpoint_id, Event.body, Team.language)
    return (
        select(*columns, *of_endpoint, Endpoint.previous_secret_until)
        .join(Event, Event.id == Delivery.event_id)
        .join(Endpoint, Endpoint.id == Delivery.endpoint_id)
        .join(Team, Team.slug == Endpoint.team_slug)
        .where(Delivery.seq.in_(chosen), _due(by_mail))
        .order_by(Delivery.seq)
        .with_for_update(of=Delivery, skip_locked=True)
    )


def _due(by_mail: bool) -> ColumnElement[bool]:
    """Pending, its time come, leased to nobody, no earlier event of its ticket still waiting for that endpoint.

    To a mailbox, or else to a system.
    """
    earlier, place = aliased(Delivery), aliased(Endpoint)
    at = bindparam("now", type_=Delivery.next_attempt_at.type)
    blocked = (
        select(earlier.seq)
        .where(
            earlier.status == PENDING,
            earlier.endpoint_id == Delivery.endpoint_id,
            earlier.ticket_id == Delivery.ticket_id,
            earlier.seq < Delivery.seq,
        )
        .exists()
    )
    way = place.email.is_not(None) if by_mail else place.email.is_(None)
    there = select(place.id).where(place.id == Delivery.endpoint_id, way).exists()
    return and_(
        Delivery.status == PENDING,
        Delivery.next_attempt_at <= at,
        or_(Delivery.lease_until.is_(None), Delivery.lease_until < at),
        ~blocked,
        there,
    )
