"""Where the session's secrets lie: an interface, and a file that only its owner can read."""

import contextlib
from pathlib import Path
from typing import Protocol

from mobile.core.private_files import private_folder, replace_privately


class TokenStore(Protocol):
    """Keeps one text, out of others' reach; each method is durable when it returns."""

    def read(self) -> str | None:
        """The text, or None."""

    def write(self, text: str) -> None:
        """Replace the text, whole or not at all; raises StorageError."""

    def wipe(self) -> None:
        """Forget the text."""


class FileTokenStore:
    """A file with mode 0600, replaced in one step."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> str | None:
        """The text, or None where there is none that can be read."""
        try:
            return self._path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def write(self, text: str) -> None:
        """Replace the text; raises StorageFull or StorageError."""
        private_folder(self._path.parent)
        replace_privately(self._path, text)

    def wipe(self) -> None:
        """Delete the file."""
        with contextlib.suppress(FileNotFoundError):
            self._path.unlink()
