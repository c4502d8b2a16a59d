"""The gallery in a window: left and right go through the scenes, L, T and + change how they are looked at."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mobile.config import Settings
from mobile.gallery.scene import Scene
from mobile.gallery.stage import Pocket, Stage
from mobile.ui import environment

_LEFT, _RIGHT = 276, 275


def walk(scenes: Sequence[Scene], data: Path) -> None:
    """Open a window on the first scene; returns when it is closed."""
    environment.prepare(data / "kivy")
    from kivy.core.window import Window

    from mobile.gallery import shelf
    from mobile.ui.app import DoorgevenApp

    class Gallery(DoorgevenApp):
        """The app, which takes another stage for each scene."""

        at = 0

        def on_start(self) -> None:
            """Follow the keys, and show the first scene."""
            super().on_start()
            Window.bind(on_key_down=self.turn)
            self.put_on(scenes[0])

        def turn(self, _: Any, key: int, __: int, letter: str | None, ___: Any) -> bool:
            """Another scene, or another look at this one."""
            self.at = (self.at + (key == _RIGHT) - (key == _LEFT)) % len(scenes)
            if letter == "l":
                self.choose_language("en" if self.preferences.language == "nl" else "nl")
            elif letter == "t":
                self.choose_theme("light" if self.preferences.theme == "dark" else "dark")
            elif letter in ("+", "="):
                self.choose_text_size(100 if self.preferences.text_size == 200 else 200)  # noqa: PLR2004 - the ends
            elif key not in (_LEFT, _RIGHT):
                return False
            self.put_on(scenes[self.at])
            return True

        def put_on(self, scene: Scene) -> None:
            """Show a scene with a stage of its own."""
            shelf.clear()
            if scene.shelf:
                shelf.put_up(scene.shelf)
            else:
                Window.add_widget(self.root)
                _open(self.root, scene)
            Window.set_title(f"{scene.name}  ({self.at + 1}/{len(scenes)})")

    Gallery(Settings(data=data), screens=Stage(), device=Pocket()).run()


def _open(root: Any, scene: Scene) -> None:
    root.screens = Stage(**scene.states)
    root.go(scene.under or scene.screen)
    if scene.under not in (None, scene.screen):
        root.go(scene.screen, **scene.opening)
    root.ids.banner.render(root.screens.sync.state)
