"""What Kivy reads before its first import: it is set here, so no stray file of another app changes ours."""

import logging
import os
from pathlib import Path


def declare(home: Path, *, offscreen: bool) -> None:
    """What Kivy reads from the environment as soon as a part of it is imported; `home` is its own folder."""
    home.mkdir(parents=True, exist_ok=True)
    settings = {"KIVY_NO_ARGS": "1", "KIVY_NO_CONFIG": "1", "KIVY_NO_FILELOG": "1", "KIVY_HOME": str(home)}
    settings["KIVY_LOG_MODE"] = "PYTHON"
    if offscreen:
        settings |= {"SDL_VIDEODRIVER": "offscreen", "KIVY_CLIPBOARD": "dummy"}
    for name, value in settings.items():
        os.environ.setdefault(name, value)


def prepare(home: Path, *, offscreen: bool = False, size: tuple[int, int] = (412, 915)) -> None:
    """Set Kivy up with `home` as its own folder; `offscreen` draws in software without a display.

    Kivy is kept from taking over the process's logging, and offscreen the clipboard too.
    """
    declare(home, offscreen=offscreen)
    logging.getLogger("kivy").addFilter(_matters)
    from kivy.config import Config

    width, height = size
    for section, option, value in (
        ("graphics", "width", width),
        ("graphics", "height", height),
        ("graphics", "maxfps", 0 if offscreen else 60),
        # As Android has it; a finger that taps twice is less exact than Kivy thinks (in thousandths of the window).
        ("postproc", "double_tap_time", 300),
        ("postproc", "double_tap_distance", 50),
        ("kivy", "exit_on_escape", 0),
        ("kivy", "log_level", "error" if offscreen else "warning"),
    ):
        Config.set(section, option, str(value))
    # A right click's red dot is a development aid; offscreen no real device may interfere.
    for option in list(Config["input"]):
        Config.remove_option("input", option)
    if not offscreen:
        Config.set("input", "mouse", "mouse,disable_multitouch")


def _matters(record: logging.LogRecord) -> bool:
    """Kivy tells with a traceback of each optional part that a machine lacks: touch screens, the middle button."""
    return not any(part in record.getMessage() for part in ("Cutbuffer", "MTDev"))
