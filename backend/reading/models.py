"""What was read, by whom and when; rows are added and never changed."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from backend import db


class Reading(db.Model):
    """Somebody other than its reporter read a ticket's personal data, first at `at`; `hour` is when that hour began.

    It outlives the ticket and the account, so it refers to neither, and holds nothing of the customer.
    """

    __tablename__ = "reading"

    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    at: Mapped[dt.datetime]
    hour: Mapped[dt.datetime]
    reader: Mapped[str] = mapped_column(String(80))
    """`person:ID` or `key:ID`."""
    reader_name: Mapped[str] = mapped_column(String(200))
    what: Mapped[str] = mapped_column(String(20))
    """By what it was read first in that hour (ReadingOf)."""
    ticket_id: Mapped[str | None] = mapped_column(String(64))
    """Null for an export, which is of many, and for mail."""
    reference: Mapped[str | None] = mapped_column(String(20))
    filters: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Which tickets an export was of; of words that were searched only that there were some. Which mail was read."""

    __table_args__ = (
        # Two exports in an hour are two rows: what is null is not the same.
        Index("uq_reading_once", "reader", "ticket_id", "hour", unique=True),
        Index("ix_reading_ticket", "ticket_id", "seq"),
        Index("ix_reading_reference", "reference", "seq"),
        Index("ix_reading_reader", "reader", "seq"),
        {"sqlite_autoincrement": True},
    )
