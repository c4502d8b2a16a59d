"""An outage as a card: what, how bad, since when, until when, and what helps; more of it on a tap."""

from kivy.metrics import dp
from kivy.properties import BooleanProperty, ObjectProperty, StringProperty

from mobile.presenters.values import OutageView
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.theme.states import IMPACT, look
from mobile.ui.widgets.chip import Chip
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.surface import Card, Column, Row


class Fact(Row):
    """An icon and a line."""

    icon = StringProperty("")
    text = StringProperty("")


class Update(Column):
    """What people were told, and when."""

    head = StringProperty("")
    text = StringProperty("")
    foot = StringProperty("")


class OutageCard(Card):
    """One outage; `compact` leaves out what does not fit under a form's field."""

    view = ObjectProperty(None, allownone=True)
    compact = BooleanProperty(False)
    open = BooleanProperty(False)
    title = StringProperty("")
    advice = StringProperty("")

    def __init__(self, view: OutageView, *, compact: bool = False) -> None:
        super().__init__(compact=compact)
        self.view = view
        self.render()

    def render(self) -> None:
        """Show the outage in the language of the moment."""
        view: OutageView = self.view
        self.title = words.pick(view.title)
        self.advice = words.pick(view.advice) if not view.ended else ""
        self._chips(view)
        facts = self.ids.facts
        facts.clear_widgets()
        for icon, text in self._facts(view):
            facts.add_widget(Fact(icon=icon, text=text))
        self._history(view)

    def toggle(self) -> None:
        """Show or hide the history."""
        self.open = not self.open
        self._history(self.view)

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

    def _facts(self, view: OutageView) -> list[tuple[str, str]]:
        planned = view.status.value == "scheduled"
        facts = []
        if not self.compact:
            services = ", ".join(words.pick(s.title) for s in view.services)
            areas = ", ".join(told.area(a) for a in view.areas)
            facts.append(("map-marker-outline", "  ·  ".join(p for p in (services, areas) if p)))
        if view.ended and view.resolved_at:
            return [*facts, ("check", words.say("outages.over", at=view.resolved_at))]
        facts.append(("clock-start", words.say("outages.starts" if planned else "outages.since", at=view.started_at)))
        if view.expected_end_at:
            facts.append(("flag-checkered", words.say("outages.estimate", at=view.expected_end_at)))
        if view.next_update_at:
            facts.append(("message-badge-outline", words.say("outages.next", at=view.next_update_at)))
        return facts

    def _history(self, view: OutageView) -> None:
        history = self.ids.history
        history.clear_widgets()
        if not self.open:
            return
        for update in view.updates:
            earlier = update.expected_end_at
            history.add_widget(
                Update(
                    head=f"{words.moment(update.at)}  ·  {told.term('outage', update.status)}",
                    text=words.pick(update.text),
                    foot=words.say("outages.estimate.earlier", at=earlier)
                    if earlier and earlier != view.expected_end_at
                    else "",
                )
            )


load(__file__)
