"""Folders and files that only their owner can read, and the system's errors about them."""

import errno
import os
from pathlib import Path

from mobile.core.errors import StorageError, StorageFull

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def private_folder(path: Path) -> None:
    """Makes the folder, or tightens one that is there, to mode 0700; raises StorageError."""
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.chmod(0o700)
    except OSError as error:
        raise storage_error(error) from None


def touch_privately(path: Path) -> None:
    """Makes the file with mode 0600, or tightens one that is there; raises StorageError."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        path.chmod(0o600)
    except OSError as error:
        raise storage_error(error) from None


def replace_privately(path: Path, text: str) -> None:
    """Replaces the file by `text`, whole or not at all, mode 0600, durable on return; raises StorageError."""
    draft = path.with_name(path.name + ".new")
    try:
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise storage_error(error) from None


def storage_error(error: OSError) -> StorageError:
    """The app's error for the system's."""
    kind = StorageFull if error.errno in _FULL else StorageError
    return kind(os.strerror(error.errno or errno.EIO))
