"""Mail that came in: kept whole before its sender was told so, then handled once."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, deferred, mapped_column

from backend import db

RECEIVED, POSTED, KEPT, AUTOMATIC, BOUNCE, ASSIGNED, DISCARDED = (
    "received",
    "posted",
    "kept",
    "automatic",
    "bounce",
    "assigned",
    "discarded",
)
"""Not yet looked at; in a timeline; kept for a person; sent by a machine; told of a failed mail; dealt with by one."""


class InboundMail(db.Model):
    """One mail to one of our addresses; `key` is what makes a second one of the same a repeat."""

    __tablename__ = "inbound_mail"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    received_at: Mapped[dt.datetime] = mapped_column(index=True)
    raw: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    """As it came; dropped a while after it was dealt with."""
    size: Mapped[int]
    envelope_from: Mapped[str | None] = mapped_column(String(320))
    """Where a bounce would go: "" for what must not be answered, null where it is not known (a mailbox)."""
    recipient: Mapped[str] = mapped_column(String(320))
    state: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(40))
    """Why a person must look at it, or why it is in no timeline."""
    detail: Mapped[str | None] = mapped_column(String(2000))
    attempts: Mapped[int] = mapped_column(default=0)
    from_address: Mapped[str | None] = mapped_column(String(320))
    from_name: Mapped[str | None] = mapped_column(String(200))
    subject: Mapped[str | None] = mapped_column(String(400))
    body: Mapped[str | None] = mapped_column(Text)
    """What was written, without quotes and signature; of what is kept for a person."""
    ticket_id: Mapped[str | None] = mapped_column(ForeignKey("ticket.id", ondelete="SET NULL"))
    endpoint_id: Mapped[str | None] = mapped_column(ForeignKey("endpoint.id", ondelete="SET NULL"))
    handled_by: Mapped[str | None] = mapped_column(String(200))
    handled_at: Mapped[dt.datetime | None]

    __table_args__ = (
        Index("ix_inbound_mail_state", "state", "received_at", "id"),
        Index("ix_inbound_mail_ticket", "ticket_id", "endpoint_id", "handled_at"),
        Index("ix_inbound_mail_endpoint", "endpoint_id"),
        Index(
            "ix_inbound_mail_waiting",
            "received_at",
            sqlite_where=text("state = 'received'"),
            postgresql_where=text("state = 'received'"),
        ),
    )
