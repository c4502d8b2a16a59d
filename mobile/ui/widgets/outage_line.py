"""What the outage check found, right under the postcode."""

from kivy.properties import StringProperty

from mobile.presenters.values import OutageAnswer, OutageFinding
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.outage_card import OutageCard
from mobile.ui.widgets.surface import Column
from mobile.ui.widgets.toggle import Toggle

_LOOKS = {
    OutageFinding.COVERED: ("alert-decagram", "you"),
    OutageFinding.PARTLY: ("alert-decagram-outline", "you"),
    OutageFinding.NONE_KNOWN: ("check-circle-outline", "good"),
    OutageFinding.NEVER_READ: ("cloud-off-outline", "plain"),
}


class OutageLine(Column):
    """A line in words and, where there is one, the outage with what helps; a tap says that it belongs to it."""

    icon = StringProperty("")
    tone = StringProperty("plain")
    text = StringProperty("")

    __events__ = ("on_choose",)

    def __init__(self, **kwargs: object) -> None:
        self._drawn: object = None
        super().__init__(**kwargs)
        self.shown = False

    def render(self, answer: OutageAnswer, chosen: str | None, *, choosable: bool = True) -> None:
        """Show the answer; `chosen` is the outage that the reporter says it belongs to."""
        self.shown = answer.notice is not None
        self.text = told.notice(answer.notice)
        self.icon, self.tone = _LOOKS.get(answer.finding, ("dots-horizontal", "plain"))
        if answer.finding is OutageFinding.NONE_KNOWN and not answer.fresh:
            self.icon, self.tone = "clock-alert-outline", "plain"
        drawn = (answer.outages, chosen, choosable, words.code)
        if drawn != self._drawn:
            self._drawn = drawn
            self._cards(answer, chosen, choosable)

    def _cards(self, answer: OutageAnswer, chosen: str | None, choosable: bool) -> None:
        cards = self.ids.cards
        cards.clear_widgets()
        for outage in answer.outages:
            card = OutageCard(outage, compact=choosable)
            if choosable:
                same = Toggle(text=words.say("pass_on.same_outage"), active=outage.id == chosen, name="same_outage")
                same.bind(on_toggle=lambda _, yes, o=outage: self.dispatch("on_choose", o.id if yes else None))
                card.add_widget(same)
            cards.add_widget(card)

    def on_choose(self, outage_id: str | None) -> None:
        """The reporter says it belongs to this outage, or to none."""


load(__file__)
