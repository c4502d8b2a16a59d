"""Handing events over: claimed with a lease, sent outside any transaction, settled with a retry plan.

At least once, in order per ticket and endpoint, with a stable event id to drop repeats by. Any number of workers:
a claim is exclusive while its lease lasts, and a killed worker's leases pass to the next within seconds.
"""

import datetime as dt
import random
import time
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import aliased
from standardwebhooks.webhooks import Webhook

from backend import db, outgoing
from backend.clock import now
from backend.config import Config, IPNetwork
from backend.forwarding import mailing
from backend.forwarding.models import Delivery, DeliveryAttempt, Event
from backend.forwarding.services import DEAD, DELIVERED, PENDING, bury
from backend.mail.smtp import Postman
from backend.teams import services as teams
from backend.teams.models import Endpoint, Team

RETRY_AFTER = tuple(dt.timedelta(seconds=s) for s in (0, 5, 300, 1800, 7200, 18000, 36000, 36000))
"""Waits before each attempt: 0 s, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h (Standard Webhooks' example plan)."""
JITTER = 0.2
LEASE = dt.timedelta(seconds=10)
"""How long a claim lasts without being renewed; the worker renews those in its hands every few seconds."""
AT_ONCE_PER_ENDPOINT = 8
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
    return db.session.scalar(select(Delivery.seq).where(_due(by_mail)).limit(1)) is not None


def claim(worker: str, limit: int, busy: dict[str, int], *, by_mail: bool = False) -> list[Parcel]:
    """Up to `limit` deliveries that are due, to systems or to mailboxes, now leased to `worker`; inside `db.write`.

    `busy` counts what this worker has under way by endpoint, so that a slow endpoint fills only its own share.
    """
    if limit <= 0:
        return []
    full = [endpoint for endpoint, count in busy.items() if count >= AT_ONCE_PER_ENDPOINT]
    rank = func.row_number().over(partition_by=Delivery.endpoint_id, order_by=Delivery.seq)
    ranked = select(Delivery.seq, rank.label("rank")).where(_due(by_mail), Delivery.endpoint_id.not_in(full)).subquery()
    chosen = select(ranked.c.seq).where(ranked.c.rank <= AT_ONCE_PER_ENDPOINT).order_by(ranked.c.seq).limit(limit)
    rows = db.session.execute(
        select(Delivery, Event.body, Endpoint, Team.language)
        .join(Event, Event.id == Delivery.event_id)
        .join(Endpoint, Endpoint.id == Delivery.endpoint_id)
        .join(Team, Team.slug == Endpoint.team_slug)
        .where(Delivery.seq.in_(chosen), _due(by_mail))
        .order_by(Delivery.seq)
        .with_for_update(of=Delivery, skip_locked=True)
    ).all()
    until = now() + LEASE
    titles = teams.titles() if by_mail and rows else {}
    parcels = []
    for delivery, body, endpoint, language in rows:
        delivery.lease_until, delivery.lease_by = until, worker
        to = endpoint.url or mailing.Addressee(endpoint.id, str(endpoint.email), language, titles.get(language, {}))
        names = (delivery.id, endpoint.id, delivery.seq, delivery.event_id)
        parcels.append(Parcel(*names, to, _secrets(endpoint), body))
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


def settle(worker: str, outcomes: list[Outcome]) -> None:
    """Keeps what came of sending: delivered, to be tried again, or a dead letter; runs inside `db.write`."""
    of = {outcome.parcel.delivery_id: outcome for outcome in outcomes}
    held = (Delivery.id.in_(of), Delivery.lease_by == worker, Delivery.status == PENDING)
    # In the order of their rows, so that two workers that settle at once never wait for each other in a circle.
    for delivery in db.session.scalars(select(Delivery).where(*held).order_by(Delivery.seq).with_for_update()).all():
        _settle(delivery, of[delivery.id])


def _settle(delivery: Delivery, outcome: Outcome) -> None:
    reply = outcome.reply
    delivery.lease_until = delivery.lease_by = None
    if reply.away:
        # The mail server was not reached: this mail was not tried, and waits for the next claim.
        delivery.last_error = reply.error
        return
    delivery.attempts += 1
    attempt = DeliveryAttempt(delivery_seq=delivery.seq, at=outcome.at, seconds=outcome.seconds)
    attempt.status_code, attempt.error, attempt.answer = reply.status_code, reply.error, reply.text or None
    db.session.add(attempt)
    delivery.last_attempt_at, delivery.last_status_code = outcome.at, reply.status_code
    delivery.last_error = None if reply.ok else (reply.error or reply.text)[: outgoing.LONGEST_ANSWER]
    if reply.ok:
        delivery.status, delivery.delivered_at, delivery.next_attempt_at = DELIVERED, now(), None
    elif reply.status_code == GONE:
        _turn_off(delivery)
    elif reply.refused or delivery.attempts >= len(RETRY_AFTER):
        delivery.status, delivery.next_attempt_at = DEAD, None
    elif delivery.status == PENDING:
        # Else another of this round was answered 410, and its endpoint is off.
        delivery.next_attempt_at = now() + _wait(delivery.attempts, reply)


def _secrets(endpoint: Endpoint) -> tuple[str, ...]:
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
    """The plan's wait with jitter, or longer where the receiver asks for it (Retry-After in seconds, up to a day)."""
    planned = RETRY_AFTER[attempts] * random.uniform(1, 1 + JITTER)  # noqa: S311 - spreads load, guards nothing
    asked = reply.retry_after or ""
    if reply.status_code in (TOO_MANY, 503) and asked.isdecimal() and len(asked) < 6:  # noqa: PLR2004
        return max(planned, dt.timedelta(seconds=min(int(asked), 86_400)))
    return planned


def _due(by_mail: bool) -> ColumnElement[bool]:
    """Pending, its time come, leased to nobody, no earlier event of its ticket still waiting for that endpoint.

    To a mailbox, or else to a system.
    """
    earlier, place = aliased(Delivery), aliased(Endpoint)
    at = now()
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
