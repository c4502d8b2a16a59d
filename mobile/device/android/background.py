"""Going on for a while after the user left: a foreground service of our own, in the app's own process."""

from typing import Any

from mobile.device.android.java import activity, api, java, tried

_SERVICE = "org.doorgeven.Sending"
_FOREGROUND_API = 26


def keep_working(text: str) -> None:
    """Android must say, with `text`, that the app is still at work; it ends that by itself after some three minutes."""
    wanted = _intent()
    wanted.putExtra("text", text)
    context = activity()
    # Where Android does not allow it now, what is unsent waits for the next time the app is open.
    tried(lambda: context.startForegroundService(wanted) if api() >= _FOREGROUND_API else context.startService(wanted))


def stop_working() -> None:
    """All is done."""
    tried(lambda: activity().stopService(_intent()))


def _intent() -> Any:
    wanted = java("android.content.Intent")()
    wanted.setClassName(activity().getPackageName(), _SERVICE)
    return wanted
