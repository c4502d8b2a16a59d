"""The bars around a screen: title and way back above, the three places below."""

from kivy.properties import BooleanProperty, NumericProperty, StringProperty

from mobile.ui.widgets.kv import load
from mobile.ui.widgets.surface import Row
from mobile.ui.widgets.tappable import Tappable


class TopBar(Row):
    """A screen's title; with `returns` it has the arrow that goes one screen up."""

    title = StringProperty("")
    returns = BooleanProperty(False)

    __events__ = ("on_back",)

    def on_back(self) -> None:
        """The user tapped the arrow."""


class Place(Tappable):
    """One of the places in the bar below."""

    target = StringProperty("")
    text = StringProperty("")
    icon = StringProperty("")
    chosen = BooleanProperty(False)
    aside = BooleanProperty(False)
    """Whether it stands at the side of a wide window."""
    grows = NumericProperty(1)


class Places(Row):
    """The places: a bar below, or at the side of a wide window."""

    current = StringProperty("tickets")
    foot = NumericProperty(0)
    """Pixels that the device draws over at the window's foot."""

    __events__ = ("on_choose",)

    def on_choose(self, target: str) -> None:
        """The user tapped a place."""


load(__file__)
