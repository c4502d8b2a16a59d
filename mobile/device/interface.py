"""What the screens ask of the device."""

from typing import Protocol

from mobile.core.tokens import TokenStore


class Device(Protocol):
    """One method a wish; none blocks for long, and all are called on the screen's thread."""

    tokens: TokenStore
    """Where the session's tokens are kept, as safely as the device can."""

    def copy(self, text: str) -> None:
        """Put `text` on the clipboard."""

    def share(self, text: str) -> bool:
        """Offer `text` to the device's other apps; False where there is no such thing, and the text was copied."""

    def notify(self, title: str, text: str) -> None:
        """Tell the user outside the app's window, where the device can."""

    def dark(self) -> bool:
        """Whether the user set the device to dark."""
