"""A desk: the clipboard stands in for sharing and the telephone, and the window itself tells what there is to tell."""

import webbrowser
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from mobile.core.tokens import FileTokenStore
from mobile.device import file_dialog
from mobile.device.interface import Ability, Insets, Photos

_OPENED = frozenset({"https", "mailto"})


class DesktopDevice:
    """Linux, macOS and Windows."""

    def __init__(self, data: Path) -> None:
        self.tokens = FileTokenStore(data / "tokens.json")
        self.abilities = frozenset({Ability.PHOTOS}) if file_dialog.found() else frozenset()

    def copy(self, text: str) -> None:
        """Put `text` on the clipboard."""
        from kivy.core.clipboard import Clipboard

        Clipboard.copy(text)

    def paste(self) -> str:
        """The clipboard's text."""
        from kivy.core.clipboard import Clipboard

        return str(Clipboard.paste() or "")

    def share(self, text: str) -> bool:
        """A desk has no share sheet: the text is copied."""
        self.copy(text)
        return False

    def call(self, number: str) -> bool:
        """Nor a telephone."""
        self.copy(number)
        return False

    def open(self, address: str) -> bool:
        """In the browser, or the mail program."""
        return urlsplit(address).scheme in _OPENED and webbrowser.open(address)

    def pick_photo(self, done: Photos, *, most: int = 1) -> None:
        """By the desk's own file dialog."""
        file_dialog.choose(done, most)

    def take_photo(self, done: Photos) -> None:
        """No desk's camera is asked: nothing was taken."""
        done(())

    def scan_code(self, done: Callable[[str | None], None]) -> None:
        """Nor for a code."""
        done(None)

    def notify(self, title: str, text: str, about: str = "") -> bool:
        """The window itself shows it."""
        return False

    def ask_to_notify(self, done: Callable[[bool], None]) -> None:
        """There is nothing to ask for."""
        done(False)

    def opened_about(self) -> str | None:
        """Nobody comes in by a notification."""
        return None

    def forget(self) -> None:
        """A desk shows and holds nothing but what the app itself wipes."""

    def keep_working(self, text: str) -> None:
        """A desk's window goes on by itself."""

    def stop_working(self) -> None:
        """Nothing was begun."""

    def dark(self) -> bool:
        """No desktop tells this in a way they all share."""
        return False

    def font_scale(self) -> float:
        """Nor this: the app's own setting is what there is."""
        return 1.0

    def insets(self) -> Insets:
        """A desk's window is all the app's."""
        return Insets()
