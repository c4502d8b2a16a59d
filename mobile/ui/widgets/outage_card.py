"""An outage under a form's field: what, since when, until when, and what helps; a tap opens all of it."""

from kivy.metrics import dp
from kivy.properties import ObjectProperty, StringProperty

from mobile.presenters.values import OutageView
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.theme.states import IMPACT, look
from mobile.ui.widgets.chip import Chip
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.surface import Card, Row


class Fact(Row):
    """An icon and a line."""

    icon = StringProperty("")
    text = StringProperty("")


class OutageCard(Card):
    """One outage; whatever else belongs to it is added under it."""

    view = ObjectProperty(None, allownone=True)
    title = StringProperty("")
    advice = StringProperty("")
    advice_foreign = StringProperty("")
    late = StringProperty("")

    def __init__(self, view: OutageView) -> None:
        super().__init__()
        self.view = view
        self.render()

    def render(self) -> None:
        """Show the outage in the language of the moment."""
        view: OutageView = self.view
        self.title = words.pick(view.title)
        self.advice, self.advice_foreign = words.pick(view.advice), told.foreign(view.advice)
        self.late = told.overdue(view)
        self._chips(view)
        facts = self.ids.facts
        facts.clear_widgets()
        for icon, text in (("map-marker-outline", told.where(view)), *told.times(view)):
            facts.add_widget(Fact(icon=icon, text=text))

    def _chips(self, view: OutageView) -> None:
        chips = self.ids.chips
        chips.clear_widgets()
        for seen, text in (told.outage(view), (look(IMPACT, view.impact.value), told.term("impact", view.impact))):
            chip = Chip(limit=self._chip_limit())
            chip.show(seen, text)
            chips.add_widget(chip)
            if view.ended:
                break

    def on_width(self, *_: object) -> None:
        """A chip may be as wide as the card lets it."""
        for chip in self.ids.chips.children if "chips" in self.ids else ():
            chip.limit = self._chip_limit()

    def _chip_limit(self) -> float:
        return max(dp(160), self.width - dp(32))


load(__file__)
