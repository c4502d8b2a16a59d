"""The duty list, alerts, what each is about, and whom it was brought to."""

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend import db

_COUNTER = BigInteger().with_variant(Integer, "sqlite")
_OPEN = text("status = 'open'")


class DutyList(db.Model):
    """One row: the managers who are told, by id, the first one first."""

    __tablename__ = "duty_list"

    id: Mapped[int] = mapped_column(primary_key=True)
    people: Mapped[list[str]]


class AlertSubject(db.Model):
    """One thing that an alert is about; `label` is what people call it, and `settled_at` when it no longer asks."""

    __tablename__ = "alert_subject"

    alert_id: Mapped[str] = mapped_column(ForeignKey("alert.id", ondelete="CASCADE"), primary_key=True)
    object_id: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)
    type: Mapped[str] = mapped_column(String(10))
    """`outage` or `ticket`."""
    position: Mapped[int]
    label: Mapped[str | None] = mapped_column(String(40))
    team_slug: Mapped[str | None] = mapped_column(String(64))
    """The team whose it is; others are not told of it."""
    settled_at: Mapped[dt.datetime | None]


class AlertTold(db.Model):
    """One time that somebody was told of an alert; their name as it was then."""

    __tablename__ = "alert_told"

    seq: Mapped[int] = mapped_column(_COUNTER, primary_key=True, autoincrement=True)
    alert_id: Mapped[str] = mapped_column(ForeignKey("alert.id", ondelete="CASCADE"))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    person_name: Mapped[str] = mapped_column(String(200))
    at: Mapped[dt.datetime]

    __table_args__ = (Index("ix_alert_told_alert", "alert_id", "seq"), {"sqlite_autoincrement": True})


class Alert(db.Model):
    """What somebody must see to: brought to one after the other on duty until acknowledged, or no longer so."""

    __tablename__ = "alert"

    seq: Mapped[int] = mapped_column(_COUNTER, primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(64), unique=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    """What makes a second one of the same a repeat."""
    kind: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20))
    title: Mapped[dict[str, Any]]
    lines: Mapped[dict[str, Any]]
    """The rest of what is said, a list of paragraphs in each language."""
    teams: Mapped[list[str]]
    """Those concerned, which hear when somebody has it."""
    raised_at: Mapped[dt.datetime] = mapped_column(index=True)
    turns: Mapped[int]
    """How often it was brought to somebody, or to all where nobody is on duty."""
    next_turn_at: Mapped[dt.datetime | None]
    acknowledged_at: Mapped[dt.datetime | None]
    acknowledged_by_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    acknowledged_by_name: Mapped[str | None] = mapped_column(String(200))
    settled_at: Mapped[dt.datetime | None]

    subjects: Mapped[list[AlertSubject]] = relationship(lazy="selectin", order_by=AlertSubject.position)
    told: Mapped[list[AlertTold]] = relationship(lazy="selectin", order_by=AlertTold.seq)

    __table_args__ = (
        Index("ix_alert_status", "status", "seq"),
        # What is open is a small part of all there ever was.
        Index("ix_alert_waiting", "next_turn_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
        {"sqlite_autoincrement": True},
    )
