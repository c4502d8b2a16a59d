"""The app on one picture, for the README: real scenes, in both themes and both languages."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from mobile.gallery.play import Look, playing
from mobile.gallery.registry import matching
from mobile.ui import capture

SHOWN: tuple[tuple[str, str, str], ...] = (
    ("tickets.full", "light", "nl"),
    ("pass_on.person.outage", "light", "en"),
    ("pass_on.problem.filled", "light", "nl"),
    ("ticket.in_progress", "light", "en"),
    ("pass_on.help", "dark", "nl"),
    ("ticket.works_again", "dark", "en"),
    ("outage.yours", "dark", "nl"),
    ("board.busy", "dark", "en"),
)
"""Scene, theme and language of each phone, row by row."""

_COLUMNS, _WIDE, _GAP, _CORNER = 4, 330, 26, 26
_GROUND = "#DDD6CE"
_COLOURS = 128
_SMOOTH = 4
"""How many times larger a corner is drawn than it is shown."""


def draw(out: Path, data: Path) -> Path:
    """Render what is `SHOWN`, and write all of it to `out`; `data` is a scratch folder."""
    with tempfile.TemporaryDirectory() as folder:
        phones = []
        for number, (name, theme, language) in enumerate(SHOWN):
            scene = next(one for one in matching(name) if one.name == name)
            with playing(scene, Look(theme=theme, language=language), data):
                phones.append(_phone(capture.screenshot(Path(folder) / f"{number}.png")))
    out.parent.mkdir(parents=True, exist_ok=True)
    # Few colours, as of all pictures in the docs, so that it stays small.
    _together(phones).quantize(_COLOURS, dither=Image.Dither.NONE).save(out, optimize=True)
    return out


def _phone(path: Path) -> Image.Image:
    """A screen with the corners of a phone."""
    with Image.open(path) as picture:
        size = _WIDE, round(picture.height * _WIDE / picture.width)
        phone = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    large = size[0] * _SMOOTH, size[1] * _SMOOTH
    mask = Image.new("L", large)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, large[0] - 1, large[1] - 1), _CORNER * _SMOOTH, fill=255)
    phone.putalpha(mask.resize(size, Image.Resampling.LANCZOS))
    return phone


def _together(phones: Sequence[Image.Image]) -> Image.Image:
    """In rows, all of one height."""
    wide, high = phones[0].size
    rows = -(-len(phones) // _COLUMNS)
    sheet = Image.new("RGB", (_COLUMNS * (wide + _GAP) + _GAP, rows * (high + _GAP) + _GAP), _GROUND)
    for number, phone in enumerate(phones):
        row, column = divmod(number, _COLUMNS)
        sheet.paste(phone, (_GAP + column * (wide + _GAP), _GAP + row * (high + _GAP)), phone)
    return sheet
