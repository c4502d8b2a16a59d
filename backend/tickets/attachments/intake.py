"""Taking a file in, outside any transaction: what it is, drawn anew where it is a photo, and kept."""

from dataclasses import dataclass
from pathlib import Path

from backend import storage
from backend.errors import Invalid, TooLarge, UnsupportedMedia
from backend.multipart import LARGEST_FILE
from backend.tickets.attachments.names import clean
from backend.tickets.attachments.photos import redraw
from backend.tickets.attachments.sniffing import ALLOWED, PHOTOS, TEXT, sniff, text_of


@dataclass(frozen=True)
class KeptFile:
    """A file in the folder that no row names yet: `services.post_message(..., files=[...])` binds it to an entry."""

    sha256: str
    name: str
    type: str
    size: int
    width: int | None = None
    height: int | None = None


def take_in(folder: Path, name: str, content: bytes) -> KeptFile:
    """Keeps a file, durable when this returns; one that nothing names within a day is swept.

    Takes a core for a second where it is a large photo, so never inside `db.write`. Raises UnsupportedMedia, TooLarge,
    Invalid, or Unavailable where the disk is full.
    """
    if not content:
        raise Invalid("This file is empty.", pointer="/file")
    if len(content) > LARGEST_FILE:
        raise TooLarge("{name} is too large: at most {most} MB a file.", name=name[:100], most=10, pointer="/file")
    kind = sniff(content)
    if kind is None:
        raise UnsupportedMedia(
            "{name}: only photos (JPEG, PNG, WebP), PDF and plain text are taken.",
            name=name[:100],
            allowed=ALLOWED,
            pointer="/file",
        )
    if kind in PHOTOS:
        photo = redraw(content, kind)
        digest = storage.put(folder, photo.content)
        size = len(photo.content)
        return KeptFile(digest, clean(name, photo.type), photo.type, size, photo.width, photo.height)
    if kind == TEXT:
        # In one encoding, so that whoever reads it need not guess.
        content = (text_of(content) or "").encode()
    return KeptFile(storage.put(folder, content), clean(name, kind), kind, len(content))
