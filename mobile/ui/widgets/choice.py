"""Choosing one of a few: segments beside each other, and big tiles for services."""

from kivy.metrics import dp
from kivy.properties import (
    BooleanProperty,
    ColorProperty,
    ListProperty,
    NumericProperty,
    ObjectProperty,
    StringProperty,
)
from kivy.uix.gridlayout import GridLayout
from kivy.uix.stacklayout import StackLayout
from kivy.uix.widget import Widget

from mobile.ui.theme.live import STRONG, theme
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.least import longest
from mobile.ui.widgets.surface import Row
from mobile.ui.widgets.tappable import Tappable


class Segment(Tappable):
    """One of the choices."""

    text = StringProperty("")
    icon = StringProperty("")
    chosen = BooleanProperty(False)
    ink = ColorProperty()
    need = NumericProperty(0)

    def least_width(self) -> float:
        """Its longest word, and the room for the tick, chosen or not."""
        return longest(self.text, STRONG, theme.size("label")) + theme.sp(19) + dp(18)


class Segments(Row):
    """`options` are (value, words, icon); `chosen` is a value or None; `on_choose(value)` tells of a tap."""

    name = StringProperty("")
    options = ListProperty()
    chosen = ObjectProperty(None, allownone=True)

    __events__ = ("on_choose",)

    def on_options(self, *_: object) -> None:
        """Make one segment an option."""
        self.clear_widgets()
        for value, text, icon in self.options:
            segment = Segment(text=text, icon=icon, name=f"{self.name}.{value}", chosen=value == self.chosen)
            segment.value = value
            segment.bind(on_release=lambda s: self.dispatch("on_choose", s.value), need=self._level)
            self.add_widget(segment)
        self._level()

    def _level(self, *_: object) -> None:
        """All as high as the one with the longest words."""
        for segment in self.children:
            segment.exact = max(other.need for other in self.children)

    def on_chosen(self, *_: object) -> None:
        """Mark the chosen one."""
        for segment in self.children:
            segment.chosen = segment.value == self.chosen

    def on_choose(self, value: object) -> None:
        """The user tapped `value`."""


class Tiles(GridLayout):
    """Tiles in rows, all as high as the one with the longest words."""

    def add_widget(self, tile: "Tile", *args: object, **kwargs: object) -> None:
        """Level the tiles when one of them grows."""
        super().add_widget(tile, *args, **kwargs)
        tile.bind(minimum_height=self._level)

    def _level(self, *_: object) -> None:
        tallest = max(tile.minimum_height for tile in self.children)
        for tile in self.children:
            tile.tall = max(tile.least, tallest)


class Tile(Tappable):
    """A big tile with an icon and a word: a service."""

    text = StringProperty("")
    icon = StringProperty("")
    chosen = BooleanProperty(False)
    ink = ColorProperty()
    least = NumericProperty(0)
    big = BooleanProperty(False)

    def do_layout(self, *_: object) -> None:
        """In the middle of its height, which others may have made more than it needs."""
        super().do_layout()
        spare = max(0, self.height - self.minimum_height) / 2
        for child in self.children:
            child.y += spare


class Option(Tappable):
    """One of several answers, as wide as its words."""

    text = StringProperty("")
    icon = StringProperty("")
    chosen = BooleanProperty(False)
    ink = ColorProperty()
    limit = NumericProperty(10_000)


class _Choosing(Widget):
    """What both ways to lay out options are: `options` are (value, words, icon), `chosen` a value or None."""

    name = StringProperty("")
    options = ListProperty()
    chosen = ObjectProperty(None, allownone=True)
    shown = BooleanProperty(False)

    __events__ = ("on_choose",)

    def on_options(self, *_: object) -> None:
        """Make one of each."""
        self.shown = bool(self.options)
        self.clear_widgets()
        for value, text, icon in self.options:
            option = Option(text=text, icon=icon, name=f"{self.name}.{value}", chosen=value == self.chosen)
            option.value = value
            option.bind(on_release=lambda o: self.dispatch("on_choose", o.value))
            self.add_widget(option)
        self.level()

    def on_chosen(self, *_: object) -> None:
        """Mark the chosen one."""
        for option in self.children:
            option.chosen = option.value == self.chosen

    def level(self) -> None:
        """The options are there: give them their room."""

    def on_choose(self, value: object) -> None:
        """The user tapped `value`."""


class Options(_Choosing, StackLayout):
    """Answers that wrap."""

    def level(self) -> None:
        """None is wider than there is room."""
        for option in self.children:
            option.limit = self.width

    def on_width(self, *_: object) -> None:
        """There is more or less room."""
        self.level()


class Chips(_Choosing, Row):
    """Answers in one line, which the finger moves."""


load(__file__)
