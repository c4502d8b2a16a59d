"""Whatever can be tapped: it answers a touch at once, and is never smaller than a finger."""

from typing import Any

from kivy.animation import Animation
from kivy.properties import BooleanProperty, ColorProperty, ListProperty, NumericProperty, StringProperty
from kivy.uix.behaviors import ButtonBehavior

from mobile.ui.widgets.flow import Flow
from mobile.ui.widgets.kv import load

_PRESSED, _FADE = 0.12, 0.2


class Tappable(ButtonBehavior, Flow):
    """A box that is tapped; `name` finds it in tests and scripts.

    A plain layer over it shows the touch: KivyMD's ripple makes a frame buffer and a shader for each widget, which
    costs too much in a list, and fails for a widget that has no size yet.
    """

    name = StringProperty("")
    ground = ColorProperty((0, 0, 0, 0))
    line = ColorProperty((0, 0, 0, 0))
    radius = ListProperty([0])
    stroke = NumericProperty("1dp")
    """How wide its line is, in pixels."""
    press_ink = ColorProperty((0, 0, 0, 1))
    pressed = NumericProperty(0)
    marked = BooleanProperty(False)
    """Whether a hardware keyboard's enter taps it."""
    repeats = BooleanProperty(False)
    """Whether each touch counts, however soon it comes: a step more, and one more."""

    def on_touch_down(self, touch: Any) -> bool:
        """The second touch of a double tap is the same tap: what is under it by then may be another thing's button."""
        again = touch.is_double_tap or touch.is_triple_tap
        if again and not self.repeats and self.collide_point(*touch.pos):
            return True
        return bool(super().on_touch_down(touch))

    def on_state(self, _: object, state: str) -> None:
        """Show the touch, and let it fade."""
        Animation.cancel_all(self, "pressed")
        if state == "down":
            self.pressed = _PRESSED
        else:
            Animation(pressed=0, duration=_FADE).start(self)


load(__file__)
