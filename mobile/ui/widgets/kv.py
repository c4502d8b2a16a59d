"""Loads a module's kv file, which has the module's name."""

from pathlib import Path

from kivy.lang import Builder


def load(module_file: str) -> None:
    """Read the rules that lie beside `module_file`, once."""
    path = str(Path(module_file).with_suffix(".kv"))
    if path not in Builder.files:
        Builder.load_file(path)
