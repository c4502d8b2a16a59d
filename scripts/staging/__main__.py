"""`./scripts/stage_android [FOLDER]`, by default build/android."""

import sys
from pathlib import Path

from scripts.bootstrap import ROOT
from scripts.staging.stage import stage

folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "android"
app = stage(folder)
size = sum(path.stat().st_size for path in app.rglob("*") if path.is_file())
print(f"{folder}: the app is {size / 1_000_000:.1f} MB. Now, with buildozer installed (docs/android.md):")
print(f"  cd {folder} && buildozer android debug")
