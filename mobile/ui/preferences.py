"""What the user chose for this device: language, appearance, text size, notifications; a small file of the app's."""

import contextlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Self

TEXT_SIZES = (100, 115, 130, 150, 200)
"""In percent, over the device's own setting."""
_ALLOWED: dict[str, tuple[Any, ...]] = {
    "language": ("nl", "en"),
    "theme": ("system", "light", "dark"),
    "text_size": TEXT_SIZES,
    "notifications": (True, False),
    "asked_to_notify": (True, False),
}


@dataclass(frozen=True)
class Preferences:
    """`language` None: the account's own is used until the user chooses"""

    data: Path
    language: str | None = None
    theme: str = "system"
    text_size: int = 100
    notifications: bool = True
    asked_to_notify: bool = False
    """Whether the device was asked, once, if it may tell."""

    @classmethod
    def load(cls, data: Path) -> Self:
        """Read them; a file that is missing or broken gives the defaults."""
        try:
            kept = json.loads(_file(data).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            kept = {}
        kept = kept if isinstance(kept, dict) else {}
        return cls(data, **{k: kept[k] for k, allowed in _ALLOWED.items() if _is_one(kept.get(k), allowed)})

    def change(self, **changes: Any) -> Self:
        """A copy with `changes`, written down where the disk lets it; a full disk must not stop the screen."""
        changed = replace(self, **changes)
        kept = {k: v for k, v in asdict(changed).items() if k != "data"}
        with contextlib.suppress(OSError):
            self.data.mkdir(parents=True, exist_ok=True)
            _file(self.data).write_text(json.dumps(kept), encoding="utf-8")
        return changed


def _is_one(value: Any, allowed: tuple[Any, ...]) -> bool:
    """`True` is 1 to Python, and not to us."""
    return any(type(value) is type(one) and value == one for one in allowed)


def _file(data: Path) -> Path:
    return data / "screens.json"
