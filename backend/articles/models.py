"""Articles of help, and whom they helped."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend import db


class HelpArticle(db.Model):
    """What can be tried for a symptom, in both languages; `service` is null where it holds for all of them.

    `team_slug` is the team that keeps it; null where managers and admins do.
    """

    __tablename__ = "help_article"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    service: Mapped[str | None] = mapped_column(ForeignKey("service.slug"))
    team_slug: Mapped[str | None] = mapped_column(ForeignKey("team.slug"), index=True)
    title: Mapped[dict[str, Any]]
    symptom: Mapped[dict[str, Any]]
    steps: Mapped[list[Any]]
    video_url: Mapped[str | None] = mapped_column(String(2000))
    position: Mapped[int]
    created_at: Mapped[dt.datetime]
    updated_at: Mapped[dt.datetime]
    removed_at: Mapped[dt.datetime | None]
    """Shown no more since; kept for what was tried and counted."""

    __table_args__ = (Index("ix_help_article_service", "service", "position", "id"),)


class Helped(db.Model):
    """Somebody whom it helped, so that nothing was passed on: once for each draft that was thrown away."""

    __tablename__ = "help_helped"

    article_id: Mapped[str] = mapped_column(ForeignKey("help_article.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    draft: Mapped[str] = mapped_column(String(255), primary_key=True)
    at: Mapped[dt.datetime]
