"""The mark: a hand that passes something on. The hand is the one that the app shows before it has a company's logo."""

from importlib.util import find_spec
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from mobile.ui.theme.tokens import LIGHT

HAND = "\U000f18b6"
"""`hand-extended` of Material Design Icons."""
GROUND, INK, THING = LIGHT.primary, LIGHT.primary_ink, LIGHT.accent
_FINER = 4
"""Drawn so many times larger and then made smaller, which smooths every edge."""
_BALL = 0.17
"""The radius of what is passed on, as a share of the hand's width."""


def mark(side: int, share: float, ground: str | None = None, corner: float = 0.0) -> Image.Image:
    """A square of `side` pixels with the mark as `share` of its width, on a ground with `corner` of its side rounded.

    Without a ground it is clear.
    """
    big = side * _FINER
    picture = Image.new("RGBA", (big, big), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    if ground:
        draw.rounded_rectangle((0, 0, big - 1, big - 1), radius=big * corner, fill=ground)
    _draw(draw, big, big * share)
    return picture.resize((side, side), Image.Resampling.LANCZOS)


def _draw(draw: ImageDraw.ImageDraw, side: int, wide: float) -> None:
    """Both in the middle by their ink: a font puts a glyph on a line, with room of its own around it."""
    font = _font(wide, draw)
    left, top, right, bottom = draw.textbbox((0, 0), HAND, font=font)
    ball = wide * _BALL
    high = (bottom - top) + 2 * ball
    x, y = (side - (right - left)) / 2, (side - high) / 2 + 2 * ball
    draw.text((x - left, y - top), HAND, font=font, fill=INK)
    middle = (x + wide * 0.72, y - ball + wide * 0.05)
    draw.ellipse((middle[0] - ball, middle[1] - ball, middle[0] + ball, middle[1] + ball), fill=THING)


def _font(wide: float, draw: ImageDraw.ImageDraw) -> ImageFont.FreeTypeFont:
    """In the size at which the hand is `wide`."""
    font = ImageFont.truetype(_path(), size=round(wide))
    left, _, right, _ = draw.textbbox((0, 0), HAND, font=font)
    return ImageFont.truetype(_path(), size=round(wide * wide / (right - left)))


def _path() -> str:
    """Found and not imported: KivyMD would begin Kivy, which looks for a window."""
    found = find_spec("kivymd")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("KivyMD is not installed")
    return str(Path(found.submodule_search_locations[0]) / "fonts" / "materialdesignicons-webfont.ttf")
