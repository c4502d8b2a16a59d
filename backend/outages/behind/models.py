"""Customers behind an outage without a ticket, who has seen it, and rounds through all who are behind it: tables."""

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend import db
from backend.outages.models import Outage
from backend.tickets.customer import WithCustomer

_COUNTER = BigInteger().with_variant(Integer, "sqlite")
_UNDER_WAY = text("finished_at IS NULL")


class Affected(WithCustomer, db.Model):
    """One more customer behind a known outage, passed on by `reporter_id`; `version` counts its changes."""

    __tablename__ = "affected"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    outage_id: Mapped[str] = mapped_column(ForeignKey("outage.id", ondelete="CASCADE"))
    reporter_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    service: Mapped[str] = mapped_column(String(40))
    severity: Mapped[str] = mapped_column(String(20))
    description: Mapped[str | None] = mapped_column(Text)

    status: Mapped[str] = mapped_column(String(20))
    asked_at: Mapped[dt.datetime | None]
    answered_at: Mapped[dt.datetime | None]
    ticket_id: Mapped[str | None] = mapped_column(ForeignKey("ticket.id", ondelete="SET NULL"), index=True)
    """The ticket that "still broken" made."""
    told_at: Mapped[dt.datetime | None]
    """When the outage last had news for it."""
    seen_at: Mapped[dt.datetime | None]
    """Up to when the reporter has seen it."""
    created_at: Mapped[dt.datetime]
    updated_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

    outage: Mapped[Outage] = relationship(lazy="joined", innerjoin=True)

    __mapper_args__ = {"version_id_col": version}

    __table_args__ = (
        Index("ix_affected_reporter", "reporter_id", "created_at", "id"),
        # What an update goes through, and what is counted.
        Index("ix_affected_outage", "outage_id", "status", "id"),
        Index("ix_affected_asked", "status", "asked_at"),
    )

    @property
    def is_unread(self) -> bool:
        """Whether the outage had news that the reporter has yet to see."""
        return self.told_at is not None and (self.seen_at is None or self.seen_at < self.told_at)


class OutageSeen(db.Model):
    """Somebody who has looked at an outage: when first, and up to when."""

    __tablename__ = "outage_seen"

    outage_id: Mapped[str] = mapped_column(ForeignKey("outage.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    first_at: Mapped[dt.datetime]
    seen_at: Mapped[dt.datetime]


class OutageRound(db.Model):
    """One thing that all behind an outage are told, on its way: first to the tickets, then to the others.

    `cursor` is the id of the last that has it; it moves in the transaction that tells them, so that a kill in between
    loses and doubles nothing. `seq` is the order.
    """

    __tablename__ = "outage_round"

    seq: Mapped[int] = mapped_column(_COUNTER, primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(64), unique=True)
    outage_id: Mapped[str] = mapped_column(ForeignKey("outage.id", ondelete="CASCADE"))
    update_id: Mapped[str | None] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(20))
    news: Mapped[dict[str, Any]]
    actor: Mapped[dict[str, Any]]
    teams: Mapped[list[str] | None]
    """Whose tickets alone it goes through; null for all."""
    at: Mapped[dt.datetime]
    phase: Mapped[str] = mapped_column(String(20))
    cursor: Mapped[str] = mapped_column(String(64))
    total: Mapped[int]
    """How many there were when it began; some may come, and some may go."""
    tickets: Mapped[int]
    affected: Mapped[int]
    finished_at: Mapped[dt.datetime | None]

    __table_args__ = (
        Index("ix_outage_round_outage", "outage_id", "seq"),
        Index("ix_outage_round_waiting", "seq", sqlite_where=_UNDER_WAY, postgresql_where=_UNDER_WAY),
        {"sqlite_autoincrement": True},
    )
