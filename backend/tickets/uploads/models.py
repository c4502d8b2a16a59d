"""What is known of a file that comes in pieces; the bytes so far are in the folder (pieces.py)."""

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from backend import db


class Upload(db.Model):
    """A file on its way; `held` is how many of its `size` bytes have come. With an `attachment_id` it is whole."""

    __tablename__ = "upload"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    ticket_id: Mapped[str] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    held: Mapped[int]
    attachment_id: Mapped[str | None] = mapped_column(ForeignKey("attachment.id", ondelete="CASCADE"), index=True)
    touched_at: Mapped[dt.datetime] = mapped_column(index=True)
    """When a piece last came."""
