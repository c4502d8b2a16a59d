"""How narrow something can be before a word in it breaks: what rows are stacked by, and text is shrunk by."""

from functools import lru_cache
from typing import Any

from kivy.core.text import Label as CoreLabel
from kivy.uix.boxlayout import BoxLayout

from mobile.ui.theme.writing import joined


@lru_cache(maxsize=4096)
def word_width(word: str, font_name: str, font_size: float) -> float:
    """The width of `word` on one line, in pixels: as it is drawn, with Arabic letters joined."""
    return float(CoreLabel(font_name=font_name, font_size=font_size).get_extents(joined(word))[0])


def longest(text: str, font_name: str, font_size: float) -> float:
    """The width of the widest word of `text`, in pixels."""
    return max((word_width(word, font_name, font_size) for word in text.split()), default=0.0)


def least_width(widget: Any) -> float:
    """The width, in pixels, below which something in `widget` is cut; one may know it itself by a `least_width()`."""
    if not getattr(widget, "shown", True):
        return 0.0
    if hasattr(widget, "least_width"):
        return float(widget.least_width())
    if widget.size_hint_x is None:
        return float(widget.width)
    inner = [least_width(child) for child in widget.children]
    padding = getattr(widget, "padding", (0, 0, 0, 0))
    aside = padding[0] + padding[2]
    if isinstance(widget, BoxLayout) and widget.orientation == "horizontal":
        beside = [width for width in inner if width]
        return sum(beside) + widget.spacing * max(0, len(beside) - 1) + aside
    return max(inner, default=0.0) + aside
