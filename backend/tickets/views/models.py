"""A saved view."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend import db


class SavedView(db.Model):
    """A list of tickets that somebody looks at often; with a team it is that team's, whoever made it."""

    __tablename__ = "saved_view"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    team_slug: Mapped[str | None] = mapped_column(ForeignKey("team.slug", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(100))
    query: Mapped[dict[str, Any]]
    """The parameters of `GET /tickets`, as they stand in its address."""
    created_at: Mapped[dt.datetime]
    updated_at: Mapped[dt.datetime]

    __table_args__ = (Index("ix_saved_view_person", "person_id"), Index("ix_saved_view_team", "team_slug"))
