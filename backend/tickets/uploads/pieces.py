"""The bytes of files on their way, in the folder that all nodes share, each under its upload's id."""

import contextlib
import os
from collections.abc import Callable, Collection
from pathlib import Path

from backend.storage import told_when_full

_FOLDER = "uploads"

Wanted = Callable[[Collection[str]], Collection[str]]
"""Which uploads of some ids still wait for pieces."""


def write(folder: Path, upload_id: str, at: int, content: bytes) -> None:
    """Keeps a piece where it belongs; it is durable when this returns. Raises Unavailable where the disk is full."""
    path = _place(folder, upload_id)
    with told_when_full():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
        try:
            with os.fdopen(handle, "wb", closefd=False) as file:
                file.seek(at)
                file.write(content)
            os.fsync(handle)
        finally:
            os.close(handle)


def length(folder: Path, upload_id: str) -> int:
    """How many bytes there are: none where the folder was put back from a backup without them."""
    try:
        return _place(folder, upload_id).stat().st_size
    except FileNotFoundError:
        return 0


def read(folder: Path, upload_id: str, size: int) -> bytes:
    """The first `size` bytes that there are."""
    try:
        with _place(folder, upload_id).open("rb") as file:
            return file.read(size)
    except FileNotFoundError:
        return b""


def remove(folder: Path, upload_id: str) -> None:
    """Forgets the bytes of one."""
    _place(folder, upload_id).unlink(missing_ok=True)


def sweep(folder: Path, wanted: Wanted) -> int:
    """Removes the bytes of uploads that wait for nothing any more; returns how many.

    A row is there before its first piece: what has none now will have none.
    """
    here = folder / _FOLDER
    names = [path.name for path in here.iterdir()] if here.is_dir() else []
    kept = set(wanted(names))
    gone = [name for name in names if name not in kept]
    for name in gone:
        with contextlib.suppress(FileNotFoundError):
            (here / name).unlink()
    return len(gone)


def _place(folder: Path, upload_id: str) -> Path:
    return folder / _FOLDER / upload_id
