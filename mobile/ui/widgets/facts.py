"""Facts, an icon and a line each, kept from one showing to the next: a widget costs far more to make than to change."""

from collections.abc import Sequence
from typing import Any


def show_facts(box: Any, facts: Sequence[tuple[str, str]], kind: type, **looks: Any) -> None:
    """One widget of that `kind` for each (icon, text), in their order: those in `box` are changed, more are made with
    these `looks`, the rest go.
    """
    there = box.children[::-1]
    for widget, (icon, text) in zip(there, facts, strict=False):
        widget.icon, widget.text = icon, text
    for icon, text in facts[len(there) :]:
        box.add_widget(kind(icon=icon, text=text, **looks))
    for widget in there[len(facts) :]:
        box.remove_widget(widget)
