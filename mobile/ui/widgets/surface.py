"""Boxes that hold other things: a card, and a column and a row as high as what is in them."""

from typing import Any

from kivy.clock import Clock
from kivy.metrics import dp
from kivy.properties import ColorProperty, ListProperty, NumericProperty, StringProperty
from kivy.uix.scrollview import ScrollView
from kivy.uix.widget import Widget

from mobile.ui.widgets.flow import Flow
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.tappable import Tappable


class Column(Flow):
    """Things under each other."""


class Row(Flow):
    """Things beside each other."""


class Card(Column):
    """A rounded surface for things that belong together."""

    ground = ColorProperty()
    line = ColorProperty()
    radius = NumericProperty(20)


class TapCard(Tappable):
    """A card that opens something."""


class Pane(Column):
    """A soft coloured block inside a card, for what stands out."""

    ground = ColorProperty()
    corners = ListProperty([0])


class Disc(Flow):
    """An icon on a round ground."""

    icon = StringProperty("")
    ground = ColorProperty()
    ink = ColorProperty()
    side = NumericProperty(44)


class Foot(Column):
    """The part at a screen's foot that stays in reach, above the keyboard too."""


class Problem(Row):
    """What is wrong, in words with an icon; nothing while its text is empty."""

    text = StringProperty("")


class Page(ScrollView):
    """The scrolling part of a screen; it keeps the field that is typed in in view when the keyboard takes room."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.focused: Widget | None = None
        self._soon = Clock.create_trigger(self._into_view, 0)
        self.bind(height=lambda *_: self._soon())

    def show(self, widget: Widget) -> None:
        """Scroll until `widget` is in view, once the layout has settled."""
        self.focused = widget
        self._soon()

    def _into_view(self, _: float) -> None:
        if self.focused is not None and self.focused.get_parent_window():
            self.scroll_to(self.focused, padding=dp(24), animate=False)


load(__file__)
