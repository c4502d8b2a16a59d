"""The first thing on an outage's page: where it stands, what it is about, and the times that were promised."""

from kivy.properties import ColorProperty, StringProperty

from mobile.presenters.values import OutageView
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.widgets.handling_card import HandlingFact
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.surface import Card


class OutageHead(Card):
    """In the colour of its state, with words and an icon beside it."""

    icon = StringProperty("dots-horizontal")
    tone = StringProperty("plain")
    status = StringProperty("")
    title = StringProperty("")
    foreign = StringProperty("")
    late = StringProperty("")
    ink = ColorProperty()

    def render(self, view: OutageView) -> None:
        """Show where it stands."""
        seen, status = told.outage(view)
        self.icon, self.tone = seen.icon, seen.tone
        self.status = status if view.ended else f"{status}  ·  {told.term('impact', view.impact)}"
        self.title, self.foreign, self.late = words.pick(view.title), told.foreign(view.title), told.overdue(view)
        facts = self.ids.facts
        facts.clear_widgets()
        for icon, text in self._facts(view):
            facts.add_widget(HandlingFact(icon=icon, text=text, ink=self.ink))

    def _facts(self, view: OutageView) -> list[tuple[str, str]]:
        told_of = [("map-marker-outline", told.about(view)), *told.times(view)]
        if not view.ended and view.expected_end_at is None:
            told_of.append(("timer-sand-empty", words.say("outages.estimate.none")))
        for estimate in view.estimates:
            told_at = words.say("outages.estimate.earlier", expected=estimate.expected_end_at, at=estimate.at)
            told_of.append(("history", told_at))
        return told_of


load(__file__)
