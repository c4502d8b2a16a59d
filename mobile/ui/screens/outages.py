"""The outages: what is known to be down, and whether that is so at a postcode."""

from typing import TYPE_CHECKING

from kivy.properties import BooleanProperty, StringProperty

from mobile.presenters.outages import OutagesPresenter, OutagesState
from mobile.presenters.values import OutageView
from mobile.ui import strings
from mobile.ui.language import words
from mobile.ui.screens.view import View
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.outage_card import OutageCard
from mobile.ui.widgets.words import Quiet

if TYPE_CHECKING:
    from mobile.ui.navigation import Navigator


class OutagesScreen(View):
    """All outages, or the answer for one postcode."""

    place = "outages"
    empty = BooleanProperty(False)
    loaded = BooleanProperty(False)
    as_of = StringProperty("")

    def make(self, navigator: "Navigator") -> OutagesPresenter:
        """An outages presenter."""
        return navigator.screens.outages()

    def render(self, state: OutagesState) -> None:
        """Show `state`."""
        self.loaded = state.loaded
        searching = bool(state.postcode.strip())
        self.empty = state.loaded and not searching and not (state.open or state.ended)
        self.as_of = words.say("outages.as_of", at=state.as_of) if state.as_of and not searching else ""
        self.ids.postcode.fill(state.postcode)
        example = f"pass_on.postcode.example.{state.country}"
        self.ids.postcode.hint = words.say(example) if example in strings.CATALOGUE else ""
        self.ids.answer.render(state.answer, None, choosable=False)
        listed = () if searching else (("outages.open", state.open), ("outages.ended", state.ended))
        self.only_when_new("listed", listed, self._cards)

    def _cards(self, listed: tuple[tuple[str, tuple[OutageView, ...]], ...]) -> None:
        cards = self.ids.cards
        cards.clear_widgets()
        for key, outages in listed:
            if outages:
                cards.add_widget(Quiet(text=words.say(key), style="label"))
            for outage in outages:
                cards.add_widget(OutageCard(outage))


load(__file__)
