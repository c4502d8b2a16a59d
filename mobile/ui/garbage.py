"""Python's garbage collector, kept from looking through all that the app holds while a finger waits."""

import gc

_COLLECTS = (20_000, 20, 100)
"""After so many new objects it looks at those; seldom at all that grew old. A screen is some thousands."""


def spare() -> None:
    """What the start made stays as long as the app; it is looked through once more, and never again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECTS)
