"""Android, by pyjnius: written after the platform's documentation, and not yet tried on a device."""

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mobile.core.tokens import FileTokenStore
from mobile.device.interface import Ability, Insets, Photos

_UI_MODE_NIGHT_MASK, _UI_MODE_NIGHT_YES = 0x30, 0x20
_CHANNEL = "tickets"
_IMPORTANCE_DEFAULT = 3


class AndroidDevice:
    """A phone. The tokens lie in the app's private folder, outside backups; KeyStore encryption is to come."""

    def __init__(self, data: Path) -> None:
        self.tokens = FileTokenStore(data / "tokens.json")
        self.abilities = frozenset({Ability.CALL, Ability.SHARE, Ability.NOTIFY})

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
        from jnius import autoclass, cast

        intent_class = autoclass("android.content.Intent")
        intent = intent_class(intent_class.ACTION_SEND)
        intent.setType("text/plain")
        intent.putExtra(intent_class.EXTRA_TEXT, text)
        chooser = intent_class.createChooser(intent, cast("java.lang.CharSequence", None))
        _activity().startActivity(chooser)
        return True

    def call(self, number: str) -> bool:
        """Open the telephone with the number in it: dialling is the user's, so no permission is needed."""
        return _view("android.intent.action.DIAL", f"tel:{number}")

    def open(self, address: str) -> bool:
        """In whichever app the user has for it."""
        return address.startswith(("https:", "mailto:")) and _view("android.intent.action.VIEW", address)

    def pick_photo(self, done: Photos, *, most: int = 1) -> None:
        """Not yet: nothing was chosen."""
        done(())

    def take_photo(self, done: Photos) -> None:
        """Not yet: nothing was taken."""
        done(())

    def scan_code(self, done: Callable[[str | None], None]) -> None:
        """Not yet: nothing was read."""
        done(None)

    def notify(self, title: str, text: str, about: str = "") -> bool:
        """A notification on the app's one channel; Android drops it quietly where the user forbade them."""
        from jnius import autoclass, cast

        activity = _activity()
        service = activity.getSystemService(autoclass("android.content.Context").NOTIFICATION_SERVICE)
        notifications = cast("android.app.NotificationManager", service)
        channel = autoclass("android.app.NotificationChannel")
        if autoclass("android.os.Build$VERSION").SDK_INT >= 26:  # noqa: PLR2004 - channels came with Android 8
            notifications.createNotificationChannel(channel(_CHANNEL, title, _IMPORTANCE_DEFAULT))
        builder = autoclass("android.app.Notification$Builder")(activity, _CHANNEL)
        builder.setSmallIcon(activity.getApplicationInfo().icon)
        builder.setContentTitle(title).setContentText(text).setAutoCancel(True)
        notifications.notify(zlib.crc32((about or title + text).encode()) % 2**31, builder.build())
        return True

    def ask_to_notify(self, done: Callable[[bool], None]) -> None:
        """Not yet: the user decides in Android's own settings."""
        done(True)

    def opened_about(self) -> str | None:
        """Not yet."""
        return None

    def dark(self) -> bool:
        """Whether the phone is in dark mode."""
        return bool(_configuration().uiMode & _UI_MODE_NIGHT_MASK == _UI_MODE_NIGHT_YES)

    def font_scale(self) -> float:
        """As in Android's settings."""
        return float(_configuration().fontScale)

    def insets(self) -> Insets:
        """Not yet."""
        return Insets()


def _activity() -> Any:
    from jnius import autoclass

    return autoclass("org.kivy.android.PythonActivity").mActivity


def _configuration() -> Any:
    return _activity().getResources().getConfiguration()


def _view(action: str, address: str) -> bool:
    """Whether some app takes it."""
    from jnius import JavaException, autoclass

    intent = autoclass("android.content.Intent")(action, autoclass("android.net.Uri").parse(address))
    try:
        _activity().startActivity(intent)
    except JavaException:
        return False
    return True
