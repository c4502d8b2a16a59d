"""Puts a scene on: the real app in front of a stage, in a window drawn in memory."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mobile.config import Settings
from mobile.gallery.scene import Scene
from mobile.gallery.stage import Pocket, Stage
from mobile.ui import capture
from mobile.ui.preferences import Preferences

_MOST_FRAMES = 60


@dataclass(frozen=True)
class Look:
    """How a scene is looked at: `size` in dp, `text` in percent."""

    size: tuple[int, int] = (412, 915)
    theme: str = "light"
    language: str = "nl"
    text: int = 100

    @property
    def name(self) -> str:
        """For files: `412x915-light-nl-100`."""
        return f"{self.size[0]}x{self.size[1]}-{self.theme}-{self.language}-{self.text}"


@contextmanager
def playing(scene: Scene, look: Look, data: Path) -> Iterator[Any]:
    """The app with `scene` on screen; `data` is a scratch folder. Raises RuntimeError where GL is missing."""
    Preferences(data).change(language=look.language, theme=look.theme, text_size=look.text)
    stage = Stage(**scene.states)
    app = capture.start_offscreen(Settings(data=data), size=look.size, screens=stage, device=Pocket())
    try:
        show(app, scene)
        yield app
    finally:
        capture.stop(app)


def show(app: Any, scene: Scene) -> None:
    """`scene` in front, and nothing that moves."""
    if scene.shelf:
        from mobile.gallery.shelf import put_up, whole

        put_up(scene.shelf)
        capture.settle()
        whole()
        _rest()
        return
    if scene.under and app.root.place != scene.under:
        app.root.go(scene.under)
    if scene.screen != scene.under or scene.opening:
        app.root.go(scene.screen, **scene.opening)
    capture.settle()
    if scene.act is not None:
        scene.act(app)
        capture.settle()
    _rest()


def _rest() -> None:
    """Let frames pass until nothing moves any more: a long list takes many to lay itself out."""
    from kivy.loader import Loader

    for _ in range(_MOST_FRAMES):
        # Photos are read on a thread of their own.
        if not Loader._client:
            break
        capture.frames()
        time.sleep(0.01)
    before: list[object] = []
    for _ in range(_MOST_FRAMES):
        now: list[object] = [(*widget.pos, *widget.size) for widget in capture.on_screen()]
        if now == before:
            return
        before = now
        capture.frames(3)
