"""Mail to people: written in the transaction of what it tells of, sent by the worker once that is committed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Index, String, Text, insert, select, text
from sqlalchemy.orm import Mapped, mapped_column

from backend import db
from backend.clock import now
from backend.i18n import say
from backend.ids import new_id

PENDING, SENT, DEAD, BOUNCED = "pending", "sent", "dead", "bounced"
"""`bounced` came back after its server had taken it; what it said is no longer kept, so it is not sent again."""

_AHEAD = dt.timedelta(days=30)
"""What is urgent is due so long ago that it is first among what waits, ten thousand letters to followers too."""


class Letter(db.Model):
    """One mail to one address, in one language; `key` is what makes a second one of the same a repeat."""

    __tablename__ = "letter"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str | None] = mapped_column(String(200), unique=True)
    address: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    subject: Mapped[str] = mapped_column(String(400))
    body: Mapped[str] = mapped_column(Text)
    """Plain text, paragraphs apart by an empty line."""
    link: Mapped[str | None] = mapped_column(String(2000))
    unsubscribe: Mapped[str | None] = mapped_column(String(2000))
    """Where whoever wants no more of its kind says so, at one click (RFC 8058)."""
    about: Mapped[str | None] = mapped_column(String(64), index=True)
    """The id of the ticket, person or outage told of, so that its erasure finds the letter."""
    status: Mapped[str] = mapped_column(String(20))
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[dt.datetime | None]
    lease_until: Mapped[dt.datetime | None]
    lease_by: Mapped[str | None] = mapped_column(String(64))
    last_error: Mapped[str | None] = mapped_column(String(2000))
    created_at: Mapped[dt.datetime]
    sent_at: Mapped[dt.datetime | None]

    __table_args__ = (
        # Monitoring counts what was given up at each look, beside all that ever went out.
        Index("ix_letter_status", "status"),
        Index(
            "ix_letter_waiting",
            "next_attempt_at",
            sqlite_where=text("status = 'pending'"),
            postgresql_where=text("status = 'pending'"),
        ),
    )


@dataclass(frozen=True)
class Draft:
    """A letter to be written; see `write`."""

    address: str
    language: str
    subject: str
    lines: tuple[str, ...]
    link: str | None = None
    key: str | None = None
    about: str | None = None
    unsubscribe: str | None = None
    urgent: bool = False


def write(
    address: str,
    language: str,
    subject: str,
    lines: Sequence[str],
    *,
    link: str | None = None,
    key: str | None = None,
    about: str | None = None,
    unsubscribe: str | None = None,
    urgent: bool = False,
) -> bool:
    """Puts a letter into the outbox; False where one of that `key` was written before. Runs inside `db.write`.

    `subject` and `lines` (paragraphs) are Messages, said in `language`; `link` is the one thing to click on,
    `unsubscribe` where a POST ends letters of this kind. An `urgent` one goes before all that waits.
    """
    if key is not None and db.session.scalar(select(Letter.id).where(Letter.key == key)) is not None:
        return False
    write_many([Draft(address, language, subject, tuple(lines), link, key, about, unsubscribe, urgent)])
    return True


def write_many(drafts: Sequence[Draft]) -> None:
    """Puts letters into the outbox in one statement; that none is written twice is for the caller to see to.

    Runs inside `db.write`.
    """
    at = now()
    rows = [
        {"id": new_id(), **_row(draft), "status": PENDING, "attempts": 0, "created_at": at, "next_attempt_at": due}
        for draft in drafts
        for due in (at - _AHEAD if draft.urgent else at,)
    ]
    if rows:
        db.session.execute(insert(Letter), rows)


def _row(draft: Draft) -> dict[str, Any]:
    return {
        "key": draft.key,
        "address": draft.address,
        "language": draft.language,
        "subject": " ".join(say(draft.subject, draft.language).split())[:400],
        "body": "\n\n".join(say(line, draft.language) for line in draft.lines),
        "link": draft.link,
        "about": draft.about,
        "unsubscribe": draft.unsubscribe,
    }
