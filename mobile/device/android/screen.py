"""What the phone says of its screen: bars over it, size of text, dark or light."""

from typing import Any

from mobile.device.android.java import activity, api, java
from mobile.device.interface import Insets

_UI_MODE_NIGHT_MASK, _UI_MODE_NIGHT_YES = 0x30, 0x20
_TYPES_API = 30
_CONTENT = 0x01020002
"""android.R.id.content: the part of the window that Kivy draws in."""


def configuration() -> Any:
    """Of the app as it is now."""
    return activity().getResources().getConfiguration()


def dark() -> bool:
    """Whether the phone is in dark mode."""
    return bool(configuration().uiMode & _UI_MODE_NIGHT_MASK == _UI_MODE_NIGHT_YES)


def insets() -> Insets:
    """Bars and notch, as far as they lie over what Kivy draws: before Android 15 it may be laid out beside them."""
    whole = activity().getWindow().getDecorView()
    seen = whole.getRootWindowInsets()
    if seen is None:
        return Insets()
    left, top, right, bottom = _covered(seen)
    x, y, width, height = _drawn(whole)
    beside = whole.getWidth() - x - width
    below = whole.getHeight() - y - height
    return Insets(max(0, left - x), max(0, top - y), max(0, right - beside), max(0, bottom - below))


def _covered(seen: Any) -> tuple[int, int, int, int]:
    if api() < _TYPES_API:
        return (
            seen.getSystemWindowInsetLeft(),
            seen.getSystemWindowInsetTop(),
            seen.getSystemWindowInsetRight(),
            seen.getSystemWindowInsetBottom(),
        )
    types = java("android.view.WindowInsets$Type")
    # Without the keyboard: the window follows that by itself.
    edges = seen.getInsets(types.systemBars() | types.displayCutout())
    return edges.left, edges.top, edges.right, edges.bottom


def _drawn(whole: Any) -> tuple[int, int, int, int]:
    content = whole.findViewById(_CONTENT)
    place = [0, 0]
    content.getLocationInWindow(place)
    return place[0], place[1], content.getWidth(), content.getHeight()
