"""Lines of text with letters from right to left in it: shaped, broken where they wrap, in the order they are drawn."""

from collections.abc import Callable, Iterator
from functools import cache

from arabic_reshaper import ArabicReshaper

from mobile.ui.theme.bidi import drawn, has_right_to_left, right_to_left


def laid_out(text: str, width: float | None, measure: Callable[[str], float], *, rightwards: bool | None = None) -> str:
    """`text` as a label that knows only left to right draws it; `measure(line)` is a line's width in pixels.

    Lines are broken here, in the order in which they are read, where `width` is given: broken by the label, the end of
    a sentence would come first. `rightwards` says which way all of it goes, where its letters do not.
    """
    lines = []
    for paragraph in text.split("\n"):
        goes = not right_to_left(paragraph) if rightwards is None else rightwards
        lines += [drawn(line, rightwards=goes) for line in _broken(joined(paragraph), width, measure)]
    return "\n".join(lines)


def joined(text: str) -> str:
    """`text` with its letters in the forms that they take beside each other, as wide as it is drawn."""
    return _reshaper().reshape(text) if has_right_to_left(text) else text


def _broken(text: str, width: float | None, measure: Callable[[str], float]) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and width is not None and measure(longer) > width:
            yield line
            line = word
        else:
            line = longer
    yield line


@cache
def _reshaper() -> ArabicReshaper:
    # Vowel signs are part of what somebody wrote.
    return ArabicReshaper({"delete_harakat": False})
