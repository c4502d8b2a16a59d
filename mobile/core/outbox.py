"""What the server has not accepted yet; nothing leaves it but by the server's answer or the user's hand."""

import datetime as dt
import json
import sqlite3
from collections.abc import Callable, Collection
from typing import Any

from mobile.core.database import Database
from mobile.core.outbox_row import Failure, OutboxKind, OutboxRow
from mobile.core.readings import JSON
from shared.schemas.base import rfc3339
from shared.vocabulary import SendState

_NOW = "1970-01-01T00:00:00.000000Z"
_LONGEST_WAIT = dt.timedelta(hours=1)
"""No wait is longer: one that seems so was noted while the phone's clock was ahead."""


class Outbox:
    """Rows go out in the order in which they came in, as far as they are about the same ticket."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._clock = clock

    def put(self, kind: OutboxKind, key: str, ticket_id: str, body: JSON, typed: JSON | None = None) -> None:
        """One submission under its key, and the draft of that id gone, in one transaction; twice counts once.

        `ticket_id` may be the one that the ticket had on this phone before the server gave its own.
        """
        row = (key, kind, ticket_id, ticket_id, json.dumps(body), json.dumps(typed or {}), SendState.QUEUED, _NOW)
        with self._database.write() as db:
            done = db.execute("SELECT 1 FROM sent WHERE id = ?", (key,)).fetchone()
            if not done:
                db.execute(_INSERT, (*row, rfc3339(self._clock())))
            db.execute("DELETE FROM drafts WHERE id = ?", (key,))

    def all(self) -> list[OutboxRow]:
        """Every row, oldest first."""
        return self._rows("SELECT * FROM outbox ORDER BY position")

    def of_ticket(self, ticket_id: str) -> list[OutboxRow]:
        """The rows about one ticket, oldest first."""
        return self._rows("SELECT * FROM outbox WHERE ticket_id = ? ORDER BY position", ticket_id)

    def get(self, row_id: str) -> OutboxRow | None:
        """One row."""
        found = self._rows("SELECT * FROM outbox WHERE id = ?", row_id)
        return found[0] if found else None

    def claim_next(self, but_not: Collection[str], *, eager: bool, photos: bool = False) -> OutboxRow | None:
        """The next row that may go out, a photo or anything else, now `sending`; `eager` doesn't wait for a retry's
        time.
        """
        with self._database.write() as db:
            row = self._next(db, but_not, eager=eager, photos=photos)
            if row is None:
                return None
            db.execute(
                "UPDATE outbox SET state = ?, attempts = attempts + 1 WHERE id = ?", (SendState.SENDING, row["id"])
            )
        return OutboxRow.of(row)

    def is_waiting(self, but_not: Collection[str], *, eager: bool) -> bool:
        """Whether anything but photos may go out now."""
        with self._database.read() as db:
            return self._next(db, but_not, eager=eager, photos=False) is not None

    def put_back(self, row_id: str, wait_seconds: float = 0.0, *, never_left: bool = False) -> None:
        """There was no answer: it goes out again under the same key, not before `wait_seconds` from now.

        `never_left`: no server was reached, or it looked at nothing of it, so the attempt does not count and the row
        can still be discarded.
        """
        at = rfc3339(self._clock() + dt.timedelta(seconds=wait_seconds)) if wait_seconds else _NOW
        self._change(
            "UPDATE outbox SET state = ?, next_attempt_at = ?, attempts = attempts - ? WHERE id = ? AND state = ?",
            (SendState.QUEUED, at, int(never_left), row_id, SendState.SENDING),
        )

    def wait(self, row_id: str, seconds: float) -> None:
        """It is put back, and goes out again not before so many seconds from now."""
        at = rfc3339(self._clock() + dt.timedelta(seconds=seconds))
        self._change("UPDATE outbox SET next_attempt_at = ? WHERE id = ? AND state = ?", (at, row_id, SendState.QUEUED))

    def put_back_all(self) -> None:
        """After a start: whatever was `sending` when the app was killed goes out again, under the same keys."""
        self._change("UPDATE outbox SET state = ? WHERE state = ?", (SendState.QUEUED, SendState.SENDING))

    def came(self, row_id: str, upload: str, sent_bytes: int) -> None:
        """So many bytes of a photo are there, under the server's id."""
        self._change("UPDATE outbox SET upload = ?, sent_bytes = ? WHERE id = ?", (upload, sent_bytes, row_id))

    def give_up_upload(self, upload: str) -> None:
        """Of a photo that was cancelled: the server need not keep what came of it."""
        self.put(OutboxKind.GIVE_UP_UPLOAD, f"give up {upload}", upload, {})

    def drop_photos(self, ticket_id: str) -> list[str]:
        """Send no more photos of that ticket; what the server has of them is given up. Their ids."""
        with self._database.write() as db:
            photos = [row for row in self.of_ticket(ticket_id) if row.kind is OutboxKind.PHOTO]
            for row in photos:
                if row.upload:
                    self.give_up_upload(row.upload)
            db.execute("DELETE FROM outbox WHERE ticket_id = ? AND kind = 'photo'", (ticket_id,))
        return [row.id for row in photos]

    def begin_anew(self, row_id: str, upload: str | None) -> None:
        """All of a photo goes again: as the same upload, or (None) as another, under another key."""
        self._change(
            "UPDATE outbox SET upload = ?, sent_bytes = 0, begun_anew = begun_anew + 1 WHERE id = ?", (upload, row_id)
        )

    def fail(self, row_id: str, failure: Failure) -> None:
        """The server refused: it stays until the user corrects, retries or discards it.

        Of one that begins something, taking that back is done with: it is not to end what is sent again later.
        """
        with self._database.write() as db:
            db.execute(
                "UPDATE outbox SET state = ?, error = ? WHERE id = ?", (SendState.FAILED, failure.to_text(), row_id)
            )
            db.execute(_DELETE_TAKING_BACK, (row_id,))

    def retry(self, row_id: str) -> None:
        """Send a failed row again as it is."""
        self._change(
            "UPDATE outbox SET state = ?, error = NULL, next_attempt_at = ? WHERE id = ? AND state = ?",
            (SendState.QUEUED, _NOW, row_id, SendState.FAILED),
        )

    def remove(self, row_id: str) -> None:
        """It is done."""
        self._change("DELETE FROM outbox WHERE id = ?", (row_id,))

    def discard(self, row_id: str, *, even_if_sent: bool = False) -> bool:
        """Throw away a row that the server cannot have accepted, with all that hangs on it; whether it could be.

        `even_if_sent`: also one that it may have, which then stands there.
        """
        with self._database.write() as db:
            row = self.get(row_id)
            gone = db.execute(_DELETE_UNSENT, (row_id, even_if_sent)).rowcount
            if gone and row and row.upload:
                self.give_up_upload(row.upload)
            if gone:
                # Of one that begins something: its row's id is that's.
                db.execute("DELETE FROM outbox WHERE ticket_id = ?", (row_id,))
                db.execute("DELETE FROM drafts WHERE ticket_id = ?", (row_id,))
        return bool(gone)

    def _next(
        self, db: sqlite3.Connection, but_not: Collection[str], *, eager: bool, photos: bool
    ) -> sqlite3.Row | None:
        now = self._clock()
        due, moved = "9999" if eager else rfc3339(now), rfc3339(now + _LONGEST_WAIT)
        found: sqlite3.Row | None = db.execute(
            _NEXT, {"due": due, "moved": moved, "photos": photos, "but_not": json.dumps(sorted(but_not))}
        ).fetchone()
        return found

    def _rows(self, query: str, *values: str) -> list[OutboxRow]:
        with self._database.read() as db:
            return [OutboxRow.of(row) for row in db.execute(query, values).fetchall()]

    def _change(self, statement: str, values: tuple[Any, ...]) -> None:
        with self._database.write() as db:
            db.execute(statement, values)


_INSERT = """
INSERT INTO outbox (id, kind, ticket_id, body, typed, state, next_attempt_at, created_at)
VALUES (?, ?, coalesce((SELECT ticket_id FROM sent WHERE id = ?), ?), ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
"""

# Unless it begins something: not before its ticket is on the server, nor before an earlier row about the same ticket
# has its answer. Photos take their time: nothing waits for them, and they for nothing but their ticket.
_NEXT = """
SELECT * FROM outbox o
WHERE o.state = 'queued' AND (o.next_attempt_at <= :due OR o.next_attempt_at > :moved)
  AND (o.kind = 'photo') = :photos
  AND (o.id = o.ticket_id
       OR (NOT EXISTS (SELECT 1 FROM outbox s WHERE s.id = o.ticket_id)
           AND NOT EXISTS (SELECT 1 FROM drafts d WHERE d.id = o.ticket_id)
           AND (:photos OR NOT EXISTS (
               SELECT 1 FROM outbox e
               WHERE e.ticket_id = o.ticket_id AND e.position < o.position AND e.state <> 'failed'
                 AND e.kind <> 'photo'))))
  AND o.id NOT IN (SELECT value FROM json_each(:but_not))
ORDER BY o.position LIMIT 1
"""

_DELETE_TAKING_BACK = "DELETE FROM outbox WHERE ticket_id = ? AND kind IN ('cancel', 'withdraw', 'unfollow')"

_DELETE_UNSENT = """
DELETE FROM outbox
WHERE id = ? AND (state = 'failed' OR (state = 'queued' AND attempts = 0) OR kind = 'photo' OR ?)
"""
