"""The real app with a window drawn in memory; nothing of Kivy is imported before a test asks for it."""

import gc
import itertools
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mobile.config import Settings
from mobile.gallery.stage import Pocket, Stage
from mobile.ui import capture, environment
from tests.mobile.conftest import KIVY_HOME

_TOP = Path(__file__).resolve().parents[3]
_PROBE = "from pathlib import Path; from mobile.ui import environment; import sys;"
_PROBE += "environment.prepare(Path(sys.argv[1]), offscreen=True); from kivy.core.window import Window;"
_PROBE += "sys.exit(0 if Window else 3)"

_ENDED = itertools.count(1)


@pytest.fixture(scope="session")
def kivy_home() -> Path:
    """Kivy's own folder and settings, for the one process that all these tests share."""
    environment.prepare(KIVY_HOME, offscreen=True)
    return KIVY_HOME


@pytest.fixture(scope="session")
def drawing(kivy_home: Path) -> None:
    """Skips where no window can be drawn in memory: tried in another process, as Kivy ends the one it fails in."""
    tried = subprocess.run(
        [sys.executable, "-c", _PROBE, str(kivy_home)], cwd=_TOP, capture_output=True, timeout=120, check=False
    )
    if tried.returncode != 0:
        pytest.skip("software GL is missing: SDL's offscreen driver gives no window here")
    # Thousands of tests have left theirs by now, which none of the collections below need look through.
    gc.collect()
    gc.freeze()


@pytest.fixture
def start(drawing: None, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """`start(state...)`: the app in front of a stage; `start(settings=...)`: the app with its own core."""
    running: list[Any] = []

    def starting(*, settings: Settings | None = None, **states: Any) -> Any:
        language = states.pop("language", "nl")
        parts = {} if settings else {"screens": Stage(**states), "device": Pocket()}
        app = capture.start_offscreen(settings or Settings(data=tmp_path, language=language), **parts)
        running.append(app)
        return app

    yield starting
    while running:
        capture.stop(running.pop())
    # What is left of them would hear of each language, theme and size of the apps that follow.
    if next(_ENDED) % 5 == 0:
        gc.collect()


def resize(width: int, height: int) -> None:
    from kivy.core.window import Window

    Window.system_size = (width, height)
    capture.settle()


@pytest.fixture
def window(drawing: None) -> Iterator[Callable[[int, int], None]]:
    """`window(width, height)`: another size, for this test only."""
    yield resize
    resize(412, 915)
