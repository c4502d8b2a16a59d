"""What the team received and did, a JSON line each: for people who look, and for scripts that count."""

import json
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class Journal:
    """Appends to `path` where there is one, and tells standard error in few words where `aloud`."""

    def __init__(self, path: Path | None, *, aloud: bool) -> None:
        self._path = path
        self._aloud = aloud
        self._lock = threading.Lock()
        self._file = path.open("a", encoding="utf-8") if path else None

    def note(self, what: str, **facts: Any) -> None:
        """One line: `at` (seconds since 1970), `what`, and `facts`; written when this returns."""
        line = {"at": time.time(), "what": what, **facts}
        with self._lock:
            if self._file:
                self._file.write(json.dumps(line) + "\n")
                self._file.flush()
        if self._aloud:
            said = " ".join(str(facts[name]) for name in ("team", "reference", "type", "by", "why") if facts.get(name))
            print(f"team: {what.replace('_', ' ')} {said}", file=sys.stderr, flush=True)

    def past(self) -> Iterator[dict[str, Any]]:
        """What an earlier run wrote; a line that it was killed in is left out."""
        if self._path is None or not self._path.exists():
            return
        for line in self._path.read_text("utf-8").splitlines():
            try:
                yield json.loads(line)
            except ValueError:
                continue
