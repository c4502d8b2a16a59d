"""Attached files, kept under their content's SHA-256 in a folder that all nodes share.

A file is there, to the disk, before the row that names it is committed; one that no row names is swept a day later.
"""

import contextlib
import errno
import hashlib
import os
import secrets
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from backend.errors import Unavailable

KEPT_WITHOUT_ROW = 24 * 3600.0
"""Seconds that a file waits for its row: far longer than a transaction takes."""
FOLDERS = 256
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_SWEPT = ".swept"

Named = Callable[[Collection[str]], Collection[str]]
"""Which of some SHA-256s a row names."""


def put(folder: Path, content: bytes) -> str:
    """Keeps `content`; its SHA-256, when it is durable. Raises Unavailable where the disk is full."""
    digest = hashlib.sha256(content).hexdigest()
    path = place(folder, digest)
    with told_when_full():
        if not _renewed(path):
            _write(path, content)
    return digest


def place(folder: Path, digest: str) -> Path:
    """Where the content of that SHA-256 is, if it is there."""
    return folder / digest[:2] / digest


def sweep(folder: Path, number: int, named: Named) -> int:
    """Removes what no row names from the `number`th of the 256 folders; returns how many.

    A file may be put again at any moment, by any node: it is taken
    aside first, and goes back where that happened meanwhile.
    """
    here = folder / f"{number % FOLDERS:02x}"
    # What an earlier sweep took aside and did not finish, killed on the way.
    for aside in _files(here, f"*{_SWEPT}*"):
        _settle(aside, named)
    old = [path for path in _files(here, "*") if _age(path) > KEPT_WITHOUT_ROW]
    kept = set(named([path.name for path in old]))
    return sum(_remove(path, named) for path in old if path.name not in kept)


@contextlib.contextmanager
def told_when_full() -> Iterator[None]:
    """A full disk as a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise Unavailable("The server's disk is full; nothing was kept of this request. Try again later.") from None


def _renewed(path: Path) -> bool:
    """Whether it was there; counts as new from now on, so that no sweep takes it."""
    try:
        os.utime(path)
    except FileNotFoundError:
        return False
    return True


def _write(path: Path, content: bytes) -> None:
    path.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    for parent in (path.parent, path.parent.parent):
        _sync(parent)


def _sync(folder: Path) -> None:
    """The folder's own entries to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _files(folder: Path, pattern: str) -> list[Path]:
    return sorted(folder.glob(pattern)) if folder.is_dir() else []


def _age(path: Path) -> float:
    """Seconds since it was put; none at all where it is gone."""
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _remove(path: Path, named: Named) -> bool:
    aside = path.with_name(f"{path.name}{_SWEPT}{secrets.token_hex(4)}")
    try:
        path.rename(aside)
    except FileNotFoundError:
        return False
    return _settle(aside, named)


def _settle(aside: Path, named: Named) -> bool:
    """Removes what was taken aside, or puts it back where somebody has come to need it; says whether it is gone."""
    path = aside.with_name(aside.name.partition(_SWEPT)[0])
    # Another worker may sweep the same folder, and have done this.
    with contextlib.suppress(FileNotFoundError):
        if _age(aside) <= KEPT_WITHOUT_ROW or named([path.name]):
            aside.rename(path)
            return False
        aside.unlink()
    return True
