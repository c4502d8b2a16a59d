"""A state as a small sign: an icon and words on a soft ground, never colour alone."""

from typing import Any

from kivy.metrics import dp
from kivy.properties import ColorProperty, NumericProperty, StringProperty

from mobile.ui.theme.states import Look
from mobile.ui.widgets.flow import Flow
from mobile.ui.widgets.kv import load


class Chip(Flow):
    """An icon and words; `tone` is one of `tokens.TONES`."""

    icon = StringProperty("dots-horizontal-circle")
    tone = StringProperty("plain")
    text = StringProperty("")
    limit = NumericProperty(10_000)
    ink = ColorProperty()

    def show(self, look: Look, text: str) -> None:
        """Show a state's look with its words."""
        self.icon, self.tone, self.text = look.icon, look.tone, text

    def room(self, around: Any, width: float) -> float:
        """How wide it can be in `around`, which is `width` pixels wide; any width before that is laid out."""
        if width <= dp(100):
            return self.limit
        left, _, right, _ = getattr(around, "padding", (0, 0, 0, 0))
        return width - left - right


load(__file__)
