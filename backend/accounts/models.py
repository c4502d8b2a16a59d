"""Accounts and what signs them in; tokens and keys are kept as SHA-256 only."""

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import Column, ForeignKey, Index, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend import db

if TYPE_CHECKING:
    from backend.teams.models import Team

membership = Table(
    "membership",
    db.Model.metadata,
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("team_slug", ForeignKey("team.slug", ondelete="CASCADE"), primary_key=True, index=True),
)


class Person(db.Model):
    """An employee's account; `email` is kept in lower case."""

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    group: Mapped[str | None] = mapped_column("group_name", String(80), index=True)
    """With whom they come in: a pilot first, then others."""
    created_at: Mapped[dt.datetime]

    teams: Mapped[list["Team"]] = relationship(secondary=membership, order_by="Team.slug")


class TokenFamily(db.Model):
    """All tokens that follow from one sign-in; ended as a whole."""

    __tablename__ = "token_family"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]


class AccessToken(db.Model):
    """What a phone shows at each request, for 15 minutes."""

    __tablename__ = "access_token"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    family_id: Mapped[str] = mapped_column(ForeignKey("token_family.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[dt.datetime] = mapped_column(index=True)


class RefreshToken(db.Model):
    """What gets the next pair of tokens, once; `used_at` tells whether it has."""

    __tablename__ = "refresh_token"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    family_id: Mapped[str] = mapped_column(ForeignKey("token_family.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[dt.datetime] = mapped_column(index=True)
    used_at: Mapped[dt.datetime | None]


class BrowserSession(db.Model):
    """A sign-in in the browser; `seen_at` is exact to ten minutes, and `expires_at` holds however much it is used."""

    __tablename__ = "browser_session"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    family_id: Mapped[str] = mapped_column(ForeignKey("token_family.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[dt.datetime]
    seen_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime] = mapped_column(index=True)


class ApiKey(db.Model):
    """A team's program."""

    __tablename__ = "api_key"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    team_slug: Mapped[str] = mapped_column(ForeignKey("team.slug", ondelete="CASCADE"), index=True)
    rights: Mapped[list[str]]
    created_at: Mapped[dt.datetime]
    last_used_at: Mapped[dt.datetime | None]
    """Exact to the hour."""
    revoked_at: Mapped[dt.datetime | None]


class OneTimeCode(db.Model):
    """What lets somebody set a password, once; `ended_at` where a newer one took its place."""

    __tablename__ = "one_time_code"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime] = mapped_column(index=True)
    used_at: Mapped[dt.datetime | None]
    ended_at: Mapped[dt.datetime | None]


class SignInFailure(db.Model):
    """A failed sign-in, or a forgotten password; `subject` is a hash of what was tried, so that guesses name nobody."""

    __tablename__ = "sign_in_failure"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    subject: Mapped[str] = mapped_column(String(64))
    at: Mapped[dt.datetime] = mapped_column(index=True)

    __table_args__ = (Index("ix_sign_in_failure_subject_at", "subject", "at"),)


class AccountEpoch(db.Model):
    """One row that counts changes of accounts and keys, so that other processes forget what they remember."""

    __tablename__ = "account_epoch"

    id: Mapped[int] = mapped_column(primary_key=True)
    epoch: Mapped[int]
