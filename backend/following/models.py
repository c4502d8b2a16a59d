"""Status pages, what people follow, what of it they were told, and feeds; links are kept as SHA-256 only."""

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from backend import db

_COUNTER = BigInteger().with_variant(Integer, "sqlite")
_UNDONE = text("done_at IS NULL")
_ONE_SUBJECT = (
    " + ".join(f"(CASE WHEN {name} IS NULL THEN 0 ELSE 1 END)" for name in ("ticket_id", "affected_id", "outage_id"))
    + " = 1"
)


class StatusPage(db.Model):
    """A page without sign-in about one ticket, one customer behind an outage, or an outage for whom it was given to.

    `marker` is what the link is made of again (backend/shown_once.py), `hash` what it is found by. Revoking deletes.
    """

    __tablename__ = "status_page"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    marker: Mapped[str] = mapped_column(String(200))
    ticket_id: Mapped[str | None] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"), unique=True)
    affected_id: Mapped[str | None] = mapped_column(ForeignKey("affected.id", ondelete="CASCADE"), unique=True)
    outage_id: Mapped[str | None] = mapped_column(ForeignKey("outage.id", ondelete="CASCADE"), index=True)
    made_by: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime] = mapped_column(index=True)

    __table_args__ = (
        UniqueConstraint("outage_id", "made_by"),
        CheckConstraint(_ONE_SUBJECT, name="one_subject"),
    )


class Subscription(db.Model):
    """An area that somebody follows, with all services or some; `mail` where letters are wanted."""

    __tablename__ = "subscription"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    area: Mapped[str] = mapped_column(String(120))
    services: Mapped[list[str]]
    label: Mapped[str | None] = mapped_column(String(80))
    mail: Mapped[bool]
    created_at: Mapped[dt.datetime]


class OutageNews(db.Model):
    """What is to be told to followers by mail; `reached` is the last subscription looked at, in order of ids."""

    __tablename__ = "outage_news"

    seq: Mapped[int] = mapped_column(_COUNTER, primary_key=True, autoincrement=True)
    outage_id: Mapped[str] = mapped_column(ForeignKey("outage.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(String(20))
    update_id: Mapped[str | None] = mapped_column(String(64))
    at: Mapped[dt.datetime]
    reached: Mapped[str | None] = mapped_column(String(64))
    done_at: Mapped[dt.datetime | None]

    __table_args__ = (
        Index("ix_outage_news_undone", "seq", sqlite_where=_UNDONE, postgresql_where=_UNDONE),
        {"sqlite_autoincrement": True},
    )


class OutageFollower(db.Model):
    """That somebody was told of an outage because of what they follow: they hear how it goes on, and corrections."""

    __tablename__ = "outage_follower"

    outage_id: Mapped[str] = mapped_column(ForeignKey("outage.id", ondelete="CASCADE"), primary_key=True)
    subscription_id: Mapped[str] = mapped_column(
        ForeignKey("subscription.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    told_at: Mapped[dt.datetime]


class MailChoice(db.Model):
    """Whether somebody wants mail of own tickets; who never chose has no row, and gets it."""

    __tablename__ = "mail_choice"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    tickets_by_mail: Mapped[bool]


class TicketMailReached(db.Model):
    """One row: how far timeline entries, and questions to friends behind outages, were looked at for mail."""

    __tablename__ = "ticket_mail_reached"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_seq: Mapped[int] = mapped_column(BigInteger)
    asked_at: Mapped[dt.datetime]
    asked_id: Mapped[str] = mapped_column(String(64))


class FeedLink(db.Model):
    """A feed's address, for a reader or a calendar that signs in nowhere; empty areas and services mean all."""

    __tablename__ = "feed_link"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    marker: Mapped[str] = mapped_column(String(200))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    label: Mapped[str | None] = mapped_column(String(80))
    areas: Mapped[list[str]]
    services: Mapped[list[str]]
    language: Mapped[str] = mapped_column(String(2))
    created_at: Mapped[dt.datetime]
