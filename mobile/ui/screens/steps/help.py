"""Help at once: what can be tried before anything is passed on."""

from kivy.properties import BooleanProperty

from mobile.presenters.pass_on import PassOnState
from mobile.presenters.values import HelpView
from mobile.ui.screens.steps.step import StepPart
from mobile.ui.widgets.help_card import HelpCard
from mobile.ui.widgets.kv import load


class HelpStep(StepPart):
    """The articles that fit, the first one open; a search for others."""

    empty = BooleanProperty(False)

    def render(self, state: PassOnState) -> None:
        """Draw the articles."""
        self.ids.danger.number = state.emergency_number
        self.ids.query.fill(state.help_query)
        self.empty = not state.help
        self.screen.only_when_new("help", state.help, self._cards)

    def _cards(self, articles: tuple[HelpView, ...]) -> None:
        box = self.ids.cards
        tried = {one.id for one in articles if one.tried}
        untried = [one.id for one in articles if not one.tried]
        # The next one opens by itself when one did not help.
        unfolded = {card.view.id for card in box.children if card.unfolded} - tried or set(untried[:1])
        box.clear_widgets()
        for view in articles:
            card = HelpCard(view, unfolded=view.id in unfolded)
            card.bind(on_helped=lambda c: self.presenter.helped(c.view.id))
            card.bind(on_no=lambda c: self.presenter.did_not_help(c.view.id))
            card.bind(on_watch=lambda c: self.screen.navigator.device.open(c.view.video_url))
            box.add_widget(card)


load(__file__)
