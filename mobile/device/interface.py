"""What the screens ask of the device."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from mobile.core.tokens import TokenStore


class Ability(StrEnum):
    """What only some devices can do: a screen hides the button of what this one cannot."""

    CAMERA = "camera"
    """`take_photo`."""
    PHOTOS = "photos"
    """`pick_photo`."""
    SCAN = "scan"
    """`scan_code`."""
    CALL = "call"
    """`call`: it opens a telephone."""
    SHARE = "share"
    """`share`: there are other apps to hand a text to."""
    NOTIFY = "notify"
    """`notify`: it reaches the user while the app is not in front."""


@dataclass(frozen=True)
class Insets:
    """What the device draws over the window's edges (bars, notch), in the window's pixels."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0


@dataclass(frozen=True)
class Photo:
    """A photo that the user chose or took: nothing of it was read yet."""

    name: str
    """The file's name as the device has it, for the user to know it by."""
    read: Callable[[], bytes]
    """All of it as it lies on the device, place and all; reads a disk, so call it away from the screen's thread.

    Raises OSError where it is gone or cannot be read. It can be read until the app is left.
    """


Photos = Callable[[tuple[Photo, ...]], None]
"""Called once, on the screen's thread, with what was chosen; with nothing where the user went back."""


class Device(Protocol):
    """One method a wish; none blocks for long, and all are called on the screen's thread, as are their answers."""

    tokens: TokenStore
    """Where the session's tokens are kept, as safely as the device can."""
    abilities: frozenset[Ability]
    """What it can do of what only some devices can; the same for as long as the app runs."""

    def copy(self, text: str) -> None:
        """Put `text` on the clipboard."""

    def paste(self) -> str:
        """The clipboard's text; empty without one. Ask only when the user taps: phones tell them who looked."""

    def share(self, text: str) -> bool:
        """Offer `text` to the device's other apps; False where there is no such thing, and the text was copied."""

    def call(self, number: str) -> bool:
        """Open the telephone with `number` in it; False where there is none, and the number was copied."""

    def open(self, address: str) -> bool:
        """Open an https or mailto address outside the app; False where nothing could."""

    def pick_photo(self, done: Photos, *, most: int = 1) -> None:
        """Let the user choose up to `most` photos that they have."""

    def take_photo(self, done: Photos) -> None:
        """Let the user take one."""

    def scan_code(self, done: Callable[[str | None], None]) -> None:
        """Let the user point the camera at a QR code: what it says, or None where they went back."""

    def notify(self, title: str, text: str, about: str = "") -> bool:
        """Tell the user outside the app's window; False where that cannot be, and the app has to say it itself.

        `about` is what it is about, as `ticket:ID` or `outage:ID`: told again of the same, the older one is replaced.
        """

    def ask_to_notify(self, done: Callable[[bool], None]) -> None:
        """Ask the user, once, whether they may be told so; whether they may."""

    def opened_about(self) -> str | None:
        """The `about` of the notification by which the user came in, once; ask at the start and on resuming."""

    def forget(self) -> None:
        """The user signed out: take away what the device still shows or holds of them."""

    def keep_working(self, text: str) -> None:
        """The app is about to leave the front with things unsent: let it go on for a while, saying `text` where told.

        Unlike the others it may be called on any thread, as `stop_working` and `notify` may: no screen is in front.
        """

    def stop_working(self) -> None:
        """All is sent, or the app is in front again."""

    def dark(self) -> bool:
        """Whether the user set the device to dark."""

    def font_scale(self) -> float:
        """How large the user wants text on this device: 1.0 as usual, 1.3 a third larger.

        Where Kivy knows it too (Android), it is in `sp` already: `Metrics.fontscale`.
        """

    def insets(self) -> Insets:
        """What is drawn over the window's edges now; ask again when the window turns or changes its size."""
