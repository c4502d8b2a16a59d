"""The desk's own dialog for choosing files: a program that prints what was chosen, and leaves the window drawing."""

import os
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from mobile.device.interface import Photo, Photos

_ENDINGS = ("jpg", "jpeg", "png", "webp", "gif")
_TITLE = "Doorgeven"


@dataclass(frozen=True)
class _Dialog:
    """A program of some desktops; it prints a path a line."""

    program: str
    one: tuple[str, ...]
    many: tuple[str, ...]


_TYPES = " ".join(f"*.{ending}" for ending in _ENDINGS)
_ZENITY = ("--file-selection", f"--title={_TITLE}", f"--file-filter={_TYPES}")
_KDIALOG = ("--title", _TITLE, "--getopenfilename", ".", _TYPES)
_APPLE = 'set found to choose file of type {"public.image"} with multiple selections allowed\n'
_APPLE += 'set told to ""\nrepeat with one in found\nset told to told & POSIX path of one & linefeed\nend repeat\ntold'
_TK = "import tkinter, tkinter.filedialog as f; tkinter.Tk().withdraw();"
_TK += f"print(*f.askopenfilenames(title={_TITLE!r}, filetypes=[('', {_TYPES!r})]), sep='\\n')"
_DIALOGS = (
    _Dialog("zenity", _ZENITY, (*_ZENITY, "--multiple", "--separator=\n")),
    _Dialog("kdialog", _KDIALOG, (*_KDIALOG, "--multiple", "--separate-output")),
    _Dialog("osascript", ("-e", _APPLE), ("-e", _APPLE)),
)


def found() -> bool:
    """Whether this desktop has one."""
    return _command(1) is not None


def choose(done: Photos, most: int) -> None:
    """Opens it beside the window; what was chosen comes on Kivy's clock, the first `most` of it."""
    command = _command(most)
    if command is None:
        done(())
        return
    threading.Thread(target=_ask, args=(command, done, most), name="file dialog", daemon=True).start()


def _command(most: int) -> list[str] | None:
    for dialog in _DIALOGS:
        if program := shutil.which(dialog.program):
            return [program, *(dialog.many if most > 1 else dialog.one)]
    # Python's own, which Debian packs apart from it.
    if find_spec("tkinter") and (sys.platform != "linux" or os.environ.get("DISPLAY")):
        return [sys.executable, "-c", _TK]
    return None


def _ask(command: list[str], done: Photos, most: int) -> None:
    from kivy.clock import Clock

    try:
        said = subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603 - one of ours
    except (OSError, ValueError):
        said = ""
    paths = [Path(line) for line in said.splitlines() if line]
    photos = tuple(Photo(path.name, path.read_bytes) for path in paths[:most])
    Clock.schedule_once(lambda _: done(photos))
