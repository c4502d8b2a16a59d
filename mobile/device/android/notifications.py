"""Notifications on the app's one channel, and coming back by them."""

import zlib
from collections.abc import Callable
from typing import Any

from mobile.device.android.java import activity, api, cast, chars, java, on_ui, small_icon

CHANNEL = "tickets"
_ABOUT = "org.doorgeven.about"
_IMPORTANCE_DEFAULT = 3
_PRIVATE = 0
"""On a locked screen: that the app has something to say, and not what."""
_PERMISSION = "android.permission.POST_NOTIFICATIONS"
_CHANNEL_API, _PERMISSION_API = 26, 33
_IMMUTABLE, _UPDATE_CURRENT = 0x04000000, 0x08000000


def notify(title: str, text: str, about: str) -> bool:
    """Whether the user allows it; the same `about` again replaces the older one."""
    shown = _shown()
    if not shown.areNotificationsEnabled():
        return False
    builder = _builder(shown)
    builder.setSmallIcon(small_icon())
    builder.setContentTitle(chars(title)).setContentText(chars(text)).setAutoCancel(True)
    builder.setVisibility(_PRIVATE).setContentIntent(_coming_back(about))
    shown.notify(_number(about or title), builder.build())
    return True


def take_away() -> None:
    """All that the app still shows."""
    _shown().cancelAll()


def ask(done: Callable[[bool], None]) -> None:
    """The system's own question, from Android 13 on; before, it was never asked."""
    if api() < _PERMISSION_API:
        done(bool(_shown().areNotificationsEnabled()))
        return
    from android.permissions import request_permissions  # python-for-android's

    request_permissions([_PERMISSION], lambda _, granted: on_ui(lambda: done(all(granted))))


def opened_about() -> str | None:
    """The `about` of the notification that was tapped, once."""
    came = activity().getIntent()
    about = came.getStringExtra(_ABOUT) if came is not None else None
    if about:
        came.removeExtra(_ABOUT)
    return str(about) if about else None


def follow_taps() -> None:
    """A running app is handed the tap as another intent, which Android does not keep by itself."""
    from android.activity import bind  # python-for-android's

    bind(on_new_intent=lambda came: activity().setIntent(came))


def _shown() -> Any:
    context = activity()
    service = context.getSystemService(java("android.content.Context").NOTIFICATION_SERVICE)
    return cast("android.app.NotificationManager", service)


def _builder(shown: Any) -> Any:
    builders = java("android.app.Notification$Builder")
    if api() < _CHANNEL_API:
        return builders(activity())
    channel = java("android.app.NotificationChannel")(CHANNEL, chars("Doorgeven"), _IMPORTANCE_DEFAULT)
    shown.createNotificationChannel(channel)
    return builders(activity(), CHANNEL)


def _coming_back(about: str) -> Any:
    context = activity()
    back = context.getPackageManager().getLaunchIntentForPackage(context.getPackageName())
    back.putExtra(_ABOUT, about)
    pending = java("android.app.PendingIntent")
    return pending.getActivity(context, _number(about), back, _IMMUTABLE | _UPDATE_CURRENT)


def _number(about: str) -> int:
    return zlib.crc32(about.encode()) & 0x7FFFFFFF
