"""One text of the catalogue."""

from typing import NamedTuple


class Text(NamedTuple):
    """One text in both languages; `{name}` is filled in, and `one | more` is chosen by `count`."""

    nl: str
    en: str
