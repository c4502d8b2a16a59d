"""What happened to an outage, one row an act."""

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from backend import db

_COUNTER = BigInteger().with_variant(Integer, "sqlite")


class OutageEvent(db.Model):
    """One act, by whom, and what it changed: `{"services": {"from": ..., "to": ...}}`; never changed itself."""

    __tablename__ = "outage_event"

    seq: Mapped[int] = mapped_column(_COUNTER, primary_key=True, autoincrement=True)
    outage_id: Mapped[str] = mapped_column(ForeignKey("outage.id", ondelete="CASCADE"))
    at: Mapped[dt.datetime]
    what: Mapped[str] = mapped_column(String(20))
    """`What` of backend/outages/happened.py."""
    status: Mapped[str] = mapped_column(String(20))
    actor_kind: Mapped[str] = mapped_column(String(20))
    actor_name: Mapped[str | None] = mapped_column(String(200))
    changes: Mapped[dict[str, Any]]
    update_id: Mapped[str | None] = mapped_column(String(64))
    into_id: Mapped[str | None] = mapped_column(String(64))

    __table_args__ = (Index("ix_outage_event_outage", "outage_id", "seq"), {"sqlite_autoincrement": True})
