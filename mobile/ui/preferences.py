"""What the user chose for this device's screens: language and appearance, in a small file of the app's folder."""

import contextlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Self

_ALLOWED = {"language": ("nl", "en"), "theme": ("system", "light", "dark")}


@dataclass(frozen=True)
class Preferences:
    """`language` None: the account's own is used until the user chooses."""

    path: Path
    language: str | None = None
    theme: str = "system"

    @classmethod
    def load(cls, data: Path) -> Self:
        """Read them; a file that is missing or broken gives the defaults."""
        path = data / "screens.json"
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            kept = {}
        kept = kept if isinstance(kept, dict) else {}
        return cls(path, **{k: kept[k] for k, allowed in _ALLOWED.items() if kept.get(k) in allowed})

    def change(self, **changes: Any) -> Self:
        """A copy with `changes`, written down where the disk lets it; a full disk must not stop the screen."""
        changed = replace(self, **changes)
        kept = {k: v for k, v in asdict(changed).items() if k != "path"}
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text(json.dumps(kept), encoding="utf-8")
        return changed
