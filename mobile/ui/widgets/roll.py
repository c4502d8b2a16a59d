"""A long list of which only what is in view exists, that asks for news when it is pulled down.

Not Kivy's RecycleView: that lays out all rows again at each change, and looks through all of them at each frame.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from kivy.animation import Animation
from kivy.clock import Clock
from kivy.metrics import dp
from kivy.properties import BooleanProperty, NumericProperty, StringProperty
from kivy.uix.scrollview import ScrollView
from kivy.uix.widget import Widget

from mobile.ui.widgets.kv import load
from mobile.ui.widgets.surface import Row

_PULL = 64
"""How far (dp) the list is drawn down before letting go asks for news."""
_AHEAD = 1.0
"""How many screens of rows are made before they come into view, one a frame."""
_NEAR_END = 60
"""Rows left below when more are asked for."""


class Line(NamedTuple):
    """One row: what `kind.values(source, width)` gives is set on a widget; the same `source` is not set again."""

    key: str
    kind: type[Any]
    height: float
    source: Any


class Strip(Widget):
    """The rows, one under the other."""


class Roll(ScrollView):
    """`show(lines)`; `on_pull` asks for news, `on_near_end` for more lines. `pulled` is 1 where letting go asks."""

    pulled = NumericProperty(0)
    busy = BooleanProperty(False)
    chosen = StringProperty("")
    """What the row is about that is marked, as the row tells it."""
    gap = NumericProperty(0)
    side = NumericProperty(0)
    foot = NumericProperty(0)

    __events__ = ("on_pull", "on_near_end", "on_open")

    def __init__(self, **kwargs: Any) -> None:
        self._lines: Sequence[Line] = ()
        self._tops: list[float] = [0]
        self._views: dict[str, tuple[Line, Widget]] = {}
        self._spare: dict[type[Widget], list[Widget]] = {}
        self._soon = Clock.create_trigger(self._draw, -1)
        super().__init__(**kwargs)
        self.strip = Strip(size_hint_y=None, height=0)
        self.add_widget(self.strip)
        self.bind(scroll_y=self._soon, size=self._soon)
        self.effect_y.bind(overscroll=self._drawn_down)

    def show(self, lines: Sequence[Line]) -> None:
        """Show these; what is at the top of the view stays there, unless the list stands at its beginning."""
        anchor = self._anchor()
        self._lines = lines
        self._tops = list(accumulate((line.height + self.gap for line in lines), initial=0))
        self.strip.height = max(0, self._tops[-1] - self.gap) + self.foot
        self._stand_at(anchor)
        self._soon()

    def forget(self) -> None:
        """The same sources are to be shown in another way, as in another language."""
        for line, view in self._views.values():
            self.strip.remove_widget(view)
            self._spare.setdefault(line.kind, []).append(view)
        self._views.clear()

    def on_width(self, *_: object) -> None:
        """What fitted the width of before is cut, or could be longer, in this one."""
        self.forget()

    def to_top(self) -> None:
        """Back to the beginning."""
        self.effect_y.velocity = 0
        self._stand_at(None)

    def reveal(self, key: str) -> None:
        """Scroll until the row of this key is at the top of the view."""
        index = next(i for i, line in enumerate(self._lines) if line.key == key)
        self._go_to(self._tops[index])
        self._draw()

    @property
    def scrolled(self) -> float:
        """How far the view is from the top, in pixels."""
        return (1 - min(1, max(0, self.scroll_y))) * self._room

    def on_touch_up(self, touch: Any) -> bool:
        """The finger is lifted: where it drew the list down far enough, news is asked for."""
        if touch is self._touch:
            asks, self.pulled = self.pulled >= 1, 0
            if asks:
                self.dispatch("on_pull")
        return super().on_touch_up(touch)

    def on_pull(self) -> None:
        """The user wants news."""

    def on_open(self, source: Any) -> None:
        """The row of `source` was tapped."""

    def on_near_end(self) -> None:
        """Few rows are left below the view."""

    @property
    def _room(self) -> float:
        return max(0, self.strip.height - self.height)

    def _drawn_down(self, effect: Any, overscroll: float) -> None:
        # Above the top only, and only by a finger: a list that swings back by itself asks for nothing.
        above = effect.is_manual and (self.scroll_y > 1 or self._room == 0)
        self.pulled = abs(overscroll) / dp(_PULL) if above and overscroll < 0 else 0

    def _anchor(self) -> tuple[str, float] | None:
        """The first row in view and how much of it is above; None at the top of the list."""
        top = self.scrolled
        if top < 1 or not self._lines:
            return None
        index = min(bisect_right(self._tops, top), len(self._lines)) - 1
        return self._lines[index].key, top - self._tops[index]

    def _stand_at(self, anchor: tuple[str, float] | None) -> None:
        top = 0.0
        if anchor is not None:
            key, above = anchor
            found = next((i for i, line in enumerate(self._lines) if line.key == key), None)
            top = self.scrolled if found is None else self._tops[found] + above
        self._go_to(top)

    def _go_to(self, top: float) -> None:
        room = self._room
        self.scroll_y = 1 - min(1, top / room) if room else 1
        # The effect has its own idea of the place; of a short list it is none.
        self._update_effect_y_bounds()

    def _draw(self, *_: object) -> None:
        """Every row in view is there now, those near it soon."""
        top = self.scrolled
        first, last = self._between(top, top + self.height)
        margin = self.height * _AHEAD
        near_first, near_last = self._between(top - margin, top + self.height + margin)
        self._leave(self._lines[near_first:near_last])
        for line in self._lines[first:last]:
            self._place(line)
        self._ahead(near_first, first, last, near_last)
        for index in range(near_first, near_last):
            self._stand(index)
        if len(self._lines) - last < _NEAR_END:
            self.dispatch("on_near_end")

    def _between(self, top: float, bottom: float) -> tuple[int, int]:
        first = max(0, bisect_right(self._tops, top) - 1)
        return min(first, len(self._lines)), min(len(self._lines), bisect_left(self._tops, bottom))

    def _leave(self, near: Sequence[Line]) -> None:
        keys = {line.key for line in near}
        for key in [key for key in self._views if key not in keys]:
            line, view = self._views.pop(key)
            self.strip.remove_widget(view)
            self._spare.setdefault(line.kind, []).append(view)

    def _ahead(self, near_first: int, first: int, last: int, near_last: int) -> None:
        """One more row that is not in view yet, so that it need not be made in the frame that shows it."""
        for index in (*range(last, near_last), *range(first - 1, near_first - 1, -1)):
            if self._stale(self._lines[index]):
                self._place(self._lines[index])
                self._soon()
                return

    def _stale(self, line: Line) -> bool:
        shown = self._views.get(line.key)
        return shown is None or shown[0].source is not line.source

    def _place(self, line: Line) -> None:
        shown = self._views.get(line.key)
        if shown is not None and shown[0].kind is not line.kind:
            self.strip.remove_widget(self._views.pop(line.key)[1])
            shown = None
        if shown is not None and shown[0].source is line.source:
            self._views[line.key] = line, shown[1]
            return
        view = shown[1] if shown else self._a_view(line.kind)
        for name, value in line.kind.values(line.source, self.width - 2 * self.side).items():
            setattr(view, name, value)
        self._views[line.key] = line, view
        if view.parent is None:
            self.strip.add_widget(view)

    def _a_view(self, kind: type[Widget]) -> Widget:
        spare = self._spare.get(kind)
        if spare:
            return spare.pop()
        view = kind(size_hint=(None, None))
        view.roll = self
        return view

    def _stand(self, index: int) -> None:
        shown = self._views.get(self._lines[index].key)
        if shown is None:
            return
        line, view = shown[0], shown[1]
        view.width, view.exact = self.width - 2 * self.side, line.height
        view.pos = self.side, self.strip.height - self._tops[index] - line.height


class Pulling(Row):
    """The sign that the list is drawn down, or that news is being read."""

    pulled = NumericProperty(0)
    busy = BooleanProperty(False)
    angle = NumericProperty(0)

    def on_pulled(self, _: object, pulled: float) -> None:
        """It turns with the finger."""
        if not self.busy:
            self.angle = -min(1.0, pulled) * 270

    def on_busy(self, _: object, busy: bool) -> None:
        """It turns by itself while news is read."""
        Animation.cancel_all(self, "angle")
        self.angle = 0
        if busy:
            turn = Animation(angle=-360, duration=0.9) + Animation(angle=0, duration=0)
            turn.repeat = True
            turn.start(self)


load(__file__)
