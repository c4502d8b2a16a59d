"""`./scripts/stage_android [FOLDER]`, by default build/android."""

import argparse
from pathlib import Path

from scripts.bootstrap import ROOT
from scripts.staging.stage import stage

parser = argparse.ArgumentParser(prog="./scripts/stage_android", description="Lay out what buildozer packs.")
parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "build" / "android")
folder: Path = parser.parse_args().folder
app = stage(folder)
size = sum(path.stat().st_size for path in app.rglob("*") if path.is_file())
print(f"{folder}: the app is {size / 1_000_000:.1f} MB. Now, with buildozer installed (docs/android.md):")
print(f"  cd {folder} && buildozer android debug")
