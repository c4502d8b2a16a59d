"""A desk: the clipboard stands in for sharing, and nothing is told outside the window."""

from pathlib import Path

from mobile.core.tokens import FileTokenStore


class DesktopDevice:
    """Linux, macOS and Windows."""

    def __init__(self, data: Path) -> None:
        self.tokens = FileTokenStore(data / "tokens.json")

    def copy(self, text: str) -> None:
        """Put `text` on the clipboard."""
        from kivy.core.clipboard import Clipboard

        Clipboard.copy(text)

    def share(self, text: str) -> bool:
        """A desk has no share sheet: the text is copied."""
        self.copy(text)
        return False

    def notify(self, title: str, text: str) -> None:
        """Nothing: the window itself shows it."""

    def dark(self) -> bool:
        """No desktop tells this in a way they all share."""
        return False
