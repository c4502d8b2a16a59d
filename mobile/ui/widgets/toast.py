"""A short word at the foot of the screen that goes by itself, with a button where something can be undone."""

from collections.abc import Callable

from kivy.animation import Animation
from kivy.clock import Clock
from kivy.properties import ListProperty, NumericProperty, StringProperty
from kivy.uix.anchorlayout import AnchorLayout

from mobile.ui.widgets.kv import load

_SECONDS, _SECONDS_TO_ACT = 2.5, 8.0


class Toast(AnchorLayout):
    """Lies over the screens; touches beside its button go through."""

    text = StringProperty("")
    action = StringProperty("")
    insets = ListProperty([0, 0, 0, 0])
    """How many pixels the device covers: left, top, right, bottom."""
    keyboard = NumericProperty(0)
    """How many the keyboard does."""
    room = NumericProperty(0)
    """How wide what it says can be."""

    _do: Callable[[], None] | None = None

    def say(self, text: str, action: str = "", do: Callable[[], None] | None = None) -> None:
        """Show `text` for a moment; with an `action`, long enough to reach for it."""
        Animation.cancel_all(self, "opacity")
        Clock.unschedule(self._fade)
        self.text, self.action, self._do, self.opacity = text, action, do, 1
        Clock.schedule_once(self._fade, _SECONDS_TO_ACT if action else _SECONDS)

    def acted(self) -> None:
        """The button was tapped: it is done once."""
        do = self._do
        self.hush()
        if do is not None:
            do()

    def hush(self) -> None:
        """Say nothing more, and offer nothing."""
        self._do = None
        Clock.unschedule(self._fade)
        self._fade(0)

    def _fade(self, _: float) -> None:
        self.action = ""
        Animation(opacity=0, duration=0.25).start(self)


load(__file__)
