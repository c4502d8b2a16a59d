"""Teams, services, routing rules and endpoints."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend import db


class Team(db.Model):
    """A solving team."""

    __tablename__ = "team"

    slug: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2))
    created_at: Mapped[dt.datetime]


class Service(db.Model):
    """What the company delivers; `sets` are wider groups of services, such as `fixed`."""

    __tablename__ = "service"

    slug: Mapped[str] = mapped_column(String(40), primary_key=True)
    title: Mapped[dict[str, Any]]
    icon: Mapped[str] = mapped_column(String(60))
    questions: Mapped[list[Any]]
    """`[{"id", "text", "options": [{"id", "text", "severity"}]}]`"""
    retired: Mapped[list[Any]]
    """Questions of before, as far as they are asked no more: a phone may still send an answer to them."""
    sets: Mapped[list[str]]
    position: Mapped[int]


class RoutingRule(db.Model):
    """Sends a ticket to a team where all that it names fits; the lowest `position` wins, then who names more."""

    __tablename__ = "routing_rule"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    position: Mapped[int] = mapped_column(index=True)
    service: Mapped[str | None] = mapped_column(ForeignKey("service.slug", ondelete="CASCADE"), index=True)
    kind: Mapped[str | None] = mapped_column(String(20))
    area: Mapped[str | None] = mapped_column(String(120))
    team_slug: Mapped[str] = mapped_column(ForeignKey("team.slug", ondelete="CASCADE"), index=True)


class Endpoint(db.Model):
    """Where a team receives: the `url` of its system, or the `email` of its mailbox.

    `disabled_at` is set when it answered 410 or was removed.
    """

    __tablename__ = "endpoint"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    team_slug: Mapped[str] = mapped_column(ForeignKey("team.slug", ondelete="CASCADE"), index=True)
    url: Mapped[str | None] = mapped_column(String(2000))
    email: Mapped[str | None] = mapped_column(String(254))
    secret: Mapped[str] = mapped_column(String(200))
    previous_secret: Mapped[str | None] = mapped_column(String(200))
    previous_secret_until: Mapped[dt.datetime | None]
    created_at: Mapped[dt.datetime]
    disabled_at: Mapped[dt.datetime | None]
    disabled_reason: Mapped[str | None] = mapped_column(String(200))

    __table_args__ = (CheckConstraint("(url IS NULL) <> (email IS NULL)", name="url_or_email"),)


class ResponseTemplate(db.Model):
    """An answer that a team gives often: title and body in both languages, one of which may be missing."""

    __tablename__ = "response_template"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    team_slug: Mapped[str] = mapped_column(ForeignKey("team.slug", ondelete="CASCADE"))
    slug: Mapped[str] = mapped_column(String(64))
    title: Mapped[dict[str, Any]]
    body: Mapped[dict[str, Any]]
    created_at: Mapped[dt.datetime]
    updated_at: Mapped[dt.datetime]

    __table_args__ = (UniqueConstraint("team_slug", "slug"),)
