"""Buttons: one filled for what the screen is for, quieter ones beside it."""

from kivy.properties import ColorProperty, NumericProperty, OptionProperty, StringProperty

from mobile.ui.widgets.kv import load
from mobile.ui.widgets.tappable import Tappable


class Pill(Tappable):
    """A button with words, and an icon where that helps; the words wrap when they are long."""

    text = StringProperty("")
    icon = StringProperty("")
    look = OptionProperty("filled", options=["filled", "soft", "lined", "bare", "danger"])
    ink = ColorProperty()


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
