"""How large text is: as the phone is set, and as the user chose over that, up to what every screen can show."""

from collections.abc import Sequence

from mobile.ui.theme.tokens import MOST_SCALE

_READ = 16
"""The largest text, in sp, that is not a heading."""


def text_scale(chosen: int, system: float) -> float:
    """How many times its usual size text is; `chosen` is a percentage over `system`, the phone's own factor."""
    return min(max(system * chosen / 100, 1.0), MOST_SCALE)


def grown(size: float, scale: float, most: float = 1.0) -> float:
    """`size` sp of text that is `scale` times as large as usual, in sp of that scale; `most` is its share of that.

    All that is read grows in full; headings, large already, grow less, as on Android since 14: twice as large they
    would leave no room for what they are about. They stay larger than what stands under them.
    """
    share = min(most, (_READ / size) ** 1.6)
    return size * (1 + (scale - 1) * share) / scale


def next_size(sizes: Sequence[int], chosen: int, direction: int) -> int | None:
    """The size after (`direction` 1) or before (-1) the chosen one of `sizes`; None at their ends."""
    if direction > 0:
        return next((size for size in sizes if size > chosen), None)
    return next((size for size in reversed(sizes) if size < chosen), None)
