"""What is being typed, kept at each keystroke: tickets to pass on, messages, corrections."""

import datetime as dt
import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from mobile.core.database import Database
from mobile.core.outbox import Outbox
from mobile.core.outbox_row import OutboxKind, OutboxRow
from mobile.core.readings import JSON
from shared.schemas.base import rfc3339


class DraftKind(StrEnum):
    """What it will be."""

    TICKET = "ticket"
    MESSAGE = "message"
    CUSTOMER = "customer"
    """A correction of a ticket's customer."""
    RATING = "rating"
    FEEDBACK = "feedback"
    """What is said about the app itself."""
    DISCARDED = "discarded"
    """A ticket's that was thrown away, and can be taken back until the next one is, or the app starts again."""


@dataclass(frozen=True)
class Draft:
    """`id` becomes the submission's Idempotency-Key; `ticket_id`: which one a message or correction is about."""

    id: str
    kind: DraftKind
    ticket_id: str | None
    typed: JSON
    saved_at: dt.datetime

    @classmethod
    def of(cls, row: sqlite3.Row) -> Self:
        """From a row of the table."""
        saved_at = dt.datetime.fromisoformat(row["saved_at"])
        return cls(row["id"], DraftKind(row["kind"]), row["ticket_id"], json.loads(row["typed"]), saved_at)


class Drafts:
    """Several of tickets; of each ticket one message, one correction and one rating."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._clock = clock

    def save(self, draft_id: str, kind: DraftKind, typed: JSON, ticket_id: str | None = None) -> None:
        """Keep what is typed; one that is already in the outbox, or sent, does not come back to life."""
        with self._database.write() as db:
            db.execute(
                _SAVE,
                {
                    "id": draft_id,
                    "kind": kind,
                    "ticket_id": ticket_id,
                    "typed": json.dumps(typed),
                    "at": rfc3339(self._clock()),
                },
            )

    def all(self, kind: DraftKind) -> list[Draft]:
        """Those of one kind, the latest first."""
        return self._drafts("SELECT * FROM drafts WHERE kind = ? ORDER BY saved_at DESC", kind)

    def get(self, draft_id: str) -> Draft | None:
        """One draft."""
        found = self._drafts("SELECT * FROM drafts WHERE id = ?", draft_id)
        return found[0] if found else None

    def message_to(self, ticket_id: str) -> Draft | None:
        """What was being typed to this ticket."""
        return self.begun(DraftKind.MESSAGE, ticket_id)

    def begun(self, kind: DraftKind, ticket_id: str) -> Draft | None:
        """What of that kind was being typed about this ticket, the latest."""
        query = "SELECT * FROM drafts WHERE kind = ? AND ticket_id = ? ORDER BY saved_at DESC"
        found = self._drafts(query, kind, ticket_id)
        return found[0] if found else None

    def remove(self, draft_id: str) -> None:
        """Throw it away, and what hangs on a ticket that will never be."""
        with self._database.write() as db:
            db.execute("DELETE FROM drafts WHERE id = ? OR ticket_id = ?", (draft_id, draft_id))
            db.execute("DELETE FROM outbox WHERE ticket_id = ? AND id <> ticket_id", (draft_id,))

    def use_up(self, draft_id: str, ticket_id: str) -> None:
        """It went out as something else than itself: it is gone, and is not saved again."""
        with self._database.write() as db:
            db.execute("INSERT OR REPLACE INTO sent VALUES (?, ?)", (draft_id, ticket_id))
            db.execute("DELETE FROM drafts WHERE id = ?", (draft_id,))

    def discard(self, draft_id: str) -> None:
        """Throw a ticket's draft away so that `restore` can undo it, for now; one that was before is gone for good.

        Twice is once.
        """
        with self._database.write() as db:
            self.forget_discarded(but=draft_id)
            db.execute("UPDATE drafts SET kind = 'discarded' WHERE id = ? AND kind = 'ticket'", (draft_id,))

    def restore(self, draft_id: str) -> bool:
        """Take a thrown away one back; whether it was still there."""
        with self._database.write() as db:
            query = "UPDATE drafts SET kind = 'ticket' WHERE id = ? AND kind = 'discarded'"
            return bool(db.execute(query, (draft_id,)).rowcount)

    def forget_discarded(self, *, but: str = "") -> None:
        """What was thrown away is gone for good."""
        with self._database.write():
            for draft in self.all(DraftKind.DISCARDED):
                if draft.id != but:
                    self.remove(draft.id)

    def take_back(self, outbox: Outbox, row_id: str) -> Draft | None:
        """A failed submission or me-too as a draft again, under the same id, so that it keeps its key; any text as a
        message.

        A ticket's draft has what was refused in `typed["refused"]`, by JSON pointer.
        """
        with self._database.write() as db:
            row = outbox.get(row_id)
            if row is None or row.failure is None:
                return None
            db.execute("DELETE FROM outbox WHERE id = ?", (row_id,))
            if row.kind is OutboxKind.SUBMIT:
                # Its photos are the draft's again: their files lie beside it.
                db.execute("DELETE FROM outbox WHERE ticket_id = ? AND kind = 'photo'", (row_id,))
            if row.kind is OutboxKind.JOIN:
                # It may go on as a ticket: what was said of an entry that never was would be said of that.
                db.execute("DELETE FROM outbox WHERE ticket_id = ?", (row_id,))
            if row.kind in (OutboxKind.SUBMIT, OutboxKind.JOIN):
                self.save(row_id, DraftKind.TICKET, {**row.typed, "refused": dict(row.failure.errors)})
            elif row.kind is OutboxKind.FEEDBACK:
                self.save(row_id, DraftKind.FEEDBACK, row.typed)
            elif row.kind in FORMS:
                # Without what it was before: who sends it again has seen what others made of that.
                self._keep_form(row, before={})
            elif row.typed.get("text"):
                self.save(row_id, DraftKind.MESSAGE, row.typed, row.ticket_id)
            return self.get(row_id)

    def call_off(self, outbox: Outbox, row_id: str) -> Draft | None:
        """Do not send a row that never left, and keep its words: a submission is a draft again, under the same id; a
        text is in its ticket's message field, in front of what is there; a form is as it was.

        None, with nothing done, where it has no words, or may have arrived.
        """
        with self._database.write() as db:
            row = outbox.get(row_id)
            if row is None or row.may_have_arrived or row.failure:
                return None
            begins = row.kind in (OutboxKind.SUBMIT, OutboxKind.JOIN)
            if not (row.typed if begins else row.typed.get("text") or _has_a_form(row)):
                return None
            hung = outbox.of_ticket(row_id) if begins else []
            # Photos of a draft lie beside it, and need no row.
            db.execute("DELETE FROM outbox WHERE id = ? OR (ticket_id = ? AND ?)", (row_id, row_id, begins))
            if begins or row.kind is OutboxKind.FEEDBACK:
                self.save(row_id, DraftKind.TICKET if begins else DraftKind.FEEDBACK, row.typed)
            elif row.kind in FORMS:
                before = row.typed.get("before") or {}
                self._keep_form(row, before={name: before[name] for name in row.body if name in before})
            kept = [self._keep_text(one) for one in (hung or [row]) if one.id != one.ticket_id]
            return self.get(row_id) or next(iter(kept), None)

    def _keep_form(self, row: OutboxRow, before: JSON) -> None:
        # Of each ticket there is one: what was typed since is laid over it.
        there = self.begun(FORMS[row.kind], row.ticket_id)
        since = there.typed if there else {}
        if there:
            self.remove(there.id)
        before = {**before, **since.get("before", {})}
        typed = {**row.body, **since, **({"before": before} if before else {})}
        self.save(row.id, FORMS[row.kind], typed, row.ticket_id)

    def _keep_text(self, row: OutboxRow) -> Draft | None:
        text, there = str(row.typed.get("text") or ""), self.message_to(row.ticket_id)
        if not text:
            return None
        if there:
            text = f"{text}\n{there.typed.get('text') or ''}".rstrip()
        kept = there.id if there else row.id
        self.save(kept, DraftKind.MESSAGE, {"text": text}, row.ticket_id)
        return self.get(kept)

    def _drafts(self, query: str, *values: str) -> list[Draft]:
        with self._database.read() as db:
            return [Draft.of(row) for row in db.execute(query, values).fetchall()]


FORMS = {OutboxKind.CORRECT_CUSTOMER: DraftKind.CUSTOMER, OutboxKind.RATE: DraftKind.RATING}
"""What is typed in a form of a ticket is kept as what it is sent as."""


def _has_a_form(row: OutboxRow) -> bool:
    """Stars alone are no words, and chosen again by a tap."""
    return row.kind is OutboxKind.CORRECT_CUSTOMER or (row.kind is OutboxKind.RATE and bool(row.body.get("comment")))


_SAVE = """
INSERT INTO drafts (id, kind, ticket_id, typed, saved_at)
SELECT :id, :kind, coalesce((SELECT ticket_id FROM sent WHERE id = :ticket_id), :ticket_id), :typed, :at
WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE id = :id) AND NOT EXISTS (SELECT 1 FROM sent WHERE id = :id)
ON CONFLICT (id) DO UPDATE SET typed = excluded.typed, saved_at = excluded.saved_at
"""
