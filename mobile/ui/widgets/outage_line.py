"""What the outage check found, right under the postcode, and the question whether this is it."""

from kivy.properties import StringProperty
from kivy.uix.widget import Widget

from mobile.presenters.values import OutageAnswer, OutageFinding
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.widgets.button import Pill
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.outage_card import OutageCard
from mobile.ui.widgets.surface import Column

_LOOKS = {
    OutageFinding.COVERED: ("alert-decagram", "you"),
    OutageFinding.PARTLY: ("alert-decagram-outline", "you"),
    OutageFinding.NONE_KNOWN: ("check-circle-outline", "good"),
    OutageFinding.NEVER_READ: ("cloud-off-outline", "plain"),
}


class OutageLine(Column):
    """A line in words, with the age of the phone's copy; with `offer`, the outages and "this is it"."""

    icon = StringProperty("")
    tone = StringProperty("plain")
    text = StringProperty("")
    as_of = StringProperty("")

    __events__ = ("on_choose", "on_decline")

    def __init__(self, **kwargs: object) -> None:
        self._drawn: object = None
        super().__init__(**kwargs)
        self.shown = False

    def render(self, answer: OutageAnswer) -> None:
        """Show the line alone."""
        self.shown = answer.notice is not None
        self.text = told.notice(answer.notice)
        # The other lines tell their age themselves.
        self.as_of = words.say("outages.as_of", at=answer.as_of) if answer.outages and answer.as_of else ""
        self.icon, self.tone = _LOOKS.get(answer.finding, ("dots-horizontal", "plain"))
        if answer.finding is OutageFinding.NONE_KNOWN and not answer.fresh:
            self.icon, self.tone = "clock-alert-outline", "plain"

    def offer(self, answer: OutageAnswer, *, declined: bool) -> None:
        """Show the line, and ask whether it is one of the outages; not again once that was declined."""
        self.render(answer)
        drawn = (answer.outages, declined, words.code)
        if drawn != self._drawn:
            self._drawn = drawn
            self._ask(answer, declined)

    @property
    def question(self) -> Widget:
        """What to bring into view for an answer: the last "this is it", which the other answer stands right under."""
        cards = [card for card in self.ids.cards.children if isinstance(card, OutageCard)]
        return cards[0].children[0] if cards else self

    def _ask(self, answer: OutageAnswer, declined: bool) -> None:
        cards = self.ids.cards
        cards.clear_widgets()
        for outage in () if declined else answer.outages:
            card = OutageCard(outage)
            card.add_widget(
                self._button(f"this_is_it.{outage.id}", "pass_on.this_is_it", "filled", "check", "on_choose", outage.id)
            )
            cards.add_widget(card)
        if answer.outages and not declined:
            cards.add_widget(self._button("something_else", "pass_on.something_else", "lined", "close", "on_decline"))

    def _button(self, name: str, key: str, look: str, icon: str, event: str, *said: str) -> Pill:
        button = Pill(name=name, text=words.say(key), look=look, icon=icon)
        button.bind(on_release=lambda _: self.dispatch(event, *said))
        return button

    def on_choose(self, outage_id: str) -> None:
        """The reporter says that it is this outage."""

    def on_decline(self) -> None:
        """The reporter says that it is none of them."""


load(__file__)
