"""A text that is taller than a picture may be: phones take 4096 pixels, and show a black plane for more."""

from collections.abc import Sequence
from typing import Any

from kivy.core.text import LabelBase
from kivy.graphics import Color, InstructionGroup, Rectangle

LONG = 300
"""Characters; fewer never get too tall, at any size of the text."""
TALLEST = 2048
_PIECE = 1024
"""Pixels: each of the pictures that a tall text is drawn in."""


class Tall(InstructionGroup):
    """The text of a label on its widget's canvas, in several pictures one under the other; `size` is that of all."""

    def __init__(self) -> None:
        super().__init__()
        self.size = (0, 0)
        self.heights: Sequence[int] = ()
        self._places: list[Rectangle] = []
        self._between = 0.0

    def draw(self, label: LabelBase) -> bool:
        """Draw what is too tall for one picture; else nothing, and False."""
        self.clear()
        self._places, self.heights, self.size = [], (), (0, 0)
        if len(label.text) <= LONG:
            return False
        label.resolve_font_name()
        width, height = label.render()
        if height <= TALLEST:
            return False
        textures = _pieces(label, height)
        self.size, self.heights = (width, height), [texture.height for texture in textures]
        # Kivy leaves room between lines, and none under the last of a picture.
        self._between = (height - sum(self.heights)) / max(1, len(textures) - 1)
        self._places = [Rectangle(texture=texture, size=texture.size) for texture in textures]
        for one in (Color(1, 1, 1, 1), *self._places):
            self.add(one)
        return True

    def move(self, center_x: float, center_y: float) -> None:
        """Their middle is here."""
        width, height = self.size
        left, top = int(center_x - width / 2), int(center_y - height / 2) + height
        for place, tall in zip(self._places, self.heights, strict=True):
            place.pos = (left, round(top - tall))
            top -= tall + self._between


def _pieces(label: LabelBase, height: float) -> list[Any]:
    # Kivy has just laid the lines out: a plain label has a word a line.
    lines = ["".join(word.text for word in line.words) for line in label._cached_lines]
    each = max(1, int(_PIECE * len(lines) / height))
    return [_drawn(label, lines[first : first + each]) for first in range(0, len(lines), each)]


def _drawn(label: LabelBase, lines: list[str]) -> Any:
    # A space where a line is empty: a picture of nothing has no height.
    told = "\n".join(line or " " for line in lines)
    part = type(label)(**{**label.options, "text": told, "text_size": label._text_size})
    part.refresh()
    return part.texture
