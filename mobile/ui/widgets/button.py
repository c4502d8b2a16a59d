"""Buttons: one filled for what the screen is for, quieter ones beside it."""

from kivy.metrics import dp
from kivy.properties import ColorProperty, NumericProperty, OptionProperty, StringProperty

from mobile.ui.theme.live import STRONG, theme
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.least import longest
from mobile.ui.widgets.tappable import Tappable


class Pill(Tappable):
    """A button with words, and an icon where that helps; the words wrap when they are long."""

    text = StringProperty("")
    icon = StringProperty("")
    look = OptionProperty("filled", options=["filled", "soft", "lined", "bare", "danger"])
    ink = ColorProperty()

    def least_width(self) -> float:
        """Its longest word, its icon and the room around them."""
        icon = theme.sp(32) if self.icon else 0
        return longest(self.text, STRONG, theme.size("action")) + icon + dp(44)


class TextTap(Tappable):
    """Words alone that are tapped, where a button would be more than it is worth."""

    text = StringProperty("")
    ink = ColorProperty()
    limit = NumericProperty(10_000)
    """As wide as it may become, in pixels."""


class Fab(Tappable):
    """The floating button of a screen's main action, always with its words."""

    text = StringProperty("")
    icon = StringProperty("")


class IconTap(Tappable):
    """An icon alone, in a place where everyone knows what it means; `told` says it in words for scripts."""

    icon = StringProperty("")
    ink = ColorProperty(None, allownone=True)
    scale = NumericProperty(24)
    told = StringProperty("")
    side = NumericProperty(48)


load(__file__)
