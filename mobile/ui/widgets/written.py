"""A field that is typed in, with letters from right to left joined and in their order; its text stays as typed.

Kivy draws, measures and finds places in a text line by line: each of these is told of the line as it is drawn. The
caret is right at the end of a line, and wherever a line goes one way only; between two directions it is near.
"""

import unicodedata
from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.uix.textinput import TextInput

from mobile.ui.theme.bidi import has_right_to_left
from mobile.ui.theme.writing import laid_out


class WrittenInput(TextInput):
    """Kivy's field; with `halign` right its lines begin there. A line with nothing from right to left is left to it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # What a line begins with may not say which way all of them go.
        self.bind(halign=self._trigger_refresh_text)

    def cursor_offset(self) -> float:
        """How far from the line's left end the caret stands."""
        offset: float = super().cursor_offset()
        line, column = self._line_at(int(self.cursor_row)), int(self.cursor_col)
        if not self._has_both_ways(line):
            return offset
        turned = self.halign == "right"
        against = self._wide(_against(line, turned=turned)) if column == len(line) else 0
        return self._wide(line) - offset + against if turned else offset - against

    def get_cursor_from_xy(self, x: float, y: float) -> tuple[int, int]:
        """The place in the text that is nearest to a place on screen."""
        at: tuple[int, int] = super().get_cursor_from_xy(x, y)
        line = self._line_at(at[1])
        if not self._turned(line):
            return at
        # As far from the line's right end as Kivy looks from its left.
        left = self.x + self.padding[0] - self.scroll_x
        if self._wide(line) < self.width:
            left += max(0, self.width - self.padding[0] - self.padding[2] - self._get_row_width(at[1]))
        mirrored: tuple[int, int] = super().get_cursor_from_xy(2 * left + self._wide(line) - x, y)
        return mirrored

    def _create_line_label(self, text: str, hint: bool = False) -> Any:
        return super()._create_line_label(self._drawn(text), hint)

    def _get_text_width(self, text: str, tab_width: int, label: Any) -> float:
        wide: float = super()._get_text_width(self._drawn(text), tab_width, label)
        return wide

    def _draw_selection(self, pos: Any, size: Any, line_num: int, start: Any, end: Any, lines: Any, *more: Any) -> None:
        line = lines[line_num]
        if not (self._turned(line) and start[1] <= line_num <= end[1]):
            super()._draw_selection(pos, size, line_num, start, end, lines, *more)
            return
        right = pos[0] + size[0]
        first = right - (self._wide(line[: start[0]]) if line_num == start[1] else 0)
        last = right - (self._wide(line[: end[0]]) if line_num == end[1] else size[0])
        self.canvas.add(Color(*self.selection_color, group="selection"))
        self.canvas.add(Rectangle(pos=(last, pos[1]), size=(first - last, size[1]), group="selection"))

    def _line_at(self, row: int) -> str:
        return str(self._lines[row]) if row < len(self._lines) else ""

    def _turned(self, line: str) -> bool:
        """Whether places in it are counted from the right."""
        return self.halign == "right" and self._has_both_ways(line)

    def _has_both_ways(self, line: str) -> bool:
        return not self.password and has_right_to_left(line)

    def _drawn(self, text: str) -> str:
        if not self._has_both_ways(text):
            return text
        return laid_out(text, None, len, rightwards=self.halign != "right")

    def _wide(self, text: str) -> float:
        return self._get_text_width(text, self.tab_width, self._label_cached)


def _against(line: str, *, turned: bool) -> str:
    """The end of a line as far as it goes against the line's own way."""
    own, other = ({"R", "AL"}, {"L", "EN", "AN"}) if turned else ({"L", "EN"}, {"R", "AL"})
    ways = [unicodedata.bidirectional(letter) for letter in line]
    begins = max((at for at, way in enumerate(ways) if way in own), default=-1) + 1
    first = next((at for at in range(begins, len(line)) if ways[at] in other), len(line))
    return line[first:]
