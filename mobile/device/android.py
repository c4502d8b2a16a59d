"""Android, by pyjnius: written after the platform's documentation, and not yet tried on a device."""

from pathlib import Path

from mobile.core.tokens import FileTokenStore

_UI_MODE_NIGHT_MASK, _UI_MODE_NIGHT_YES = 0x30, 0x20
_CHANNEL = "tickets"
_IMPORTANCE_DEFAULT = 3


class AndroidDevice:
    """A phone. The tokens lie in the app's private folder, outside backups; KeyStore encryption is to come."""

    def __init__(self, data: Path) -> None:
        self.tokens = FileTokenStore(data / "tokens.json")

    def copy(self, text: str) -> None:
        """Put `text` on the clipboard."""
        from kivy.core.clipboard import Clipboard

        Clipboard.copy(text)

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

    def notify(self, title: str, text: str) -> None:
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
        notifications.notify(abs(hash((title, text))) % 2**31, builder.build())

    def dark(self) -> bool:
        """Whether the phone is in dark mode."""
        configuration = _activity().getResources().getConfiguration()
        return configuration.uiMode & _UI_MODE_NIGHT_MASK == _UI_MODE_NIGHT_YES


def _activity() -> object:
    from jnius import autoclass

    return autoclass("org.kivy.android.PythonActivity").mActivity
