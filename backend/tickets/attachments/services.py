"""Files bound to entries, read within their entry's scope, and swept where nothing names them."""

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, or_, select

from backend import db, storage
from backend.accounts.caller import Caller
from backend.clock import now
from backend.errors import Invalid, NotFound
from backend.ids import new_id
from backend.tickets import scope
from backend.tickets.attachments.intake import KeptFile
from backend.tickets.models import Attachment, Entry, Ticket
from shared.vocabulary import Visibility

MOST_FILES = 100
MOST_BYTES = 200_000_000
"""Of one ticket."""
_SWEEP_EVERY = 60.0
"""Seconds; one of 256 folders each time, so that all are swept in four hours and a half."""


@dataclass(frozen=True)
class Served:
    """What it takes to serve a file."""

    sha256: str
    name: str
    type: str
    ticket: Ticket


def rows(entry: Entry, files: Sequence[KeptFile]) -> list[Attachment]:
    """The rows that bind `files` to a new entry."""
    return [
        Attachment(
            id=new_id(),
            ticket_id=entry.ticket_id,
            position=position,
            created_at=now(),
            **{name: getattr(file, name) for name in ("name", "type", "size", "width", "height", "sha256")},
        )
        for position, file in enumerate(files)
    ]


def check_room(ticket: Ticket, files: Sequence[KeptFile], pointer: str = "/file") -> None:
    """Raises Invalid, at `pointer`, where the ticket, locked, would hold more than it may."""
    if not files:
        return
    held = select(func.count(), func.coalesce(func.sum(Attachment.size), 0)).where(Attachment.ticket_id == ticket.id)
    count, size = db.session.execute(held).one()
    if count + len(files) > MOST_FILES or size + sum(file.size for file in files) > MOST_BYTES:
        megabytes = MOST_BYTES // 10**6
        raise Invalid(
            "A ticket holds at most {files} files, of {megabytes} MB together.",
            files=MOST_FILES,
            megabytes=megabytes,
            pointer=pointer,
        )


def find(caller: Caller, attachment_id: str) -> Served:
    """A file in scope: its entry's; raises NotFound."""
    query = (
        select(Attachment, Ticket)
        .join(Entry, Entry.id == Attachment.entry_id)
        .join(Ticket, Ticket.id == Attachment.ticket_id)
        .where(Attachment.id == attachment_id, scope.visible(caller))
        .where(or_(Entry.visibility == Visibility.PUBLIC, scope.solved(caller)))
    )
    found = db.session.execute(query.options(*scope.BY_ITSELF)).first()
    if found is None:
        raise NotFound
    file, ticket = found
    return Served(file.sha256, file.name, file.type, ticket)


def named(digests: Collection[str]) -> Collection[str]:
    """Those of `digests` that a row names."""
    found: set[str] = set()
    wanted = list(digests)
    for start in range(0, len(wanted), 500):
        query = select(Attachment.sha256).where(Attachment.sha256.in_(wanted[start : start + 500]))
        found.update(db.session.scalars(query))
    return found


def sweep(folder: Path) -> int:
    """The worker's part: removes files older than a day that nothing names, of the folder whose turn it is."""
    try:
        return storage.sweep(folder, int(time.time() / _SWEEP_EVERY), named)
    finally:
        db.session.rollback()
