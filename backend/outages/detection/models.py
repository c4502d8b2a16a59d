"""What detection keeps: the log that its state is folded from, what it learned, how far it is, what it suspects."""

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from backend import db

_COUNTER = BigInteger().with_variant(Integer, "sqlite")


class LogEntry(db.Model):
    """One thing that went into the detector, in its one order; what was decided of it then stays as it was.

    A `report` is a ticket (`ticket_id`, `unit`, `service`, `reporter_id`, `explained`); the others (`raised`, `grown`,
    `confirmed`, `dismissed`, `ended`) are of the suspicion `key`, which the first two hold in `told`.
    """

    __tablename__ = "detection_log"

    seq: Mapped[int] = mapped_column(_COUNTER, primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(10))
    at: Mapped[dt.datetime] = mapped_column(index=True)
    """Never before that of the entry before it."""
    ticket_id: Mapped[str | None] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"), unique=True)
    unit: Mapped[str | None] = mapped_column(String(16))
    service: Mapped[str | None] = mapped_column(String(40))
    reporter_id: Mapped[str | None] = mapped_column(String(64))
    explained: Mapped[bool | None]
    key: Mapped[str | None] = mapped_column(String(64))
    told: Mapped[dict[str, Any] | None]

    __table_args__ = ({"sqlite_autoincrement": True},)


class Learned(db.Model):
    """What is usual, as it was learned at one time; it holds for what comes in the log after `from_seq`."""

    __tablename__ = "detection_baseline"

    id: Mapped[int] = mapped_column(_COUNTER, primary_key=True, autoincrement=True)
    at: Mapped[dt.datetime]
    from_seq: Mapped[int] = mapped_column(BigInteger)
    company: Mapped[str] = mapped_column(String(64))
    """Of which areas and services; with others it is learned anew."""
    tickets: Mapped[int]
    days: Mapped[float]
    data: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = ({"sqlite_autoincrement": True},)


class Following(db.Model):
    """One row: how far the feed is read, by what is usual, and which worker reads it now."""

    __tablename__ = "detection_progress"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger)
    baseline_id: Mapped[int | None] = mapped_column(BigInteger)
    worker: Mapped[str | None] = mapped_column(String(100))
    lease_until: Mapped[dt.datetime | None]


class Suspected(db.Model):
    """The evidence for an outage that detection suspected; it stays whatever becomes of the outage."""

    __tablename__ = "suspicion"

    outage_id: Mapped[str] = mapped_column(ForeignKey("outage.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), index=True)
    """The detector's name for it; the newest outage of a key is the one that it speaks of."""
    raised: Mapped[dict[str, Any]]
    """As it was when it was raised,"""
    told: Mapped[dict[str, Any]]
    """and as it is by now."""
    baseline_id: Mapped[int | None] = mapped_column(BigInteger)
    decided: Mapped[str | None] = mapped_column(String(10))
    """What people came to, as far as the detector has heard: confirmed, dismissed or ended."""
    created_at: Mapped[dt.datetime]
    updated_at: Mapped[dt.datetime]


class Watch(db.Model):
    """A place below the threshold that is worth an eye now, the strongest first."""

    __tablename__ = "detection_watch"

    rank: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    told: Mapped[dict[str, Any]]
