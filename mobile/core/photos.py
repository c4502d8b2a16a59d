"""Photos that go along: made small, freed of their place and all else a camera notes, kept beside what is typed."""

import contextlib
import hashlib
import io
import os
import re
import shutil
import time
import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from mobile.core.errors import CoreError
from mobile.core.private_files import private_folder, storage_error
from mobile.core.readings import JSON

LONGEST_SIDE = 1600
"""Pixels: the words on a screen and the lights of a modem can still be read, in some 300 kB."""
MOST = 6
"""Photos beside one draft."""
_QUALITY = 82
_LARGEST_FILE = 60_000_000
_MOST_PIXELS = 120_000_000
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,79}", re.ASCII)


class NotAPhoto(CoreError):
    """The file cannot be read as a photo, or is far too large for one."""


class TooManyPhotos(CoreError):
    """There are MOST of them already."""


@dataclass(frozen=True)
class Photo:
    """One file as it will be sent; `draft_id` is the draft it lies beside, then the submission of that id."""

    id: str
    draft_id: str
    path: Path

    @classmethod
    def at(cls, path: Path) -> Self:
        """From where it lies."""
        return cls(path.stem.partition("-")[2], path.parent.name, path)

    @property
    def name(self) -> str:
        """What the team sees: nothing of what the phone called it."""
        return f"photo-{self.id[:8]}.jpg"

    @property
    def size(self) -> int:
        """Bytes; 0 where it is gone."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    def told(self) -> JSON:
        """What the server is told of it first: `{name, size, sha256}`; raises StorageError where it is gone."""
        try:
            content = self.path.read_bytes()
        except OSError as error:
            raise storage_error(error) from None
        return {"name": self.name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


class Photos:
    """One person's, a folder a draft; each method raises StorageError where the phone's memory fails."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, draft_id: str, read: Callable[[], bytes]) -> Photo:
        """Keep a photo beside a draft, whole or not at all; `read()` gives the file as it is, or raises OSError.

        Raises NotAPhoto or TooManyPhotos.
        """
        if len(self.of(draft_id)) >= MOST:
            raise TooManyPhotos("most")
        try:
            content = read()
        except (OSError, MemoryError):
            raise NotAPhoto("gone") from None
        drawn = shrunk(content)
        folder = self._of(draft_id)
        private_folder(self._folder)
        private_folder(folder)
        # Their order is that of their names: the moment at which each was added.
        path = folder / f"{time.time_ns():020}-{uuid.uuid4()}.jpg"
        _write(path, drawn)
        return Photo.at(path)

    def of(self, draft_id: str) -> list[Photo]:
        """Those beside one draft, in the order in which they were added."""
        try:
            return [Photo.at(path) for path in sorted(self._of(draft_id).glob("*.jpg"))]
        except OSError as error:
            raise storage_error(error) from None

    def find(self, photo_id: str) -> Photo | None:
        """One photo by its id."""
        if not _SAFE.fullmatch(photo_id):
            return None
        return next((Photo.at(path) for path in self._folder.glob(f"*/*-{photo_id}.jpg")), None)

    def remove(self, photo_id: str) -> None:
        """Delete one photo; gone already is fine."""
        photo = self.find(photo_id)
        if photo is not None:
            photo.path.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                photo.path.parent.rmdir()

    def move(self, draft_id: str, to: str) -> None:
        """Those beside a draft lie beside another from now on."""
        folder = self._of(to)
        try:
            for photo in self.of(draft_id):
                private_folder(folder)
                photo.path.replace(folder / photo.path.name)
        except OSError as error:
            raise storage_error(error) from None

    def forget(self, draft_id: str) -> None:
        """Delete all that lie beside a draft."""
        shutil.rmtree(self._of(draft_id), ignore_errors=True)

    def keep_only(self, known: Collection[str], among: Collection[str] | None = None) -> None:
        """Delete what neither a draft, nor a submission, nor a row of its own still knows: ids of all three.

        `among` some alone: one that is being added at this moment is known to nothing yet.
        """
        for path in self._folder.glob("*/*"):
            ids = {Photo.at(path).id, Photo.at(path).draft_id}
            if ids.isdisjoint(known) and (among is None or not ids.isdisjoint(among)):
                path.unlink(missing_ok=True)
        for folder in self._folder.glob("*"):
            with contextlib.suppress(OSError):
                folder.rmdir()

    def wipe(self) -> None:
        """Delete every photo of this person."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _of(self, draft_id: str) -> Path:
        if not _SAFE.fullmatch(draft_id):
            raise ValueError("not an id made on this phone")
        return self._folder / draft_id


def shrunk(content: bytes) -> bytes:
    """A file's picture as a JPEG: upright, at most LONGEST_SIDE, its pixels alone; raises NotAPhoto."""
    # Here and not above: Pillow takes a tenth of a second to load, which the app's start does not have.
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        if len(content) > _LARGEST_FILE:
            raise NotAPhoto("bytes")
        with Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise NotAPhoto("pixels")
            # A JPEG is read at a half or a quarter already, which saves a small phone most of the memory.
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            flat = Image.new("RGB", upright.size, "white")
            clear = upright.convert("RGBA") if upright.mode != "RGB" else None
            flat.paste(clear or upright, mask=clear)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError):
        raise NotAPhoto("unreadable") from None
    drawn = io.BytesIO()
    # A picture made anew carries no EXIF, XMP, comment or colour profile of the old one.
    flat.save(drawn, "JPEG", quality=_QUALITY, optimize=True)
    return drawn.getvalue()


def _write(path: Path, content: bytes) -> None:
    draft = path.with_suffix(".new")
    try:
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise storage_error(error) from None
