"""Filters in a row that scrolls sideways: one tap shows less, another all again."""

from collections.abc import Sequence
from typing import NamedTuple

from kivy.properties import BooleanProperty, ColorProperty, ObjectProperty, StringProperty
from kivy.uix.scrollview import ScrollView

from mobile.ui.widgets.kv import load
from mobile.ui.widgets.surface import Row
from mobile.ui.widgets.tappable import Tappable


class Choice(NamedTuple):
    """One filter; a `count` of nothing is not shown."""

    value: str
    text: str
    count: int = 0
    chosen: bool = False
    icon: str = ""


class Filter(Tappable):
    """One of them, as high as a finger."""

    text = StringProperty("")
    icon = StringProperty("")
    chosen = BooleanProperty(False)
    ink = ColorProperty()
    value = ObjectProperty()


class Sideways(ScrollView):
    """Scrolls from side to side."""


class Filters(Row):
    """`on_choose(value)` tells of a tap."""

    __events__ = ("on_choose",)

    def show(self, choices: Sequence[Choice]) -> None:
        """Show these, without making anew those that are there."""
        box = self.ids.box
        there = {filter_.value: filter_ for filter_ in box.children}
        if list(there)[::-1] != [str(choice.value) for choice in choices]:
            box.clear_widgets()
            there = {str(choice.value): self._made(str(choice.value)) for choice in choices}
        for choice in choices:
            one = there[str(choice.value)]
            one.text = f"{choice.text}  {choice.count}" if choice.count else choice.text
            one.icon, one.chosen = choice.icon, choice.chosen

    def on_choose(self, value: str) -> None:
        """The user tapped `value`."""

    def _made(self, value: str) -> Filter:
        made = Filter(value=value, name=f"filter.{value}")
        made.bind(on_release=lambda one: self.dispatch("on_choose", one.value))
        self.ids.box.add_widget(made)
        return made


load(__file__)
