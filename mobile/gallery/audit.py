"""Looks for what an eye would see at once: cut or broken words, overlaps, targets too small for a finger."""

import itertools
from collections.abc import Iterator
from typing import Any, NamedTuple

from kivy.core.text import Label as CoreLabel
from kivy.core.window import Window
from kivy.metrics import dp
from kivy.uix.label import Label
from kivy.uix.scrollview import ScrollView
from kivy.uix.textinput import TextInput

from mobile.ui.capture import on_screen
from mobile.ui.theme.tokens import TOUCH
from mobile.ui.widgets.button import Fab
from mobile.ui.widgets.chip import Chip
from mobile.ui.widgets.surface import Card
from mobile.ui.widgets.tappable import Tappable
from mobile.ui.widgets.toast import Toast

_SLACK = 1.5
"""Pixels that rounding may take."""


class Box(NamedTuple):
    """A part of the window, in pixels."""

    left: float
    bottom: float
    right: float
    top: float


def faults() -> list[str]:
    """A line for each fault on the screen that is shown, empty where there is none."""
    widgets = list(on_screen())
    words = [w for w in widgets if isinstance(w, Label) and w.text.strip() and w.font_name != "Icons"]
    return [
        *itertools.chain.from_iterable(_of_words(label) for label in words),
        *itertools.chain.from_iterable(_of_box(w) for w in widgets if isinstance(w, Tappable | Chip | Card)),
        *itertools.chain.from_iterable(_of_target(w) for w in widgets if isinstance(w, Tappable | TextInput)),
        *_overlaps([w for w in (*words, *(w for w in widgets if isinstance(w, Chip))) if not _floats(w)]),
    ]


def _of_words(label: Any) -> Iterator[str]:
    said = repr(label.text[:40])
    if not label.shorten and label.texture_size[0] > label.width + _SLACK:
        yield f"cut at its side: {said}"
    if label.texture_size[1] > label.height + _SLACK:
        yield f"cut at its foot: {said}"
    if label.text_size[0] and not label.shorten:
        core = CoreLabel(font_name=label.font_name, font_size=label.font_size)
        for word in label.text.split():
            if core.get_extents(word)[0] > label.text_size[0] + 0.5 and "@" not in word:
                yield f"broken within a word: {word!r} of {said}"
    yield from _beyond(label, said)


def _of_box(box: Any) -> Iterator[str]:
    name = getattr(box, "name", "") or getattr(box, "text", "")
    # What can be tapped may reach past its words unseen, so that these stand in line with others.
    if not isinstance(box, Tappable) or box.ground[3] or box.line[3]:
        yield from _beyond(box, f"{type(box).__name__} {name}".strip())


def _beyond(widget: Any, said: str) -> Iterator[str]:
    """Where it reaches out of the window, or out of what it lies in."""
    if any(isinstance(parent, ScrollView) and parent.do_scroll_x for parent in _parents(widget)):
        return  # what scrolls sideways is wider than its place
    box = _box(widget)
    if box.left < -_SLACK or box.right > Window.width + _SLACK:
        yield f"outside the window: {said}"
    for parent in _parents(widget):
        around = _box(parent)
        if box.left < around.left - _SLACK or box.right > around.right + _SLACK:
            yield f"wider than its {type(parent).__name__}: {said}"
            return


def _of_target(target: Any) -> Iterator[str]:
    least = dp(TOUCH) - 0.5
    if isinstance(target, TextInput):
        return
    if target.width < least or target.height < least:
        name = target.name or type(target).__name__
        yield f"smaller than a finger: {name}, {target.width:.0f} x {target.height:.0f}"


def _overlaps(words: list[Any]) -> Iterator[str]:
    boxes = [(label, box) for label in words if (box := _seen(label)) is not None]
    for (one, a), (other, b) in itertools.combinations(boxes, 2):
        wide = min(a.right, b.right) - max(a.left, b.left)
        high = min(a.top, b.top) - max(a.bottom, b.bottom)
        if wide > 2 * _SLACK and high > 2 * _SLACK and _layer(one) is _layer(other) and not _holds(one, other):
            yield f"over each other: {one.text[:30]!r} and {other.text[:30]!r}"


def _seen(label: Any) -> Box | None:
    """The part of the window where the writing, or the sign, is, less what a list hides of it."""
    left, bottom = label.to_window(label.center_x, label.center_y)
    wide, high = getattr(label, "texture_size", label.size)
    half_wide, half_high = min(wide, label.width) / 2, min(high, label.height) / 2
    box = Box(left - half_wide, bottom - half_high, left + half_wide, bottom + half_high)
    for parent in _parents(label):
        if isinstance(parent, ScrollView):
            port = _box(parent)
            box = Box(
                max(box.left, port.left),
                max(box.bottom, port.bottom),
                min(box.right, port.right),
                min(box.top, port.top),
            )
    return box if box.right > box.left and box.top > box.bottom else None


def _holds(one: Any, other: Any) -> bool:
    return one in _parents(other) or other in _parents(one)


def _box(widget: Any) -> Box:
    left, bottom = widget.to_window(*widget.pos)
    return Box(left, bottom, left + widget.width, bottom + widget.height)


def _parents(widget: Any) -> Iterator[Any]:
    parent = widget.parent
    while parent is not None and parent is not Window and parent is not parent.parent:
        yield parent
        parent = parent.parent


def _floats(label: Any) -> bool:
    """Whether it lies over the rest on purpose."""
    return any(isinstance(parent, Fab | Toast) for parent in _parents(label))


def _layer(label: Any) -> Any:
    """The child of the window that it lies in: a sheet lies over the screen."""
    return list(_parents(label))[-1]
