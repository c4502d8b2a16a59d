"""Lays what buildozer packs under one root: the app with its `main.py`, the icons, `buildozer.spec`."""
