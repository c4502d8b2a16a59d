"""`python -m mobile.gallery [--out FOLDER | --best PICTURE | --check]`: scenes as pictures, checked, or in a window."""

import argparse
import itertools
import tempfile
from collections.abc import Iterable
from pathlib import Path

from mobile.gallery import best
from mobile.gallery.play import Look, playing
from mobile.gallery.registry import matching
from mobile.gallery.render import LOOKS, render
from mobile.gallery.scene import Scene


def main() -> None:
    """Render what was asked for, or open the window."""
    asked = _arguments()
    scenes = matching(asked.scene)
    if not scenes:
        raise SystemExit(f"no scene begins with {asked.scene!r}")
    looks = [look for look in LOOKS if all(part in look.name for part in asked.look)]
    with tempfile.TemporaryDirectory() as scratch:
        if asked.check:
            raise SystemExit(_check(scenes, looks, Path(scratch)))
        if asked.best is not None:
            print(best.draw(asked.best, Path(scratch)))
            return
        if asked.out is None:
            from mobile.gallery.window import walk

            walk(scenes, Path(scratch))
            return
        count = sum(1 for _ in render(scenes, looks, asked.out, Path(scratch)))
    print(f"{count} pictures of {len(scenes)} scenes in {asked.out}")


def _check(scenes: Iterable[Scene], looks: Iterable[Look], scratch: Path) -> int:
    """Print what an eye would see at once; exit status 1 where there is anything."""
    found = 0
    for look, scene in itertools.product(looks, scenes):
        with playing(scene, look, scratch):
            from mobile.gallery.audit import faults

            for fault in dict.fromkeys(faults()):
                print(f"{look.name}  {scene.name}  {fault}")
                found += 1
    print(f"{found} faults")
    return 1 if found else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m mobile.gallery", description=__doc__)
    parser.add_argument("--out", type=Path, help="write pictures here, instead of opening a window")
    parser.add_argument("--best", type=Path, help="write the README's picture here: the best scenes together")
    parser.add_argument("--check", action="store_true", help="look for cut words, overlaps and small targets instead")
    parser.add_argument("--scene", default="", help="only those whose name begins so, as ticket.")
    parser.add_argument(
        "--look", action="append", default=[], help="only looks with this in their name, as 360x640 or -200"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
