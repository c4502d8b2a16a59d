"""What ties a ticket to colleagues and to other tickets: tables."""

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from backend import db

_COUNTER = BigInteger().with_variant(Integer, "sqlite")


class Mention(db.Model):
    """A colleague whom an entry names by `@`."""

    __tablename__ = "mention"

    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    ticket_id: Mapped[str] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"), index=True)
    at: Mapped[dt.datetime]

    __table_args__ = (Index("ix_mention_person", "person_id", "ticket_id"),)


class Link(db.Model):
    """Two tickets that have to do with each other, neither above the other: `first_id` is the lower id."""

    __tablename__ = "ticket_link"

    first_id: Mapped[str] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"), primary_key=True)
    second_id: Mapped[str] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"), primary_key=True, index=True)
    at: Mapped[dt.datetime]


class FamilyUpdate(db.Model):
    """What a parent's team said or did, on its way to many children; gone when all have it. `seq` is the order."""

    __tablename__ = "family_update"

    seq: Mapped[int] = mapped_column(_COUNTER, primary_key=True, autoincrement=True)
    parent_id: Mapped[str] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"))
    told: Mapped[dict[str, Any]]
    actor: Mapped[dict[str, Any]]
    at: Mapped[dt.datetime]

    __table_args__ = (Index("ix_family_update_parent", "parent_id", "seq"), {"sqlite_autoincrement": True})


class FamilyUpdateChild(db.Model):
    """A child that has yet to get an update; the row goes in the transaction that gives it, so none gets it twice."""

    __tablename__ = "family_update_child"

    update_seq: Mapped[int] = mapped_column(
        _COUNTER, ForeignKey("family_update.seq", ondelete="CASCADE"), primary_key=True
    )
    child_id: Mapped[str] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"), primary_key=True, index=True)
