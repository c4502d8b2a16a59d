"""`python -m mobile.gallery [--out FOLDER]`: the scenes as pictures, or in a window to go through by arrow keys."""

import argparse
import tempfile
from pathlib import Path

from mobile.gallery.registry import matching
from mobile.gallery.render import LOOKS, render


def main() -> None:
    """Render what was asked for, or open the window."""
    asked = _arguments()
    scenes = matching(asked.scene)
    if not scenes:
        raise SystemExit(f"no scene begins with {asked.scene!r}")
    looks = [look for look in LOOKS if all(part in look.name for part in asked.look)]
    with tempfile.TemporaryDirectory() as scratch:
        if asked.out is None:
            from mobile.gallery.window import walk

            walk(scenes, Path(scratch))
            return
        count = sum(1 for _ in render(scenes, looks, asked.out, Path(scratch)))
    print(f"{count} pictures of {len(scenes)} scenes in {asked.out}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m mobile.gallery", description=__doc__)
    parser.add_argument("--out", type=Path, help="write pictures here, instead of opening a window")
    parser.add_argument("--scene", default="", help="only those whose name begins so, as ticket.")
    parser.add_argument(
        "--look", action="append", default=[], help="only looks with this in their name, as 360x640 or -200"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
