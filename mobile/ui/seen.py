"""Which widgets can be seen: what has no height or was faded out is skipped, with all that is in it."""

from collections.abc import Iterator
from typing import Any


def inside(widget: Any) -> Iterator[Any]:
    """`widget` and what can be seen in it, in the order that they were added."""
    if widget.opacity == 0 or (widget.height <= 0 and widget.size_hint_y is None):
        return
    yield widget
    for child in reversed(widget.children):
        yield from inside(child)
