"""How it went: five stars with a word for each, and what one wants to add."""

from kivy.properties import BooleanProperty, NumericProperty, StringProperty

from mobile.presenters.ticket import TicketState
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.widgets.button import IconTap
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.surface import Card

MOST = 5


class Star(IconTap):
    """One of them."""

    number = NumericProperty(0)


class RateCard(Card):
    """Asks, then shows what was given; nothing where the ticket is not rated, or something else is asked first."""

    name = StringProperty("")
    stars = NumericProperty(0)
    given = StringProperty("")
    said = StringProperty("")
    choosing = BooleanProperty(False)

    __events__ = ("on_choose", "on_typed", "on_send", "on_leave")

    @staticmethod
    def has_to_say(state: TicketState) -> bool:
        """Whether it is asked, chosen or given; what works again is asked first."""
        return (state.can_rate and not state.asks_works_again) or bool(state.rating.stars or state.stars)

    def render(self, state: TicketState) -> None:
        """Show the question, what is chosen, or what was given."""
        rating = state.rating
        self.shown = self.has_to_say(state)
        if not self.shown:
            return
        if not self.ids.stars.children:
            self._make_stars()
        self.choosing = bool(state.stars)
        self.stars = state.stars or rating.stars
        self.given = words.say("rating.given", stars=rating.stars) if rating.stars and not self.choosing else ""
        waits = words.say("rating.waits") if rating.waits else ""
        self.said = "  ·  ".join(part for part in (rating.word, waits) if part) if self.given else ""
        self.ids.word.fill(state.word)
        self.ids.word.error = told.error(state.errors, "comment")
        for star in self.ids.stars.children:
            star.disabled = not state.can_rate
            star.icon = "star" if star.number <= self.stars else "star-outline"

    def meaning(self, stars: int) -> str:
        """The word that goes with so many stars."""
        return words.say(f"rating.{int(stars)}") if stars else ""

    def on_choose(self, stars: int) -> None:
        """A star was tapped."""

    def on_typed(self, text: str) -> None:
        """The word changed."""

    def on_send(self) -> None:
        """Send it."""

    def on_leave(self) -> None:
        """Leave it as it was."""

    def _make_stars(self) -> None:
        for number in range(1, MOST + 1):
            star = Star(name=f"star.{number}", number=number, told=words.say("rating.star", count=number))
            star.bind(on_release=lambda one: self.dispatch("on_choose", one.number))
            self.ids.stars.add_widget(star)


load(__file__)
