"""Renders scenes as pictures, a file for each scene and look."""

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

from mobile.gallery.play import Look, playing
from mobile.gallery.scene import Scene
from mobile.ui import capture
from shared.vocabulary import LANGUAGES

SIZES = ((360, 640), (412, 915), (1280, 800))
LOOKS = tuple(
    Look(size, theme, language, text)
    for size, theme, language, text in itertools.product(SIZES, ("light", "dark"), LANGUAGES, (100, 200))
)


def render(scenes: Iterable[Scene], looks: Iterable[Look], out: Path, data: Path) -> Iterator[Path]:
    """Write `OUT/SIZE-THEME-LANGUAGE-TEXT/SCENE.png` for each; gives each path as it is written."""
    # By look first: the window is resized as seldom as can be.
    for look, scene in itertools.product(tuple(looks), tuple(scenes)):
        with playing(scene, look, data):
            yield picture(scene, out / look.name / f"{scene.name}.png")


def picture(scene: Scene, path: Path) -> Path:
    """Write the window that shows `scene`, or all of its shelf, to `path`, a PNG."""
    if not scene.shelf:
        return capture.screenshot(path)
    from mobile.gallery import shelf

    return shelf.picture(path)
