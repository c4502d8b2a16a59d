"""A short word at the foot of the screen that goes by itself."""

from kivy.animation import Animation
from kivy.clock import Clock
from kivy.properties import StringProperty
from kivy.uix.anchorlayout import AnchorLayout

from mobile.ui.widgets.kv import load

_SECONDS = 2.5


class Toast(AnchorLayout):
    """Lies over the screens and lets touches through."""

    text = StringProperty("")

    def say(self, text: str) -> None:
        """Show `text` for a moment."""
        Animation.cancel_all(self, "opacity")
        Clock.unschedule(self._fade)
        self.text, self.opacity = text, 1
        Clock.schedule_once(self._fade, _SECONDS)

    def _fade(self, _: float) -> None:
        Animation(opacity=0, duration=0.25).start(self)


load(__file__)
