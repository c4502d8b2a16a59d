"""A reader's place in the feed, as an opaque text."""

from dataclasses import dataclass, replace

from backend.cursors import read_cursor, write_cursor
from backend.errors import Invalid


@dataclass(frozen=True)
class Cursor:
    """After `position`; while the first full reading goes on, also the `phase` and the `last` id seen in it."""

    database: str
    position: int
    phase: str = ""
    last: str = ""

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """The cursor, or None where the text is none."""
        try:
            parts = read_cursor(text, (str, int, str, str))
        except Invalid:
            return None
        return cls(*parts) if parts and parts[2] in ("", "tickets", "outages") else None

    def write(self) -> str:
        """The text that a reader sends back as it came."""
        return write_cursor([self.database, self.position, self.phase, self.last])

    def at(self, phase: str, last: str) -> "Cursor":
        """Further on in the first reading."""
        return replace(self, phase=phase, last=last)

    def done(self) -> "Cursor":
        """The first reading is complete: from here on only what changes."""
        return Cursor(self.database, self.position)
