"""The device's interface on Android, part by part."""

from collections.abc import Callable
from pathlib import Path

from mobile.core.tokens import FileTokenStore
from mobile.device.android import background, notifications, screen
from mobile.device.android.asking import Asking
from mobile.device.android.codes import AndroidCodes
from mobile.device.android.java import activity, chars, intent, java, tried
from mobile.device.android.keystore import KeyStoreSeal
from mobile.device.android.photos import AndroidPhotos
from mobile.device.interface import Ability, Insets, Photos
from mobile.device.sealed import SealedTokenStore


class AndroidDevice:
    """A phone. Its tokens are sealed by a key of the KeyStore, in the app's private folder and outside backups."""

    def __init__(self, data: Path) -> None:
        self.tokens = SealedTokenStore(FileTokenStore(data / "tokens.sealed"), KeyStoreSeal())
        self.abilities = frozenset(Ability)
        self._asking = Asking()
        self._photos = AndroidPhotos(self._asking)
        self._codes = AndroidCodes(self._asking, self._photos)
        self._follows_taps = False

    def copy(self, text: str) -> None:
        """Put `text` on the clipboard."""
        from kivy.core.clipboard import Clipboard

        Clipboard.copy(text)

    def paste(self) -> str:
        """The clipboard's text."""
        from kivy.core.clipboard import Clipboard

        return str(Clipboard.paste() or "")

    def share(self, text: str) -> bool:
        """Open Android's share sheet."""
        wanted = intent("android.intent.action.SEND")
        wanted.setType("text/plain")
        wanted.putExtra("android.intent.extra.TEXT", text)
        chooser = java("android.content.Intent").createChooser(wanted, chars("Doorgeven"))
        return tried(lambda: activity().startActivity(chooser))

    def call(self, number: str) -> bool:
        """Open the telephone with the number in it: dialling is the user's, so no permission is needed."""
        return tried(lambda: activity().startActivity(intent("android.intent.action.DIAL", f"tel:{number}")))

    def open(self, address: str) -> bool:
        """In whichever app the user has for it."""
        if not address.startswith(("https:", "mailto:")):
            return False
        return tried(lambda: activity().startActivity(intent("android.intent.action.VIEW", address)))

    def pick_photo(self, done: Photos, *, most: int = 1) -> None:
        """By the system's own picker."""
        self._photos.pick(done, most)

    def take_photo(self, done: Photos) -> None:
        """By the camera app."""
        self._photos.take(done)

    def scan_code(self, done: Callable[[str | None], None]) -> None:
        """By a scanner app, or from a photo."""
        self._codes.scan(done)

    def notify(self, title: str, text: str, about: str = "") -> bool:
        """On the app's one channel; False where the user forbade it."""
        return notifications.notify(title, text, about)

    def ask_to_notify(self, done: Callable[[bool], None]) -> None:
        """The system's own question."""
        notifications.ask(done)

    def opened_about(self) -> str | None:
        """By the intent that started the app, or brought it back."""
        if not self._follows_taps:
            notifications.follow_taps()
            self._follows_taps = True
        return notifications.opened_about()

    def forget(self) -> None:
        """Notifications that still stand there, and photos of the camera that nobody came back for."""
        notifications.take_away()
        self._photos.forget()

    def keep_working(self, text: str) -> None:
        """A foreground service, for some three minutes at most."""
        background.keep_working(text)

    def stop_working(self) -> None:
        """All is sent."""
        background.stop_working()

    def dark(self) -> bool:
        """Whether the phone is in dark mode."""
        return screen.dark()

    def font_scale(self) -> float:
        """As in Android's settings."""
        return float(screen.configuration().fontScale)

    def insets(self) -> Insets:
        """Bars and notch over what Kivy draws."""
        return screen.insets()
