"""Which version this is, whose work is in it, and under which licences."""

import json
import textwrap
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from mobile.presenters.base import Presenter, Tools

_PIECE = 600
_FILE = Path(__file__).parents[1] / "licences.json"


@dataclass(frozen=True)
class LicenceView:
    """`text` in paragraphs, empty where only its address is given."""

    name: str
    version: str
    licence: str
    address: str
    text: tuple[str, ...]


@dataclass(frozen=True)
class AboutState:
    """`opened` is the licence that is read."""

    version: str = ""
    server: str = ""
    licences: tuple[LicenceView, ...] = ()
    opened: LicenceView | None = None


class AboutPresenter(Presenter[AboutState]):
    """Nothing of it changes while the app runs."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, AboutState(tools.core.settings.app_version, urlsplit(tools.core.server).netloc))
        self._do(licences, lambda found: self._set(licences=found))

    def open(self, name: str) -> None:
        """Read one."""
        self._do(licences, lambda found: self._set(opened=next((one for one in found if one.name == name), None)))


@cache
def licences() -> tuple[LicenceView, ...]:
    """All of them, by name."""
    return tuple(
        LicenceView(one["name"], one["version"], one["licence"], one["address"], _paragraphs(one["text"]))
        for one in json.loads(_FILE.read_text(encoding="utf-8"))
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    """Pieces that a phone can draw: a label can be no higher than what its graphics hold."""
    return tuple(piece for part in text.split("\n\n") for piece in textwrap.wrap(part, _PIECE))
