"""One card of the managers' overview: chips, what it is about, facts, and what is wrong."""

from collections.abc import Callable, Iterable

from kivy.properties import StringProperty

from mobile.ui.theme.states import Look
from mobile.ui.widgets.chip import Chip
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.outage_card import Fact
from mobile.ui.widgets.surface import TapCard

Facts = Iterable[tuple[str, str]]
"""An icon and a line; an empty line is left out."""


class BoardCard(TapCard):
    """A tap opens what it is about, where `opens` is given."""

    title = StringProperty("")
    problem = StringProperty("")

    def __init__(
        self,
        name: str,
        title: str,
        *,
        chips: Iterable[tuple[Look, str]] = (),
        facts: Facts = (),
        problem: str = "",
        opens: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self.name, self.title, self.problem, self._opens = name, title, problem, opens
        self.dims, self.disabled = False, opens is None
        for look, text in chips:
            chip = Chip()
            chip.show(look, text)
            self.ids.chips.add_widget(chip)
        for icon, text in facts:
            if text:
                self.ids.facts.add_widget(Fact(icon=icon, text=text))

    def on_release(self) -> None:
        """Open it."""
        if self._opens is not None:
            self._opens()


load(__file__)
