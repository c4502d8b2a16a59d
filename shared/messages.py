"""Texts for people that can still be translated: an English sentence that remembers its template."""

from typing import Self


class Message(str):
    """An English text that keeps its `template` and `params`, so that an edge can say it in another language."""

    template: str
    params: dict[str, object]

    def __new__(cls, template: str, **params: object) -> Self:
        """`template` with `params` filled in by `str.format`."""
        text = super().__new__(cls, template.format(**params) if params else template)
        text.template = template
        text.params = params
        return text


class Listed(tuple[object, ...]):
    """Words in a sentence, with commas between them."""

    def __str__(self) -> str:
        return ", ".join(map(str, self))
