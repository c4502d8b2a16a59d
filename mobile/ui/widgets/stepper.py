"""Something that grows and shrinks by steps, with what it is now between the two buttons."""

from kivy.properties import BooleanProperty, StringProperty

from mobile.ui.widgets.kv import load
from mobile.ui.widgets.surface import Row


class Stepper(Row):
    """`on_step(direction)` tells of a tap: 1 for more, -1 for less."""

    name = StringProperty("")
    text = StringProperty("")
    less = BooleanProperty(True)
    more = BooleanProperty(True)

    __events__ = ("on_step",)

    def on_step(self, direction: int) -> None:
        """The user wants more or less of it."""


load(__file__)
