"""A ticket and its timeline."""

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from backend import db
from backend.accounts.models import Person
from backend.teams.models import Team
from backend.tickets.contact import email_key, name_key, phone_key
from backend.tickets.customer import WithCustomer

_KEYS = {"customer_name": name_key, "customer_phone": phone_key, "customer_email": email_key}
_COUNTER = BigInteger().with_variant(Integer, "sqlite")
_WAITING = text("attention_at IS NOT NULL")
_BEHIND = text("outage_id IS NOT NULL")


class Ticket(WithCustomer, db.Model):
    """One problem or question passed on; `version` counts its changes and is its ETag."""

    __tablename__ = "ticket"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    service: Mapped[str | None] = mapped_column(ForeignKey("service.slug"))
    description: Mapped[str] = mapped_column(Text)
    severity: Mapped[str] = mapped_column(String(20))
    priority: Mapped[int]
    status: Mapped[str] = mapped_column(String(20))
    status_reason: Mapped[str | None] = mapped_column(String(20))
    status_since: Mapped[dt.datetime]
    team_slug: Mapped[str] = mapped_column(ForeignKey("team.slug"))
    assignee_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    reporter_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    routed_by: Mapped[dict[str, Any]]

    # By what others of the same customer are found; they follow the customer's fields by themselves, erased with them.
    customer_name_key: Mapped[str | None] = mapped_column(String(200))
    customer_phone_key: Mapped[str | None] = mapped_column(String(40))
    customer_email_key: Mapped[str | None] = mapped_column(String(254))

    answers: Mapped[list[Any] | None]
    """What was asked and answered (AnswerSchema), in the words of then; null where nothing was."""
    tried: Mapped[list[Any] | None]
    """Articles of help that did not help (TriedSchema), under their titles of then."""

    outage_id: Mapped[str | None] = mapped_column(ForeignKey("outage.id"))
    outage_answer: Mapped[str | None] = mapped_column(String(20))
    """Whether it works again, now that the outage is over (OutageAnswer); null until that is asked."""
    declined_outage_id: Mapped[str | None] = mapped_column(ForeignKey("outage.id"), index=True)
    """The first of those that were offered and, the reporter said, are not behind it; `Declined` holds all of them."""
    related_to: Mapped[str | None] = mapped_column(ForeignKey("ticket.id", ondelete="SET NULL"), index=True)
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("ticket.id", ondelete="SET NULL"), index=True)
    """The ticket whose team's public words and decisions reach this one too; a parent has no parent itself."""
    merged_at: Mapped[dt.datetime | None]
    """Since when it is a duplicate of its parent, and has no work of its own."""
    external_id: Mapped[str | None] = mapped_column(String(200), index=True)
    external_url: Mapped[str | None] = mapped_column(String(2000))
    last_human_action_at: Mapped[dt.datetime | None]
    next_update_by: Mapped[dt.datetime | None]
    held_until: Mapped[dt.datetime | None]
    """When a ticket that waits for others is taken up again by itself."""
    held_for: Mapped[str | None] = mapped_column(String(500))
    """Who or what it waits for, in words that the reporter reads."""
    due_at: Mapped[dt.datetime | None]
    """When the clock that runs now runs out; null while none runs."""
    breached_at: Mapped[dt.datetime | None]
    """When a clock of this ticket first ran out."""
    clocks: Mapped[dict[str, Any] | None]
    """How its clocks stand (backend/tickets/clocks.py); null for one that nothing has happened to since they came."""
    attention_at: Mapped[dt.datetime | None]
    """When the worker must look at it next: to warn, escalate, nudge or remind; null when it need not."""
    first_human_action_at: Mapped[dt.datetime | None]
    rating: Mapped[int | None]
    rating_comment: Mapped[str | None] = mapped_column(Text)
    rated_at: Mapped[dt.datetime | None]
    told_at: Mapped[dt.datetime | None]
    """When the reporter was last told something by somebody else."""
    seen_at: Mapped[dt.datetime | None]
    """Up to when the reporter has seen it."""
    created_at: Mapped[dt.datetime]
    updated_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

    team: Mapped[Team] = relationship(lazy="joined", innerjoin=True)
    reporter: Mapped[Person] = relationship(lazy="joined", innerjoin=True, foreign_keys=[reporter_id])
    assignee: Mapped[Person | None] = relationship(lazy="joined", foreign_keys=[assignee_id])

    __mapper_args__ = {"version_id_col": version}

    def is_breached(self, at: dt.datetime) -> bool:
        """Whether a clock has run out by then."""
        return self.breached_at is not None or (self.due_at is not None and self.due_at <= at)

    @property
    def is_unread(self) -> bool:
        """Whether the reporter has yet to see something that others said or did."""
        return self.told_at is not None and (self.seen_at is None or self.seen_at < self.told_at)

    __table_args__ = (
        # One for each way a list is scoped and ordered, so that a page costs the same at any size and depth
        # (services/queue.py); a reporter's and an assignee's tickets are few, and put in order as they are read.
        Index("ix_ticket_created", "created_at", "id"),
        Index("ix_ticket_updated", "updated_at", "id"),
        Index("ix_ticket_team_created", "team_slug", "created_at", "id"),
        Index("ix_ticket_team_updated", "team_slug", "updated_at", "id"),
        Index("ix_ticket_reporter_created", "reporter_id", "created_at", "id"),
        Index("ix_ticket_status_since", "status", "status_since"),
        # One for each way in which a duplicate is likely (likeness.py); reporter and postcode have theirs.
        Index("ix_ticket_customer_name", "customer_name_key", "customer_postcode", "created_at"),
        Index("ix_ticket_customer_phone", "customer_phone_key", "created_at"),
        Index("ix_ticket_customer_email", "customer_email_key", "created_at"),
        Index("ix_ticket_held_until", "held_until"),
        Index("ix_ticket_due", "due_at", "id"),
        Index("ix_ticket_team_due", "team_slug", "due_at", "id"),
        Index("ix_ticket_priority", "priority", "created_at", "id"),
        Index("ix_ticket_team_priority", "team_slug", "priority", "created_at", "id"),
        Index("ix_ticket_status_created", "status", "created_at", "id"),
        Index("ix_ticket_team_status", "team_slug", "status", "created_at", "id"),
        # Few tickets are behind an outage: an update goes through them by id, and they are counted.
        Index("ix_ticket_outage", "outage_id", "id", sqlite_where=_BEHIND, postgresql_where=_BEHIND),
        Index(
            "ix_ticket_outage_answer",
            "outage_id",
            "status",
            "outage_answer",
            sqlite_where=_BEHIND,
            postgresql_where=_BEHIND,
        ),
        Index("ix_ticket_postcode", "customer_postcode", "created_at"),
        Index("ix_ticket_attention", "attention_at", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )

    @validates("customer_name", "customer_phone", "customer_email")
    def _keep_key(self, field: str, value: str | None) -> str | None:
        setattr(self, f"{field}_key", _KEYS[field](value))
        return value


class Declined(db.Model):
    """A known outage that was offered for a ticket and, its reporter said, is not behind it; there may be several."""

    __tablename__ = "declined_outage"

    ticket_id: Mapped[str] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"), primary_key=True)
    outage_id: Mapped[str] = mapped_column(ForeignKey("outage.id", ondelete="CASCADE"), primary_key=True, index=True)


class TriedHelp(db.Model):
    """An article of help that was tried before the ticket was passed on, and did not help: to be counted."""

    __tablename__ = "tried_help"

    article_id: Mapped[str] = mapped_column(ForeignKey("help_article.id", ondelete="CASCADE"), primary_key=True)
    ticket_id: Mapped[str] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"), primary_key=True, index=True)
    at: Mapped[dt.datetime]


class StillBroken(db.Model):
    """A ticket whose reporter said, when the outage was over, that it was not; whatever became of it since."""

    __tablename__ = "still_broken"

    ticket_id: Mapped[str] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"), primary_key=True)
    outage_id: Mapped[str] = mapped_column(ForeignKey("outage.id", ondelete="CASCADE"), primary_key=True, index=True)
    at: Mapped[dt.datetime]


class Entry(db.Model):
    """One thing that happened to a ticket; never changed. `seq` is the order within the ticket."""

    __tablename__ = "entry"

    seq: Mapped[int] = mapped_column(_COUNTER, primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(64), unique=True)
    ticket_id: Mapped[str] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"))
    type: Mapped[str] = mapped_column(String(20))
    at: Mapped[dt.datetime]
    visibility: Mapped[str] = mapped_column(String(10))
    actor_kind: Mapped[str] = mapped_column(String(20))
    actor_name: Mapped[str | None] = mapped_column(String(200))
    body: Mapped[str | None] = mapped_column(Text)
    texts: Mapped[dict[str, Any] | None]
    """Of a response template: the body in each language that it has; `body` is then in the team's."""
    changes: Mapped[dict[str, Any] | None]
    mentions: Mapped[list[Any] | None]
    """The colleagues that its text names, `[{"id": ..., "name": ...}]`, as they were called then."""

    attachments: Mapped[list["Attachment"]] = relationship(
        lazy="selectin", order_by="Attachment.position", passive_deletes=True
    )

    __table_args__ = (Index("ix_entry_ticket", "ticket_id", "seq"), {"sqlite_autoincrement": True})


class Attachment(db.Model):
    """A file of an entry; its content stands in the folder under `sha256` (backend/storage.py), maybe shared."""

    __tablename__ = "attachment"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    ticket_id: Mapped[str] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"), index=True)
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    width: Mapped[int | None]
    height: Mapped[int | None]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    created_at: Mapped[dt.datetime]
