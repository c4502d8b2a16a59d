"""A hardware keyboard: tab and arrows go from one thing to the next, enter taps it, page keys scroll."""

from collections.abc import Sequence
from typing import Any

from kivy.core.window import Window
from kivy.metrics import dp
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.modalview import ModalView
from kivy.uix.scrollview import ScrollView

from mobile.ui.seen import inside
from mobile.ui.widgets.button import Fab
from mobile.ui.widgets.field import FieldLine
from mobile.ui.widgets.tappable import Tappable

_TAB = 9
_TAPS = frozenset({13, 271, 32})
"""Enter, the number block's enter, space."""
_STEPS = {274: 1, 275: 1, 273: -1, 276: -1}
"""Down, right, up, left."""
_IN_LINE = frozenset({275, 276, 278, 279})
"""Right, left, home, end."""
_SCROLLS = {281: 0.9, 280: -0.9, 279: 1e6, 278: -1e6}
"""Page down and up, end, home: how many views further down."""


class Keys:
    """Follows the window's keys from `follow()` on; `current` is what they are about, and is marked on screen."""

    def __init__(self, navigator: Any) -> None:
        self._navigator = navigator
        self.current: Tappable | None = None
        self._held: int | None = None
        """The key that tapped, while it is down: it comes again and again then, when another thing is there already."""

    def follow(self) -> None:
        """Listen from now on."""
        Window.bind(on_key_down=self._down, on_key_up=self._up, on_touch_down=self._touched)
        FieldLine.leave = self.step

    def leave(self) -> None:
        """Listen no more."""
        Window.unbind(on_key_down=self._down, on_key_up=self._up, on_touch_down=self._touched)
        FieldLine.leave = None

    def step(self, direction: int) -> bool:
        """To the next thing that can be tapped or typed in, or with -1 to the one before; round at the ends."""
        ring = self._ring()
        if not ring:
            return False
        at = next((i for i, widget in enumerate(ring) if widget is self.current or _typed_in(widget)), None)
        self._go_to(ring[(at + direction) % len(ring) if at is not None else min(0, direction)])
        return True

    def _down(self, _: Any, key: int, __: int, ___: str | None, modifiers: Sequence[str]) -> bool:
        if key == _TAB:
            return self.step(-1 if "shift" in modifiers else 1)
        if self._moves_in_text(key):
            return False
        if key in _STEPS:
            return self.step(_STEPS[key])
        if key in _SCROLLS:
            return self._scroll(_SCROLLS[key])
        if key not in _TAPS:
            return False
        if key != self._held:
            self._held = key if self._tap() else None
        return self._held is not None

    def _up(self, _: Any, key: int, *__: Any) -> None:
        if key == self._held:
            self._held = None

    def _moves_in_text(self, key: int) -> bool:
        """Whether the key is the cursor's: where something is typed, but for up and down in a single line."""
        typed = next((widget for widget in self._ring() if _typed_in(widget)), None)
        return typed is not None and (key in _IN_LINE or (typed.multiline and key in _STEPS))

    def _tap(self) -> bool:
        tapped = self.current
        if tapped is None or tapped.disabled or tapped not in self._ring():
            return False
        self._navigator.came_from(tapped)
        tapped.dispatch("on_press")
        tapped.dispatch("on_release")
        return True

    def _scroll(self, views: float) -> bool:
        """The largest thing that scrolls, by so many of its heights."""
        pages = [w for w in inside(self._layer()) if isinstance(w, ScrollView) and w.children]
        page = max(pages, key=lambda w: w.height * w.width, default=None)
        room = page.children[0].height - page.height if page else 0
        if page is None or room <= 0:
            return False
        page.scroll_y = min(1, max(0, page.scroll_y - views * page.height / room))
        return True

    def _go_to(self, widget: Any) -> None:
        self.unmark()
        for line in (w for w in self._ring() if _typed_in(w)):
            line.focus = False
        if isinstance(widget, FieldLine):
            widget.focus = True
            return
        self.current, widget.marked = widget, True
        _into_view(widget)

    def _ring(self) -> list[Any]:
        """What can be reached in the topmost layer, as one reads: a pane after the other, from the top down."""
        layer = self._layer()
        panes = self._panes() if layer is self._navigator else [layer]
        reached = []
        for pane in panes:
            found = [w for w in inside(pane) if _reachable(w)]
            reached += sorted(found, key=_place)
        return list(dict.fromkeys(reached))

    def _panes(self) -> list[Any]:
        ids = self._navigator.ids
        return [ids.banner, ids.rail, ids.panes.lead, ids.panes.beside, ids.places, ids.toast]

    def _layer(self) -> Any:
        """A sheet that is open, or else the app."""
        return next((child for child in Window.children if isinstance(child, ModalView)), self._navigator)

    def _touched(self, *_: Any) -> None:
        self.unmark()

    def unmark(self) -> None:
        """They are about nothing now."""
        if self.current is not None:
            self.current.marked = False
        self.current = None


def _place(widget: Any) -> tuple[bool, int, float]:
    """Its turn in its pane. What floats over a list comes before it: between rows it would come again with each."""
    left, top = widget.to_window(widget.x, widget.top)
    return not isinstance(widget, Fab), -round(top), left


def _reachable(widget: Any) -> bool:
    if isinstance(widget, FieldLine):
        return not widget.disabled
    return isinstance(widget, ButtonBehavior) and isinstance(widget, Tappable) and not widget.disabled


def _typed_in(widget: Any) -> bool:
    return isinstance(widget, FieldLine) and bool(widget.focus)


def _into_view(widget: Any) -> None:
    parent = widget.parent
    while parent is not None and parent is not parent.parent:
        room = parent.children[0].height - parent.height if isinstance(parent, ScrollView) and parent.children else 0
        if room > 0:
            parent.scroll_y = min(1, max(0, parent.scroll_y + _missing(widget, parent) / room))
            return
        parent = parent.parent


def _missing(widget: Any, page: Any) -> float:
    """How many pixels (up is positive) the page has to go so that all of the widget shows, and a bit around it."""
    around = dp(24)
    bottom, top = (widget.to_window(0, y)[1] for y in (widget.y - around, widget.top + around))
    port_bottom, port_top = (page.to_window(0, y)[1] for y in (page.y, page.top))
    return float(max(0, top - port_top) or min(0, bottom - port_bottom))
