"""Where the Android package starts; buildozer wants a `main.py` at the root of what it packs."""

import os
from pathlib import Path

from jnius import autoclass

# Only the app can read this folder, and no backup holds it.
os.environ.setdefault("DOORGEVEN_DATA", str(Path(os.environ["ANDROID_PRIVATE"]) / "doorgeven"))
os.environ.setdefault("LANG", str(autoclass("java.util.Locale").getDefault().toString()))

from mobile.main import main

main()
