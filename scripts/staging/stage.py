"""What goes into the Android package, and where."""

import shutil
from pathlib import Path

from scripts.bootstrap import ROOT
from scripts.drawing.files import draw_into, draw_notification

PACKAGING = ROOT / "mobile" / "packaging"
_LEFT_OUT = shutil.ignore_patterns("__pycache__", "packaging", "gallery", "desktop.py", "file_dialog.py")
_BESIDE = ("hook.py", "application.xml", "java", "res")


def stage(folder: Path) -> Path:
    """Makes it anew, but for what buildozer itself keeps there (`.buildozer`, `bin`); the folder of the app."""
    app, packaging = folder / "app", folder / "packaging"
    for old in (app, packaging):
        shutil.rmtree(old, ignore_errors=True)
    for package in ("mobile", "shared"):
        shutil.copytree(ROOT / package, app / package, ignore=_LEFT_OUT)
    shutil.copy(PACKAGING / "main.py", app / "main.py")
    packaging.mkdir(parents=True)
    for name in _BESIDE:
        source = PACKAGING / name
        if source.is_dir():
            shutil.copytree(source, packaging / name)
        else:
            shutil.copy(source, packaging / name)
    draw_into(packaging / "drawn")
    draw_notification(packaging / "res")
    shutil.copy(PACKAGING / "buildozer.spec", folder / "buildozer.spec")
    return app
