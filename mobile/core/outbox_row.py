"""One thing that the server has not accepted yet: what is to be done, and where it stands."""

import datetime as dt
import json
import sqlite3
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Self

from mobile.core.readings import JSON
from shared.vocabulary import SendState


class OutboxKind(StrEnum):
    """What is to be done on the server."""

    SUBMIT = "submit"
    MESSAGE = "message"
    CONFIRM = "confirm"
    REOPEN = "reopen"
    CANCEL = "cancel"
    CORRECT_CUSTOMER = "correct_customer"
    RATE = "rating"
    """How it went: one to five, and a word."""
    JOIN = "join"
    """One more customer behind a known outage, whose id is in `typed`."""
    WORKS = "works"
    """Whether it works again for a customer behind an outage."""
    WITHDRAW = "withdraw"
    """A customer is not behind the outage after all."""
    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    FEEDBACK = "feedback"
    """What somebody has to say about this app."""
    SEEN = "seen"
    """An outage was looked at: nothing that anybody typed or waits for."""
    SEEN_TICKET = "seen_ticket"
    """A ticket was, likewise: whoever has looked needs no mail about it."""
    HELPED = "helped"
    """An article of help helped, which its team counts; in `ticket_id` is its id."""
    PHOTO = "photo"
    """A photo for a ticket; the file of this id lies on the phone (`photos.py`) until the server has all of it."""
    GIVE_UP_UPLOAD = "give_up_upload"
    """What the server has of a photo that was cancelled on its way is to be thrown away; in `ticket_id` is its id."""


QUIET = frozenset({OutboxKind.SEEN, OutboxKind.SEEN_TICKET, OutboxKind.HELPED, OutboxKind.GIVE_UP_UPLOAD})
"""What nobody is told of: it is neither counted nor missed."""


@dataclass(frozen=True)
class Failure:
    """Why the server refused; `overtaken` when somebody else was first. Texts are the server's, for the user.

    `now` is the ticket's status as it is meanwhile, `theirs` what the customer's fields hold that others changed.
    """

    status: int
    detail: str = ""
    errors: tuple[tuple[str, str], ...] = ()
    overtaken: bool = False
    now: str = ""
    theirs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, text: str) -> Self:
        """As the table keeps it."""
        said = json.loads(text)
        errors = tuple((str(pointer), str(detail)) for pointer, detail in said["errors"])
        # Rows of an app of before do not have the last two.
        theirs = tuple((str(field), str(value)) for field, value in said.get("theirs", ()))
        return cls(said["status"], said["detail"], errors, said["overtaken"], said.get("now", ""), theirs)

    def to_text(self) -> str:
        """For the table."""
        return json.dumps(asdict(self))


@dataclass(frozen=True)
class OutboxRow:
    """One submission; `id` is its Idempotency-Key, `typed` the form it came from.

    `ticket_id` is what it is about: a ticket, or else a customer behind an outage, a subscription, an outage. What
    begins one of these is about its own id.
    """

    id: str
    kind: OutboxKind
    ticket_id: str
    body: JSON
    typed: JSON
    state: SendState
    attempts: int
    failure: Failure | None
    created_at: dt.datetime
    next_attempt_at: dt.datetime
    upload: str | None = None
    """Of a photo: the server's id for what goes up in pieces."""
    sent_bytes: int = 0
    begun_anew: int = 0

    @property
    def may_have_arrived(self) -> bool:
        """An attempt without an answer: the server may have acted on it."""
        return self.state is not SendState.FAILED and self.attempts > 0 and self.kind is not OutboxKind.PHOTO

    @classmethod
    def of(cls, row: sqlite3.Row) -> Self:
        """From a row of the table."""
        return cls(
            id=row["id"],
            kind=OutboxKind(row["kind"]),
            ticket_id=row["ticket_id"],
            body=json.loads(row["body"]),
            typed=json.loads(row["typed"]),
            state=SendState(row["state"]),
            attempts=row["attempts"],
            failure=Failure.of(row["error"]) if row["error"] is not None else None,
            created_at=dt.datetime.fromisoformat(row["created_at"]),
            next_attempt_at=dt.datetime.fromisoformat(row["next_attempt_at"]),
            upload=row["upload"],
            sent_bytes=row["sent_bytes"],
            begun_anew=row["begun_anew"],
        )
