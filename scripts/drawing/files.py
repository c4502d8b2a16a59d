"""The files that an Android package is given."""

from collections.abc import Callable
from pathlib import Path

from PIL import Image

from scripts.drawing.mark import GROUND, mark

_LEGACY, _LAYER, _SPLASH, _NOTIFICATION = 512, 432, 768, 96
_SAFE = 66 / 108
"""Of an adaptive icon's layer only this circle is sure to be seen, whatever shape the phone cuts."""


def _ground(side: int) -> Image.Image:
    return Image.new("RGBA", (side, side), GROUND)


DRAWN: dict[str, Callable[[], Image.Image]] = {
    "icon.png": lambda: mark(_LEGACY, 0.56, GROUND, corner=0.22),
    "icon_foreground.png": lambda: mark(_LAYER, _SAFE * 0.64),
    "icon_background.png": lambda: _ground(_LAYER),
    # Shown in the middle of a screen of this colour.
    "splash.png": lambda: mark(_SPLASH, 0.34, GROUND),
}


NOTIFICATION = "drawable/notification.png"
"""Among the resources: a notification is drawn in one colour, of which this is the shape."""


def draw_notification(resources: Path) -> Path:
    """The mark without a ground."""
    path = resources / NOTIFICATION
    path.parent.mkdir(parents=True, exist_ok=True)
    mark(_NOTIFICATION, 0.86).save(path, optimize=True)
    return path


def draw_into(folder: Path) -> list[Path]:
    """Draws all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in DRAWN.items():
        draw().save(folder / name, optimize=True)
    return [folder / name for name in DRAWN]
