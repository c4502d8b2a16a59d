"""One thing that somebody said about the app."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend import db
from backend.accounts.models import Person


class Feedback(db.Model):
    """What `person_id` wrote about the app; nothing else of a person is kept with it."""

    __tablename__ = "feedback"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(Text)
    screen: Mapped[str | None] = mapped_column(String(60))
    app_version: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[dt.datetime]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)

    __table_args__ = (
        Index("ix_feedback_created", "created_at", "id"),
        Index("ix_feedback_person", "person_id", "created_at"),
    )
