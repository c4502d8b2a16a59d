"""A phone to play on: the app's core and presenters, with its real window drawn in memory, or with none."""

import os
import queue
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

from mobile.config import Settings
from mobile.core.core import Core
from mobile.presenters.screens import Screens
from scripts.processes.waiting import TooLong

T = TypeVar("T")
PATIENCE = 60.0


class Stage(Protocol):
    """What a scene needs of a phone."""

    core: Core
    screens: Screens

    def open(self, name: str, **opening: Any) -> Any:
        """Go to a screen; its presenter."""

    def until(self, condition: Callable[[], T], what: str, seconds: float = PATIENCE) -> T:
        """Let the app live until `condition()` is true; raises TooLong."""

    def picture(self, name: str) -> None:
        """Save what is on screen."""

    def leave(self) -> None:
        """Close the app."""


class WithoutWindow:
    """Presenters on this thread, fed with the core's news."""

    def __init__(self, settings: Settings) -> None:
        self._news: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.core = Core(settings)
        self.screens = Screens(self.core, lambda work, done: done(work()), self._news.put)
        self._open: Any = None
        self.core.start()

    def open(self, name: str, **opening: Any) -> Any:
        """Only one screen is open at a time."""
        if self._open is not None:
            self._open.close()
        self._open = getattr(self.screens, name)()
        match name:
            case "pass_on":
                self._open.start()
            case "ticket":
                self._open.open(opening["ticket_id"])
            case "outage":
                self._open.open(opening["outage_id"])
        return self._open

    def until(self, condition: Callable[[], T], what: str, seconds: float = PATIENCE) -> T:
        """The presenters hear of what happened, then `condition` is asked."""
        end = time.monotonic() + seconds
        while True:
            while not self._news.empty():
                self._news.get()()
            if answer := condition():
                return answer
            if time.monotonic() > end:
                raise TooLong(f"{what}: not within {seconds:g} s")
            time.sleep(0.02)

    def picture(self, name: str) -> None:
        """There is nothing to draw."""

    def leave(self) -> None:
        """End its thread."""
        self.core.stop()


class WithWindow:
    """The whole app; what is on its screen follows the same presenters that the scene looks at."""

    def __init__(self, settings: Settings, pictures: Path) -> None:
        """`can_draw` must have said so."""
        # Kivy tells of input devices that it does not find; here there are none to be found.
        os.environ.setdefault("KIVY_NO_CONSOLELOG", "1")
        from mobile.ui import capture

        self._capture = capture
        self._pictures = pictures
        self._app = capture.start_offscreen(settings)
        self.core, self.screens = cast(Core, self._app.core), cast(Screens, self._app.screens)

    def open(self, name: str, **opening: Any) -> Any:
        """As if it had been tapped."""
        front = self._app.root.front
        if name != "sign_in" or front is None or not front.name.startswith("SignIn"):
            self._app.root.go(name, **opening)
        self._capture.settle()
        return self._app.root.front.presenter

    def until(self, condition: Callable[[], T], what: str, seconds: float = PATIENCE) -> T:
        """Frames pass."""
        try:
            self._capture.settle(condition, seconds)
        except AssertionError as error:
            raise TooLong(f"{what}: {error}") from None
        return condition()

    def picture(self, name: str) -> None:
        """A PNG of the screen."""
        self._capture.settle()
        self._capture.screenshot(self._pictures / f"{name}.png")

    def leave(self) -> None:
        """Close the window."""
        self._capture.stop(self._app)


def stage(settings: Settings, pictures: Path) -> Stage:
    """With a window where one can be drawn; where not, this says so and goes on without."""
    if can_draw(settings.data / "probe"):
        return WithWindow(settings, pictures)
    print("No screens can be drawn here, software GL is missing: the story goes on without pictures.", file=sys.stderr)
    return WithoutWindow(settings)


_PROBE = """
import sys
from pathlib import Path
from mobile.ui import environment
environment.prepare(Path(sys.argv[1]), offscreen=True)
from kivy.core.window import Window
sys.exit(Window is None)
"""


def can_draw(home: Path) -> bool:
    """Tried in another process, since Kivy ends the one that it fails in."""
    probe = subprocess.run([sys.executable, "-c", _PROBE, str(home)], capture_output=True, check=False)
    return probe.returncode == 0
