"""Lines of one kind in a box, kept from one showing to the next: a widget costs far more to make than to change."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")


def show_each(box: Any, parts: Sequence[T], make: Callable[[T], Any], change: Callable[[Any, T], None]) -> None:
    """One widget for each of `parts`, in their order: those in `box` are changed, more are made, the rest go."""
    there = box.children[::-1]
    for widget, part in zip(there, parts, strict=False):
        change(widget, part)
    for part in parts[len(there) :]:
        box.add_widget(make(part))
    for widget in there[len(parts) :]:
        box.remove_widget(widget)
