"""Many pictures on one: small, in rows, each with its name."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

_GAP, _LINE = 16, 18
_GROUND, _INK = "#DDD6CE", "#221C17"


def contact_sheet(pictures: Sequence[Path], out: Path, *, columns: int = 6, width: int = 240) -> Path:
    """Write `pictures`, each `width` pixels wide, to `out`; their names without folder and ending stand below."""
    small = []
    for path in pictures:
        with Image.open(path) as picture:
            small.append((path.stem, picture.resize((width, round(picture.height * width / picture.width)))))
    rows = [small[i : i + columns] for i in range(0, len(small), columns)]
    heights = [max(picture.height for _, picture in row) + _LINE + _GAP for row in rows]
    sheet = Image.new("RGB", (columns * (width + _GAP) + _GAP, sum(heights) + _GAP), _GROUND)
    pen, top = ImageDraw.Draw(sheet), _GAP
    for row, height in zip(rows, heights, strict=True):
        for column, (name, picture) in enumerate(row):
            left = _GAP + column * (width + _GAP)
            sheet.paste(picture, (left, top))
            pen.text((left, top + picture.height + 3), name, fill=_INK)
        top += height
    out.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(out)
    return out
