"""The app's settings, from the environment or from whoever starts it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

APP_VERSION = "0.1.0"


@dataclass(frozen=True)
class Settings:
    """Where the server is (empty: the user is asked, once) and the app's data, and the language of what it answers."""

    server: str = ""
    data: Path = Path.home() / ".local" / "share" / "doorgeven"
    language: str = "nl"
    app_version: str = APP_VERSION

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Reads `DOORGEVEN_SERVER`, `DOORGEVEN_DATA` and the language of `LANG`."""
        env = os.environ if environment is None else environment
        home = Path(env.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
        return cls(
            server=env.get("DOORGEVEN_SERVER") or "",
            data=Path(env.get("DOORGEVEN_DATA") or home / "doorgeven"),
            language="nl" if env.get("LANG", "nl").lower().startswith("nl") else "en",
        )
