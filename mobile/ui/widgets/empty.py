"""What a list shows while there is nothing in it."""

from typing import Any

from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.floatlayout import FloatLayout

from mobile.ui.widgets.kv import load
from mobile.ui.widgets.surface import Page


class Empty(Page):
    """A picture, what is so, and what one can do; it scrolls where large text leaves no room for all of it."""

    icon = StringProperty("")
    title = StringProperty("")
    text = StringProperty("")
    shown = BooleanProperty(True)

    def high(self, parent: Any, room: float, wanted: float) -> float:
        """As high as what is in it; over a list at most as high as that list."""
        if not isinstance(parent, FloatLayout):
            return wanted
        return min(wanted, room * self.pos_hint.get("top", 1))

    def on_touch_down(self, touch: Any) -> bool:
        """What is hidden is not touched."""
        return self.shown and super().on_touch_down(touch)


load(__file__)
