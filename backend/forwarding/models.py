"""Events in the outbox, their deliveries, and the change feed's rows."""

import datetime as dt

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from backend import db

_COUNTER = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts by itself only in a column of exactly this type."""


class Event(db.Model):
    """What happened, as the team is told it: the body is made at the event's time and never changes."""

    __tablename__ = "event"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    type: Mapped[str] = mapped_column(String(40))
    team_slug: Mapped[str] = mapped_column(ForeignKey("team.slug", ondelete="CASCADE"))
    ticket_id: Mapped[str | None] = mapped_column(String(64), index=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[dt.datetime] = mapped_column(index=True)


class Delivery(db.Model):
    """One attempt chain to hand one event to one endpoint; `seq` is the order in which a ticket's events go."""

    __tablename__ = "delivery"

    seq: Mapped[int] = mapped_column(_COUNTER, primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(64), unique=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    endpoint_id: Mapped[str] = mapped_column(ForeignKey("endpoint.id", ondelete="CASCADE"))
    ticket_id: Mapped[str | None] = mapped_column(String(64), index=True)
    status: Mapped[str] = mapped_column(String(20))
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[dt.datetime | None]
    lease_until: Mapped[dt.datetime | None]
    lease_by: Mapped[str | None] = mapped_column(String(64))
    last_attempt_at: Mapped[dt.datetime | None]
    last_status_code: Mapped[int | None]
    last_error: Mapped[str | None] = mapped_column(String(2000))
    delivered_at: Mapped[dt.datetime | None]
    created_at: Mapped[dt.datetime]

    __table_args__ = (
        # What waits is a small part of all that was ever sent: the worker's look-ups read only that part.
        Index(
            "ix_delivery_waiting",
            "next_attempt_at",
            sqlite_where=text("status = 'pending'"),
            postgresql_where=text("status = 'pending'"),
        ),
        Index(
            "ix_delivery_dead",
            "event_id",
            sqlite_where=text("status = 'dead'"),
            postgresql_where=text("status = 'dead'"),
        ),
        Index(
            "ix_delivery_order",
            "endpoint_id",
            "ticket_id",
            "seq",
            sqlite_where=text("status = 'pending'"),
            postgresql_where=text("status = 'pending'"),
        ),
        # The log of one endpoint, newest first, beside a million others.
        Index("ix_delivery_endpoint", "endpoint_id", "seq"),
        {"sqlite_autoincrement": True},
    )


class DeliveryAttempt(db.Model):
    """One time that a delivery was posted, and what came back: the log that a team's engineer reads."""

    __tablename__ = "delivery_attempt"

    seq: Mapped[int] = mapped_column(_COUNTER, primary_key=True, autoincrement=True)
    delivery_seq: Mapped[int] = mapped_column(_COUNTER, ForeignKey("delivery.seq", ondelete="CASCADE"), index=True)
    at: Mapped[dt.datetime]
    seconds: Mapped[float]
    status_code: Mapped[int | None]
    error: Mapped[str | None] = mapped_column(String(2000))
    answer: Mapped[str | None] = mapped_column(String(2000))

    __table_args__ = ({"sqlite_autoincrement": True},)


class Change(db.Model):
    """One row of the feed; `position` follows the order of commits."""

    __tablename__ = "change"

    position: Mapped[int] = mapped_column(_COUNTER, primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(10))
    object_id: Mapped[str] = mapped_column(String(64))
    removed: Mapped[bool] = mapped_column(default=False)
    at: Mapped[dt.datetime] = mapped_column(index=True)

    __table_args__ = ({"sqlite_autoincrement": True},)


class ChangeAudience(db.Model):
    """Who hears a change: `person:ID`, `team:SLUG`, `managers` or `all`."""

    __tablename__ = "change_audience"

    audience: Mapped[str] = mapped_column(String(80), primary_key=True)
    position: Mapped[int] = mapped_column(
        _COUNTER, ForeignKey("change.position", ondelete="CASCADE"), primary_key=True, index=True
    )


class Feed(db.Model):
    """The feed's own state, one row: which database this is, and up to where its rows were dropped."""

    __tablename__ = "feed"

    id: Mapped[int] = mapped_column(primary_key=True)
    database_id: Mapped[str] = mapped_column(String(64))
    pruned_to: Mapped[int] = mapped_column(_COUNTER, default=0)
