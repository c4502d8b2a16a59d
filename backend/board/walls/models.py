"""A wall's link, of which only the SHA-256 is kept."""

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend import db
from backend.accounts.models import Person


class Wall(db.Model):
    """A screen that shows the board's figures; it goes dark when its link is ended, or who made it leaves."""

    __tablename__ = "wall"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    label: Mapped[str] = mapped_column(String(80))
    """Where it hangs."""
    language: Mapped[str] = mapped_column(String(2))
    made_by_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[dt.datetime]

    made_by: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
