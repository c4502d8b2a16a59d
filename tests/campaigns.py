"""Which database a walk or campaign of whole processes runs on: one of the two, or both with DOORGEVEN_LONG=1.

What they go through is tried on both by the tests of each feature; they start ten processes each, and the whole run is
to take minutes.
"""

import os
from typing import Any

import pytest

LONG = os.environ.get("DOORGEVEN_LONG") == "1"
_ARGUMENTS = {"sqlite": (), "postgresql": ("--postgres",)}


def on(database: str) -> Any:
    """Gives a test `database`: the arguments by which a script takes the one that is named, or each with LONG."""
    return pytest.mark.parametrize("database", [_ARGUMENTS[name] for name in names(database)], ids=names(database))


def names(database: str) -> list[str]:
    """The one that is named, or both."""
    return list(_ARGUMENTS) if LONG else [database]
