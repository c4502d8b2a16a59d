"""Text and icons: wrapped, in a step of the type scale, in a font that has the script."""

from functools import cache

from kivy.core.text import Label as CoreLabel
from kivy.metrics import dp
from kivy.properties import BooleanProperty, ColorProperty, NumericProperty, OptionProperty, StringProperty
from kivy.uix.label import Label
from kivymd.icon_definitions import md_icons

from mobile.ui.theme.bidi import has_right_to_left, right_to_left
from mobile.ui.theme.fonts import font_for, register
from mobile.ui.theme.live import theme
from mobile.ui.theme.tokens import TYPE
from mobile.ui.theme.writing import laid_out
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.least import longest, word_width
from mobile.ui.widgets.tall import LONG, Tall

_DOT = "  ·"
_FALLBACK_ICON = "circle-medium"
_ANY_WIDTH = 100_000
_WIDEST = 0.75
"""No letter of a usual word is wider than this on average, in parts of the font's size."""


class Words(Label):
    """Text that wraps in its width, or with `fit` is as wide as it needs to be, at most `limit`."""

    style = OptionProperty("body", options=list(TYPE))
    ink = ColorProperty(None, allownone=True)
    fit = BooleanProperty(False)
    shown = BooleanProperty(True)
    limit = NumericProperty(_ANY_WIDTH)
    _turned = False
    _tall: Tall | None = None
    """Only of a text that ever was long."""

    def texture_update(self, *args: object) -> None:
        """Letters from right to left are laid out by us: SDL draws each as it stands alone, from left to right."""
        label, text = self._label, self.text
        if has_right_to_left(text):
            inner = None if self.shorten else self.text_size[0]
            core = CoreLabel(font_name=self.font_name, font_size=self.font_size)
            label.text = laid_out(text, inner, lambda line: core.get_extents(line)[0])
            turned = right_to_left(text)
            label.options["halign"] = "right" if turned and self.halign in ("left", "auto") else self.halign
            label.options["shorten_from"] = "left" if turned else self.shorten_from
            self._turned = True
        elif self._turned or _DOT in text:
            label.text, self._turned = _glued(text), False
            label.options["halign"], label.options["shorten_from"] = self.halign, self.shorten_from
        if not self._in_pieces():
            super().texture_update(*args)

    def _in_pieces(self) -> bool:
        """Draw a text that is too tall for one picture in several; whether it is."""
        if self._tall is None and len(self._label.text) > LONG:
            self._tall = Tall()
            self.canvas.add(self._tall)
            self.bind(pos=self._move_tall, size=self._move_tall)
        if self._tall is None or not self._tall.draw(self._label):
            return False
        # What Kivy draws of it can be seen through.
        self.texture, self.texture_size = self._label.texture_1px, self._tall.size
        self._move_tall()
        return True

    def _move_tall(self, *_: object) -> None:
        if self._tall is not None:
            self._tall.move(self.center_x, self.center_y)

    def natural(self, text: str, font_name: str, font_size: float, limit: float) -> float:
        """The width of the widest line of `text`, at most `limit`; kv asks again when any of them changes."""
        core = CoreLabel(font_name=font_name, font_size=font_size)
        if has_right_to_left(text):
            # Letters that are joined take less than each by itself.
            text = laid_out(text, None, len)
        return min(max((_widest(core, line, limit) for line in text.split("\n")), default=0) + 1, limit)

    def size_for(self, text: str, font_name: str, wanted: float, width: float) -> float:
        """`wanted` pixels, or less where a long word would break in `width`: down to the usual size of text."""
        if width <= 1 or theme.scale == 1 or not text:
            return wanted
        if max(map(len, text.split()), default=0) * wanted * _WIDEST <= width:
            return wanted
        needed = longest(text, font_name, wanted)
        return wanted if needed <= width else max(wanted * width / needed * 0.99, dp(TYPE[self.style].size))

    def least_width(self) -> float:
        """As wide as its longest word at the size that was asked for."""
        return 0.0 if self.shorten else longest(self.text, self.font_name, theme.size(self.style)) + 1


class Quiet(Words):
    """Text that stands back."""


class Glyph(Label):
    """An icon of the Material Design icon font; a name that the font lacks shows a dot."""

    icon = StringProperty("")
    ink = ColorProperty(None, allownone=True)
    scale = NumericProperty(24)
    shown = BooleanProperty(True)

    def character(self, icon: str) -> str:
        """The icon's character in the font."""
        return md_icons.get(icon) or md_icons[_FALLBACK_ICON]


def _widest(core: CoreLabel, text: str, limit: float) -> float:
    """How wide `text` is, or the widest of its lines where it wraps at `limit`: an icon beside it stands close."""
    whole = float(core.get_extents(text)[0])
    if whole <= limit:
        return whole
    widest, line = 0.0, ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        line = longer if core.get_extents(longer)[0] <= limit else word
        widest = max(widest, float(core.get_extents(line)[0]))
    return min(limit, widest)


def lines_height(count: int, style: str, text: str = "") -> float:
    """How high so many lines become, in pixels; in the font that `text` needs."""
    return _lines_height(count, font_for(text, theme.font(style)), theme.size(style))


def _glued(text: str) -> str:
    """With the dot between two things at the end of a line, never at the beginning of the next."""
    return text.replace(_DOT, _DOT.replace(" ", "\u00a0"))


def line_width(text: str, style: str) -> float:
    """How wide `text` is on one line, in pixels."""
    font, size = font_for(text, theme.font(style)), theme.size(style)
    spaces = text.count(" ") * _width(" ", font, size)
    return sum(_width(word, font, size) for word in text.split(" ")) + spaces


def lines_needed(text: str, style: str, width: float) -> int:
    """In how many lines `text` wraps in `width` pixels, from the widths of its words: a list asks this of thousands."""
    font, size = font_for(text, theme.font(style)), theme.size(style)
    space, lines, used = _width(" ", font, size), 1, 0.0
    for word in _glued(text).split(" "):
        wide = _width(word, font, size)
        if used and used + space + wide > width:
            lines, used = lines + 1, 0.0
        used += wide + (space if used else 0)
        # A word that is wider than the line is broken.
        while used > width > 0:
            lines, used = lines + 1, used - width
    return lines


def fitted(text: str, style: str, width: float, lines: int = 1) -> str:
    """As much of `text` as goes into so many lines, with `…` where that is not all."""
    if lines_needed(text, style, width) <= lines:
        return text
    kept, cut = "", text.split(" ")
    for word in cut:
        longer = f"{kept} {word}" if kept else word
        if lines_needed(f"{longer}…", style, width) > lines:
            break
        kept = longer
    # One word that is longer than the place for it is cut itself.
    while not kept and cut[0] and lines_needed(f"{cut[0]}…", style, width) > lines:
        cut[0] = cut[0][: len(cut[0]) * 2 // 3]
    return f"{kept or cut[0]}…"


@cache
def _lines_height(count: int, font: str, size: float) -> float:
    # Drawn once for each step of the scale: what is only measured comes out a little less than what is drawn.
    core = CoreLabel(
        text="\n".join("X" * count), font_name=font, font_size=size, text_size=(1000, None), line_height=1.15
    )
    core.refresh()
    return core.content_height


def _width(word: str, font: str, size: float) -> float:
    return word_width(word, font, size) if word else 0


register()
load(__file__)
