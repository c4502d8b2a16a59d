"""How the company calls and colours the app: asked of its server, and remembered for when there is none."""

import contextlib
import hashlib
import json
import time
from dataclasses import dataclass
from pathlib import Path

from mobile.core.api import Api
from mobile.core.errors import CoreError, StorageError
from mobile.core.logo import fetch_logo
from mobile.core.private_files import private_folder, replace_privately
from mobile.core.readings import JSON

EVERY_SECONDS = 3600.0
"""How often to look whether it changed; a try that failed is made again after a tenth of that."""


@dataclass(frozen=True)
class Brand:
    """`color` is `#rrggbb`, or None for the app's own; `logo` is a PNG on this phone. An empty name is ours."""

    name: str = ""
    color: str | None = None
    logo: Path | None = None


class Brands:
    """Keeps the brand of one server in `folder`; `now` never waits."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / "brand.json"
        self._kept = self._read()
        self._due_at = 0.0
        self.now = self._shown()

    def refresh_if_due(self, api: Api) -> bool:
        """Ask the server where that is due; whether anything is different now. Raises nothing."""
        if time.monotonic() < self._due_at:
            return False
        self._due_at = time.monotonic() + EVERY_SECONDS / 10
        try:
            changed = self.refresh(api)
        except CoreError:
            return False
        self._due_at = time.monotonic() + EVERY_SECONDS
        return changed

    def refresh(self, api: Api) -> bool:
        """Ask the server now; whether anything is different. Raises what calls raise."""
        said, etag = api.brand(self._kept.get("etag"))
        if said is not None:
            self._take(said, etag)
        before, self.now = self.now, self._shown()
        return self.now != before

    def forget(self) -> None:
        """Another server has another one."""
        self._kept, self.now = {}, Brand()
        with contextlib.suppress(OSError):
            self._path.unlink()

    def _take(self, said: JSON, etag: str | None) -> None:
        kept = {"name": said["name"], "color": said["color"], "etag": etag, "logo": None}
        logo = fetch_logo(said["logo_url"]) if said["logo_url"] else None
        # A full disk shows the brand all the same, and asks again at the next start.
        with contextlib.suppress(StorageError, OSError):
            private_folder(self._folder)
            if logo is not None:
                name = f"logo-{hashlib.sha256(logo).hexdigest()[:16]}.png"
                (self._folder / name).write_bytes(logo)
                kept["logo"] = name
            replace_privately(self._path, json.dumps(kept))
            self._clean(kept["logo"])
        self._kept = kept

    def _clean(self, keep: str | None) -> None:
        for path in self._folder.glob("logo-*.png"):
            if path.name != keep:
                path.unlink(missing_ok=True)

    def _read(self) -> JSON:
        try:
            kept = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) and isinstance(kept.get("name"), str) else {}

    def _shown(self) -> Brand:
        logo = self._folder / str(self._kept["logo"]) if self._kept.get("logo") else None
        return Brand(self._kept.get("name", ""), self._kept.get("color"), logo if logo and logo.is_file() else None)
