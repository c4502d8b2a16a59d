"""Uploads: begun, brought further piece by piece, attached when they are whole, given up, forgotten."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, or_, select

from backend import db, idempotency
from backend.accounts.caller import Caller
from backend.accounts.models import Person
from backend.clock import now
from backend.errors import Invalid, NotFound, TooManyRequests
from backend.ids import new_id
from backend.tickets import scope, services
from backend.tickets.attachments.intake import KeptFile
from backend.tickets.attachments.services import check_room
from backend.tickets.models import Ticket
from backend.tickets.uploads import pieces
from backend.tickets.uploads.models import Upload
from shared.vocabulary import Visibility

MOST_OPEN = 20
"""Of one person at a time."""
KEPT_FOR = dt.timedelta(days=7)
"""Since the last piece."""
_WAIT = 600


@dataclass(frozen=True)
class Coming:
    """A file on its way; `held` bytes of it are there, `lost` where more had been noted."""

    id: str
    name: str
    size: int
    sha256: str
    held: int
    lost: bool


def begin(caller: Caller, ticket_id: str, data: dict[str, Any]) -> Upload:
    """Makes room for a file (NewUploadSchema) of a ticket.

    Raises NotFound, Forbidden, Conflict where the ticket has ended, Invalid where it holds no more, TooManyRequests.
    """
    services.check_may_post(caller, ticket_id, Visibility.PUBLIC)
    ticket = scope.find(caller, ticket_id)
    check_room(ticket, [KeptFile(data["sha256"], data["name"], "", data["size"])], "/size")
    # One after the other, or two at once would each find room.
    db.session.execute(select(Person.id).where(Person.id == caller.id).with_for_update())
    mine = select(func.count()).where(Upload.person_id == caller.id, Upload.attachment_id.is_(None))
    if (db.session.scalar(mine) or 0) >= MOST_OPEN:
        raise TooManyRequests(
            "You are sending {most} files already: finish some first, or take them back.", _WAIT, most=MOST_OPEN
        )
    row = Upload(id=new_id(), ticket_id=ticket.id, person_id=caller.id, held=0, touched_at=now(), **data)
    db.session.add(row)
    db.session.flush()
    return row


def find(caller: Caller, upload_id: str, *, to_write: bool = False) -> Upload:
    """One's own upload of a ticket in scope; raises NotFound."""
    query = select(Upload).join(Ticket, Ticket.id == Upload.ticket_id)
    query = query.where(Upload.id == upload_id, Upload.person_id == caller.id, scope.visible(caller))
    row = db.session.scalar(query.with_for_update(of=Upload) if to_write else query)
    if row is None:
        raise NotFound
    return row


def held(row: Upload, folder: Path) -> int:
    """How many bytes have come and are there."""
    return row.size if row.attachment_id else min(row.held, pieces.length(folder, row.id))


def coming(row: Upload, folder: Path) -> Coming:
    """How it stands, for who lets go of the database meanwhile."""
    there = held(row, folder)
    return Coming(row.id, row.name, row.size, row.sha256, there, lost=there < row.held)


def came(caller: Caller, upload_id: str, end: int, *, lost: bool) -> None:
    """Notes that it has come up to `end`; `lost` where less of it was there than noted before."""
    row = find(caller, upload_id, to_write=True)
    row.held = end if lost else max(row.held, end)
    row.touched_at = now()


def begin_again(caller: Caller, upload_id: str) -> bool:
    """What came was not what was announced: nothing of it is held. False where it is attached already."""
    row = find(caller, upload_id, to_write=True)
    if row.attachment_id is None:
        row.held = 0
    return row.attachment_id is None


def attach(caller: Caller, upload_id: str, file: KeptFile) -> None:
    """Makes the whole file a timeline entry's, once; raises NotFound, Conflict, Invalid as a message does."""
    row = find(caller, upload_id, to_write=True)
    if row.attachment_id is None:
        entry = services.post_message(caller, row.ticket_id, None, Visibility.PUBLIC, None, [file])
        db.session.flush()
        row.attachment_id, row.held = entry.attachments[0].id, row.size
        row.touched_at = now()


def give_up(caller: Caller, upload_id: str) -> None:
    """Forgets it; what is attached already stays so. Raises NotFound."""
    db.session.delete(find(caller, upload_id, to_write=True))


def check_may_go_on(caller: Caller, row: Upload) -> None:
    """Raises Conflict where the ticket takes no more files."""
    services.check_may_post(caller, row.ticket_id, Visibility.PUBLIC)


def forget_old() -> int:
    """Drops what had no piece for 7 days; runs inside `db.write`.

    What became an attachment is known for as long as any answer: a phone to which it got lost would send it again.
    """
    at, whole = now(), Upload.attachment_id.is_not(None)
    old = or_(Upload.touched_at < at - idempotency.KEPT_FOR, ~whole & (Upload.touched_at < at - KEPT_FOR))
    result = db.session.execute(delete(Upload).where(old))
    return int(getattr(result, "rowcount", 0))


def waiting(ids: Collection[str]) -> Collection[str]:
    """Those of `ids` that wait for pieces."""
    found: set[str] = set()
    asked = list(ids)
    for start in range(0, len(asked), 500):
        part = asked[start : start + 500]
        found.update(db.session.scalars(select(Upload.id).where(Upload.id.in_(part), Upload.attachment_id.is_(None))))
    return found


def sweep(folder: Path) -> int:
    """The worker's part: removes the bytes of uploads that are no more, or attached."""
    try:
        return pieces.sweep(folder, waiting)
    finally:
        db.session.rollback()


def wrong_digest() -> Invalid:
    """What came is not what was announced."""
    return Invalid(
        "What came is another file than was announced: send it again from the start.",
        pointer="/sha256",
        current={"offset": 0},
        headers={"Upload-Offset": "0"},
    )
