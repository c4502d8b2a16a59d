"""Where it is, with the outage check right under the postcode, and whom it is about."""

from collections.abc import Sequence

from kivy.properties import BooleanProperty

from mobile.core.recent import RecentPerson
from mobile.presenters.pass_on import PassOnState
from mobile.presenters.values import OutageView
from mobile.ui import strings, told
from mobile.ui.language import words
from mobile.ui.screens.steps.step import StepPart
from mobile.ui.widgets.button import Pill
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.outage_card import OutageCard
from mobile.ui.widgets.words import Words

_SHOWN = 6
_FIELDS = ("postcode", "house_number", "name", "phone")


class PersonStep(StepPart):
    """Somebody of before with one tap, out of the clipboard, or typed: the postcode first."""

    has_recents = BooleanProperty(False)
    declined = BooleanProperty(False)

    def render(self, state: PassOnState) -> None:
        """Draw who, where, and what is known there."""
        recents = state.recents[:_SHOWN]
        self.has_recents = bool(recents)
        options = [(str(place), told_apart(person, recents), "account") for place, person in enumerate(recents)]
        self.screen.only_when_new("recents", options, lambda new: setattr(self.ids.recents, "options", new))
        typed = (state.form.name, state.form.postcode)
        self.ids.recents.chosen = next(
            (str(place) for place, one in enumerate(recents) if (one.name, one.postcode) == typed), None
        )
        self.fill(state, *_FIELDS)
        example = f"pass_on.postcode.example.{state.country}"
        self.ids.postcode.hint = words.say(example) if example in strings.CATALOGUE else ""
        self._outage(state)

    def choose_recent(self, place: str) -> None:
        """Fill in that person; the same again begins with nobody."""
        taken = place == self.ids.recents.chosen
        self.presenter.choose_person(None if taken else self.presenter.state.recents[int(place)])

    def paste(self) -> None:
        """Read the clipboard, as the user asked."""
        self.presenter.paste(self.screen.navigator.device.paste())

    def _outage(self, state: PassOnState) -> None:
        joining = state.joining is not None
        declined = not state.asks_outage and bool(state.form.declined_outage_ids and state.outage.outages)
        self.declined = declined and not joining
        self.ids.outage_error.text = told.error(state.errors, "outage")
        if joining:
            self.ids.outage.shown = False
        else:
            self.ids.outage.offer(state.outage, declined=declined)
        self.screen.only_when_new("joining", state.joining, self._joining)

    def _joining(self, view: OutageView | None) -> None:
        box = self.ids.joining
        box.clear_widgets()
        if view is None:
            return
        box.add_widget(Words(style="lead", text=words.say("pass_on.joining")))
        box.add_widget(OutageCard(view))
        box.add_widget(Words(style="small", text=words.say("outage.join.text")))
        other = Pill(name="not_this_outage", look="bare", icon="undo-variant", text=words.say("pass_on.something_else"))
        other.bind(on_release=lambda _: self.presenter.decline_outage())
        box.add_widget(other)


def told_apart(person: RecentPerson, among: Sequence[RecentPerson]) -> str:
    """The name; with the postcode too where another has the same."""
    twice = sum(other.name.casefold() == person.name.casefold() for other in among) > 1
    return f"{person.name} {told.postcode(person.postcode)}".strip() if twice else person.name


load(__file__)
