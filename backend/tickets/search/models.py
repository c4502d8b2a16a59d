"""The terms of each ticket; on SQLite an FTS5 table over them, kept by triggers, on PostgreSQL a GIN index."""

from sqlalchemy import BigInteger, ForeignKey, Integer, String, Text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from backend import db


class TicketSearch(db.Model):
    """What a ticket is found by; `seq` follows the order in which tickets came in, and is FTS5's rowid."""

    __tablename__ = "ticket_search"

    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    ticket_id: Mapped[str] = mapped_column(String(64), ForeignKey("ticket.id", ondelete="CASCADE"), unique=True)
    terms: Mapped[str] = mapped_column(Text().with_variant(TSVECTOR(), "postgresql"))

    __table_args__ = ({"sqlite_autoincrement": True},)
