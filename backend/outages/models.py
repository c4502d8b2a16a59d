"""An outage, its updates, and templates for them."""

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend import db
from shared.vocabulary import UpdateKind

_COUNTER = BigInteger().with_variant(Integer, "sqlite")

_MAY_GO_ON = text("status NOT IN ('closed', 'dismissed', 'completed', 'cancelled')")


class OutageUpdate(db.Model):
    """What people were told, with the estimates as they were told then; never changed."""

    __tablename__ = "outage_update"

    seq: Mapped[int] = mapped_column(_COUNTER, primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(64), unique=True)
    outage_id: Mapped[str] = mapped_column(ForeignKey("outage.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    """UpdateKind: somebody's words, or what the system said of a change."""
    at: Mapped[dt.datetime]
    status: Mapped[str] = mapped_column(String(20))
    text: Mapped[dict[str, Any]]
    next_update_at: Mapped[dt.datetime | None]
    expected_end_at: Mapped[dt.datetime | None]
    by: Mapped[str | None] = mapped_column(String(200))

    __table_args__ = (Index("ix_outage_update_outage", "outage_id", "seq"), {"sqlite_autoincrement": True})


class OutageSign(db.Model):
    """A ticket that an outage was suspected by; no word of it is told to its reporter while it is only suspected."""

    __tablename__ = "outage_sign"

    outage_id: Mapped[str] = mapped_column(ForeignKey("outage.id", ondelete="CASCADE"), primary_key=True)
    ticket_id: Mapped[str] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"), primary_key=True, index=True)
    at: Mapped[dt.datetime]


class Outage(db.Model):
    """A known failure or planned work; `services` are single ones, sets such as `fixed` already taken apart."""

    __tablename__ = "outage"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    external_id: Mapped[str | None] = mapped_column(String(200))
    """A monitoring's name for it; the same again begins a new one once this one is over for good."""
    kind: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20), index=True)
    impact: Mapped[str] = mapped_column(String(20))
    title: Mapped[dict[str, Any]]
    advice: Mapped[dict[str, Any] | None]
    services: Mapped[list[str]]
    areas: Mapped[list[str]]
    started_at: Mapped[dt.datetime]
    expected_end_at: Mapped[dt.datetime | None]
    next_update_at: Mapped[dt.datetime | None]
    resolved_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    takes_in: Mapped[bool] = mapped_column(default=False)
    """Whether tickets that match come behind it by themselves, also those of areas added later."""
    created_at: Mapped[dt.datetime]
    updated_at: Mapped[dt.datetime]
    postmortem: Mapped[dict[str, Any] | None]
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    """Who declared it or told of it last, to be nudged; null where programs alone did."""
    merged_into_id: Mapped[str | None] = mapped_column(ForeignKey("outage.id", ondelete="SET NULL"), index=True)
    announced_at: Mapped[dt.datetime | None]
    """When people were told of planned work ahead of its present time."""
    nudged_for: Mapped[dt.datetime | None]
    """The promise that was not kept and is told as overdue."""
    version: Mapped[int] = mapped_column()

    kept: Mapped[list[OutageUpdate]] = relationship(lazy="selectin", order_by=OutageUpdate.seq.desc())
    """All that was told, newest first, with what was promised as it was declared."""

    merged_into: Mapped["Outage | None"] = relationship(remote_side="Outage.id")
    """As which one it goes on."""

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        Index("ix_outage_external_id", "external_id"),
        # What has ended is read a page at a time.
        Index("ix_outage_started", "started_at", "id"),
        Index(
            "uq_outage_external_id_now",
            "external_id",
            unique=True,
            sqlite_where=_MAY_GO_ON,
            postgresql_where=_MAY_GO_ON,
        ),
    )

    @property
    def updates(self) -> list[OutageUpdate]:
        """What people were told since it was declared, newest first."""
        return [update for update in self.kept if update.kind != UpdateKind.DECLARED]


class OutageTemplate(db.Model):
    """An update that is told often, in both languages, one of which may be missing; `status` is what it sets."""

    __tablename__ = "outage_template"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    title: Mapped[dict[str, Any]]
    text: Mapped[dict[str, Any]]
    status: Mapped[str | None] = mapped_column(String(20))
    created_at: Mapped[dt.datetime]
    updated_at: Mapped[dt.datetime]
