"""An outage in the list: what, where, since when, and whether it is one's own; a tap opens all of it."""

from collections.abc import Callable

from kivy.metrics import dp
from kivy.properties import StringProperty

from mobile.presenters.outages import OutageRow
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.theme.states import IMPACT, look
from mobile.ui.widgets.chip import Chip
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.outage_card import Fact
from mobile.ui.widgets.surface import TapCard


class OutageTile(TapCard):
    """One row."""

    title = StringProperty("")
    mine = StringProperty("")
    late = StringProperty("")

    def __init__(self, row: OutageRow, opened: Callable[[str], None]) -> None:
        self._opened = opened
        self.row = row
        super().__init__()
        view = row.outage
        self.name, self.about = f"outage.{view.id}", f"outage:{view.id}"
        self.title, self.late = words.pick(view.title), told.overdue(view)
        self.asks = row.asks_me
        if row.customers:
            self.mine = words.say("outages.passed_on_for", names=", ".join(row.customers))
        self._chips(row)
        facts = [("map-marker-outline", told.about(view)), *told.times(view)[:2]]
        for icon, text in facts:
            self.ids.facts.add_widget(Fact(icon=icon, text=text))

    def on_release(self) -> None:
        """Open it."""
        self._opened(self.row.outage.id)

    def on_width(self, *_: object) -> None:
        """A chip may be as wide as the tile lets it."""
        for chip in self.ids.chips.children if "chips" in self.ids else ():
            chip.limit = max(dp(160), self.width - dp(32))

    def _chips(self, row: OutageRow) -> None:
        view = row.outage
        impact = (look(IMPACT, view.impact.value), told.term("impact", view.impact))
        for seen, text in (told.outage(view), *(() if view.ended else (impact,))):
            chip = Chip()
            chip.show(seen, text)
            self.ids.chips.add_widget(chip)


load(__file__)
