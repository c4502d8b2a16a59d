"""Boxes that hold other things: a card, and a column and a row as high as what is in them."""

from typing import Any

from kivy.clock import Clock
from kivy.metrics import dp
from kivy.properties import (
    BooleanProperty,
    ColorProperty,
    ListProperty,
    NumericProperty,
    OptionProperty,
    StringProperty,
)
from kivy.uix.scrollview import ScrollView
from kivy.uix.stacklayout import StackLayout
from kivy.uix.widget import Widget

from mobile.ui.theme.live import theme
from mobile.ui.widgets.flow import Flow
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.least import least_width
from mobile.ui.widgets.tappable import Tappable


class Column(Flow):
    """Things under each other."""


class Body(Column):
    """What a page scrolls: in the middle of a wide window, as wide as an eye follows."""

    side = NumericProperty(0)
    """The room on its left and on its right, in pixels."""


class Row(Flow):
    """Things beside each other, or under each other where they have no room: `stacks` says when that is looked at."""

    stacks = OptionProperty("large", options=["large", "always", "never"])
    """`large`: only while text is larger than usual, as a row is made for that."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # In the next frame, when the widths are final: before that they pass through narrow ones.
        self._soon = Clock.create_trigger(self._restack, 0)
        self.bind(stacks=self._soon, width=self._soon, children=self._soon, minimum_height=self._soon)

    def least_width(self) -> float:
        """The widest thing in it where it may stack, else all of them."""
        inner = [least for child in self.children if (least := least_width(child))]
        aside = self.padding[0] + self.padding[2]
        if self.stacks != "never":
            return max(inner, default=0.0) + aside
        return sum(inner) + self.spacing * max(0, len(inner) - 1) + aside

    def _restack(self, *_: object) -> None:
        if self.stacks == "never" or self.size_hint_x is None or self.width <= 1:
            return
        if self.stacks == "large" and theme.scale == 1:
            self.orientation = "horizontal"
            return
        shown = [child for child in self.children if getattr(child, "shown", True)]
        room = self.width - self.padding[0] - self.padding[2] - self.spacing * max(0, len(shown) - 1)
        self.orientation = "vertical" if self._needs(shown) > room else "horizontal"

    def _needs(self, shown: list[Any]) -> float:
        """Children that share the width get an equal part each, so the widest of them counts for all."""
        sharing = [least_width(child) for child in shown if child.size_hint_x is not None]
        fixed = sum(least_width(child) for child in shown if child.size_hint_x is None)
        return fixed + max(sharing, default=0.0) * len(sharing)


class Wrap(StackLayout):
    """Things beside each other, on as many lines as they need.

    It has `shown` of its own: kv would give that to every StackLayout there is, hidden until told otherwise.
    """

    shown = BooleanProperty(True)


class Card(Column):
    """A rounded surface for things that belong together."""

    ground = ColorProperty()
    line = ColorProperty()
    radius = NumericProperty(20)


class TapCard(Tappable):
    """A card that opens something."""

    asks = BooleanProperty(False)
    """Whether it waits for the reader."""
    chosen = BooleanProperty(False)
    """Whether what it opens lies beside it."""


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

    side = NumericProperty(0)
    """The room on its left and on its right, in pixels."""


class Problem(Row):
    """What is wrong, in words with an icon; nothing while its text is empty."""

    text = StringProperty("")


class Page(ScrollView):
    """The scrolling part of a screen; it keeps the field that is typed in in view when the keyboard takes room."""

    keeps_foot = BooleanProperty(False)
    """Nearer to its foot than to its top, what comes or goes moves nothing that stands below it: where it is late."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.focused: Widget | None = None
        self._from_top = self._from_foot = 0.0
        """Pixels above what is seen, and below it: Kivy keeps their share alone, which moves all as one grows."""
        self._soon = Clock.create_trigger(self._into_view, 0)
        self.bind(scroll_y=self._scrolled, viewport_size=self._stay, height=self._stay)
        self.bind(height=lambda *_: self._soon())

    def show(self, widget: Widget) -> None:
        """Scroll until `widget` is in view, once the layout has settled."""
        self.focused = widget
        self._soon()

    def begin(self) -> None:
        """At the top, at rest, about no field."""
        self.focused = None
        self.effect_y.velocity = 0
        self.scroll_y = 1

    def _scrolled(self, *_: object) -> None:
        room = max(0, self.viewport_size[1] - self.height)
        self._from_top, self._from_foot = (1 - self.scroll_y) * room, self.scroll_y * room

    def _stay(self, *_: object) -> None:
        """What comes or goes moves nothing that stands above it."""
        room, from_top, from_foot = self.viewport_size[1] - self.height, self._from_top, self._from_foot
        if room <= 0:
            return
        by_foot = self.keeps_foot and from_foot < from_top
        self.scroll_y = min(1, max(0, from_foot / room if by_foot else 1 - from_top / room))
        self._update_effect_y_bounds()
        # Not what there was room for: what is taken out may be about to come back.
        self._from_top = max(from_top, room - from_foot) if by_foot else from_top
        self._from_foot = max(from_foot, room - from_top) if not by_foot and room > from_top else from_foot

    def _into_view(self, _: float) -> None:
        if self.focused is not None and self.focused.get_parent_window():
            self.scroll_to(self.focused, padding=dp(24), animate=False)


load(__file__)
