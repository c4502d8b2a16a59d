"""A reader's place in the feed, as an opaque text."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from backend.cursors import read_cursor, write_cursor
from backend.errors import Invalid


def scope_of(audiences: Iterable[str]) -> str:
    """A short name of what a reader hears: who joins a team must read all of it, who leaves one forget it."""
    return hashlib.sha256(" ".join(audiences).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Cursor:
    """After `position`, for a reader of that `scope`.

    While the first full reading goes on, also its `phase` and the `last` id seen in it.
    """

    database: str
    scope: str
    position: int
    phase: str = ""
    last: str = ""

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """The cursor, or None where the text is none."""
        try:
            parts = read_cursor(text, (str, str, int, str, str))
        except Invalid:
            return None
        return cls(*parts) if parts and parts[3] in ("", "tickets", "outages", "affected") else None

    def write(self) -> str:
        """The text that a reader sends back as it came."""
        return write_cursor([self.database, self.scope, self.position, self.phase, self.last])

    def at(self, phase: str, last: str) -> "Cursor":
        """Further on in the first reading."""
        return replace(self, phase=phase, last=last)

    def done(self) -> "Cursor":
        """The first reading is complete: from here on only what changes."""
        return Cursor(self.database, self.scope, self.position)
