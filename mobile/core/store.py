"""The phone's memory for one person: the mirror, the outbox and the drafts in one file, and the steps across them."""

import contextlib
import datetime as dt
from collections.abc import Callable, Collection
from pathlib import Path

from mobile.core.database import Database
from mobile.core.drafts import Drafts
from mobile.core.errors import StorageBroken
from mobile.core.listing import Listing
from mobile.core.mirror import Mirror
from mobile.core.outbox import Outbox
from mobile.core.outbox_row import OutboxKind, OutboxRow
from mobile.core.photos import Photos
from mobile.core.pictures import Pictures
from mobile.core.projections import Projections
from mobile.core.readings import JSON
from mobile.core.rescue import carry_over, move_aside

_HUNG = "SELECT id FROM outbox WHERE ticket_id = ? UNION SELECT id FROM drafts WHERE ticket_id = ?"
"""What hangs on something that was begun on this phone, itself too."""


def utc_now() -> dt.datetime:
    """The clock of the phone, in UTC."""
    return dt.datetime.now(dt.UTC)


class Store:
    """Thread-safe; every method raises StorageError (StorageFull) and then has changed nothing."""

    def __init__(self, path: Path, clock: Callable[[], dt.datetime] = utc_now) -> None:
        """Opens or makes the file; a damaged one is moved aside, and `rescued` says how many unsent ones were saved."""
        self._path = path
        self.clock = clock
        self.rescued: int | None = None
        try:
            self.database = Database(path)
        except StorageBroken:
            aside = move_aside(path)
            self.database = Database(path)
            self.rescued = carry_over(aside, self.database)
        self.mirror = Mirror(self.database)
        self.listing = Listing(self.database)
        self.outbox = Outbox(self.database, clock)
        self.drafts = Drafts(self.database, clock)
        self.projections = Projections(self.database, self.mirror, self.outbox)
        self.photos = Photos(path.with_name(path.name + ".photos"))
        self.pictures = Pictures(path.with_name(path.name + ".pictures"))
        self.pictures.keep_only(self.mirror.tickets_by_id)
        self.outbox.put_back_all()
        self.drafts.forget_discarded()
        self._forget_photos()

    def settle_submission(self, row: OutboxRow, ticket: JSON) -> None:
        """The server's answer kept and the outbox row gone in one transaction; what hung on it follows the new id."""
        with self.database.write():
            self.mirror.put_ticket(ticket)
            self._begun(row, ticket["id"])

    def settle_joining(self, row: OutboxRow, affected: JSON) -> None:
        """The same for a customer that is behind an outage now; photos beside that were kept in case it is refused."""
        with self.database.write():
            self.mirror.put_affected(affected)
            self._begun(row, affected["id"])
        # Whoever mends the outage needs none.
        self.photos.forget(row.id)

    def settle_following(self, row: OutboxRow, subscription: JSON) -> None:
        """The same for what is followed now."""
        with self.database.write():
            self.mirror.put_subscription(subscription)
            self._begun(row, subscription["id"])

    def settle_message(self, row: OutboxRow, entry: JSON) -> None:
        """The message is in the timeline, and no longer in the outbox."""
        with self.database.write():
            self.mirror.put_entry(entry)
            self._settled(row)

    def settle_action(self, row: OutboxRow, ticket: JSON) -> None:
        """The action is done, or was so already; who takes a ticket back sends no more photos of it."""
        with self.database.write():
            dropped = self.outbox.drop_photos(row.ticket_id) if row.kind is OutboxKind.CANCEL else []
            self.mirror.put_ticket(ticket)
            self._settled(row)
        for photo_id in dropped:
            self.photos.remove(photo_id)

    def settle_affected(self, row: OutboxRow, affected: JSON) -> None:
        """What was said of a customer behind an outage is known there, or was so already."""
        with self.database.write():
            self.mirror.put_affected(affected)
            self._settled(row)

    def settle_unfollowing(self, row: OutboxRow) -> None:
        """It is followed no more."""
        with self.database.write():
            self.mirror.remove_subscription(row.ticket_id)
            self._settled(row)

    def settle_photo(self, row: OutboxRow, entry: JSON | None = None) -> None:
        """The server has all of it, as this `entry`: the file is the conversation's now, and needs no fetching."""
        photo = self.photos.find(row.id)
        if entry and photo:
            self.pictures.take_over(row.ticket_id, entry["attachments"][0]["id"], photo.path)
        with self.database.write():
            if entry and not self.mirror.has_entry(entry["id"]):
                self.mirror.put_entry(entry)
            self._settled(row)
        self.photos.remove(row.id)

    def settle_quietly(self, row: OutboxRow) -> None:
        """It is done, and nothing was answered that is worth keeping."""
        with self.database.write():
            self._settled(row)

    def discard(self, row_id: str, *, even_if_sent: bool = False) -> bool:
        """As `Outbox.discard`, with the photos that go with it."""
        with self.database.write() as db:
            row = self.outbox.get(row_id)
            hung = db.execute(_HUNG, (row_id, row_id)).fetchall()
            gone = self.outbox.discard(row_id, even_if_sent=even_if_sent)
        if gone and row and row.kind is OutboxKind.PHOTO:
            self.photos.remove(row_id)
        elif gone and row and row.kind in (OutboxKind.SUBMIT, OutboxKind.JOIN):
            self._forget_photos(among={known for (known,) in hung})
        return gone

    def close(self) -> None:
        """Later uses raise StorageError."""
        self.pictures.close()
        self.database.close()

    def files(self) -> list[Path]:
        """Every file of this person, photos too."""
        found = [self._path.parent.glob(self._path.name + "*"), self._path.parent.glob(self._path.name + "*/**/*")]
        return [path for paths in found for path in paths if path.is_file()]

    def wipe(self) -> None:
        """Close, and delete every file of this person."""
        self.close()
        self.photos.wipe()
        self.pictures.wipe()
        for path in self._path.parent.glob(self._path.name + "*"):
            with contextlib.suppress(FileNotFoundError):
                path.unlink()

    def _begun(self, row: OutboxRow, server_id: str) -> None:
        with self.database.write() as db:
            db.execute("INSERT OR REPLACE INTO sent VALUES (?, ?)", (row.id, server_id))
            self.outbox.remove(row.id)
            for table in ("outbox", "drafts"):
                db.execute(f"UPDATE {table} SET ticket_id = ? WHERE ticket_id = ?", (server_id, row.id))  # noqa: S608

    def _forget_photos(self, among: Collection[str] | None = None) -> None:
        """Those of a draft that was thrown away, or of a ticket that the server has, when the app was killed."""
        with self.database.read() as db:
            rows = db.execute("SELECT id, ticket_id FROM outbox UNION SELECT id, ticket_id FROM drafts").fetchall()
        self.photos.keep_only({known for row in rows for known in row}, among)

    def _settled(self, row: OutboxRow) -> None:
        with self.database.write() as db:
            db.execute("INSERT OR REPLACE INTO sent VALUES (?, ?)", (row.id, row.ticket_id))
            self.outbox.remove(row.id)
