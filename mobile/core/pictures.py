"""Photos of tickets that were looked at: fetched in the background, kept within bounds, there without a connection."""

import contextlib
import io
import os
import re
import shutil
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from mobile.core.errors import CoreError
from mobile.core.private_files import private_folder, storage_error

MOST_BYTES = 60_000_000
"""Of all that is kept; what was looked at longest ago goes first."""
LARGEST = 20_000_000
SMALL_SIDE = 640
"""Pixels of what a conversation shows."""
_AGAIN_SECONDS = 30.0
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}", re.ASCII)
_LARGEST_PIXELS = 60_000_000


class Pictures:
    """One person's, a folder a ticket; thread-safe. `told()` is called, on any thread, when one more is here."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self._folder = folder
        self._most = most_bytes
        self._waiting: deque[tuple[str, str]] = deque()
        self._failed: dict[str, float] = {}
        self._lock = threading.Lock()
        self._busy = False
        self._closed = False

    def here(self, ticket_id: str, picture_id: str) -> Path | None:
        """Where the whole picture lies, or None; it counts as looked at."""
        path = self._path(ticket_id, picture_id)
        if path is None or not path.exists():
            return None
        for looked_at in (path, path.with_suffix(".small.jpg")):
            with contextlib.suppress(OSError):
                os.utime(looked_at)
        return path

    def small(self, ticket_id: str, picture_id: str) -> Path | None:
        """Where the small one for a conversation lies, or None."""
        path = self._path(ticket_id, picture_id)
        small = path.with_suffix(".small.jpg") if path else None
        return small if small and small.exists() else None

    def failed(self, picture_id: str) -> bool:
        """Whether the last try to fetch it came to nothing, and no other is due yet."""
        with self._lock:
            return time.monotonic() - self._failed.get(picture_id, float("-inf")) < _AGAIN_SECONDS

    def want(
        self,
        ticket_id: str,
        picture_ids: Iterable[str],
        fetch: Callable[[str], bytes],
        told: Callable[[], None],
        *,
        again: bool = False,
    ) -> None:
        """Fetch those that are not here yet by `fetch(id)`, on a thread of their own; `again`: a failed one at once."""
        for picture_id in picture_ids:
            whole = self._path(ticket_id, picture_id)
            if (
                whole is None
                or (whole.exists() and self.small(ticket_id, picture_id))
                or (self.failed(picture_id) and not again)
            ):
                continue
            with self._lock:
                self._failed.pop(picture_id, None)
                if (ticket_id, picture_id) not in self._waiting and self._path(ticket_id, picture_id):
                    self._waiting.append((ticket_id, picture_id))
        with self._lock:
            if self._busy or not self._waiting or self._closed:
                return
            self._busy = True
        threading.Thread(target=self._fetch_all, args=(fetch, told), name="pictures", daemon=True).start()

    def take_over(self, ticket_id: str, picture_id: str, path: Path) -> None:
        """A photo from this phone is the ticket's picture now; where that fails it is fetched like any other."""
        with contextlib.suppress(CoreError, OSError):
            self._keep(ticket_id, picture_id, path.read_bytes())

    def forget(self, ticket_id: str) -> None:
        """The ticket is gone: so are its pictures."""
        if _SAFE.fullmatch(ticket_id):
            shutil.rmtree(self._folder / ticket_id, ignore_errors=True)

    def keep_only(self, known: Callable[[Collection[str]], Collection[str]]) -> None:
        """Delete those of tickets that `known(ids)` does not name."""
        there = {path.name for path in self._folder.glob("*")}
        for gone in there - set(known(there)) if there else ():
            self.forget(gone)

    def close(self) -> None:
        """Fetch no more."""
        with self._lock:
            self._closed = True
            self._waiting.clear()

    def wipe(self) -> None:
        """Delete every picture of this person."""
        self.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _path(self, ticket_id: str, picture_id: str) -> Path | None:
        if not (_SAFE.fullmatch(ticket_id) and _SAFE.fullmatch(picture_id)):
            return None
        return self._folder / ticket_id / f"{picture_id}.jpg"

    def _fetch_all(self, fetch: Callable[[str], bytes], told: Callable[[], None]) -> None:
        while (wanted := self._next()) is not None:
            ticket_id, picture_id = wanted
            try:
                self._keep(ticket_id, picture_id, fetch(picture_id))
            except (CoreError, OSError):
                with self._lock:
                    self._failed[picture_id] = time.monotonic()
            told()

    def _next(self) -> tuple[str, str] | None:
        with self._lock:
            if self._waiting and not self._closed:
                return self._waiting.popleft()
            self._busy = False
            return None

    def _keep(self, ticket_id: str, picture_id: str, content: bytes) -> None:
        """The whole one, then the small one, by which it counts as here."""
        path = self._path(ticket_id, picture_id)
        small = _shrunk(content)
        if path is None or small is None:
            raise NotAPicture("unreadable")
        with self._lock:
            if self._closed:
                return
            private_folder(self._folder)
            private_folder(path.parent)
            _write(path, content)
            _write(path.with_suffix(".small.jpg"), small)
            self._make_room()

    def _make_room(self) -> None:
        files = sorted(self._folder.glob("*/*.jpg"), key=lambda path: path.stat().st_mtime, reverse=True)
        total = 0
        for path in files:
            total += path.stat().st_size
            if total > self._most:
                path.unlink(missing_ok=True)


class NotAPicture(CoreError):
    """What came cannot be read as a picture."""


def _shrunk(content: bytes) -> bytes | None:
    """A small JPEG of it; None where it cannot be read, or is far too large to be."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > _LARGEST_PIXELS:
                return None
            picture.draft("RGB", (SMALL_SIDE, SMALL_SIDE))
            small = picture.convert("RGB")
            small.thumbnail((SMALL_SIDE, SMALL_SIDE))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    drawn = io.BytesIO()
    small.save(drawn, "JPEG", quality=80)
    return drawn.getvalue()


def _write(path: Path, content: bytes) -> None:
    draft = path.with_suffix(".new")
    try:
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise storage_error(error) from None
