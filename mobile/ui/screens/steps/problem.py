"""What is wrong, in one's own words, and what the team of the service wants to know, as taps; photos."""

from kivy.properties import BooleanProperty, StringProperty

from mobile.core.photos import MOST
from mobile.device import Ability
from mobile.presenters.pass_on import PassOnState
from mobile.presenters.pass_on_steps import ANSWER
from mobile.presenters.values import QuestionView
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.screens.steps.step import StepPart
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.question import Question


class ProblemStep(StepPart):
    """The story and what belongs to it."""

    asks_severity = BooleanProperty(True)
    takes_photos = BooleanProperty(True)
    raised = StringProperty("")

    def render(self, state: PassOnState) -> None:
        """Draw the story, the questions and the photos."""
        self.fill(state, "description")
        self.ids.description.hint = "" if state.joining else words.say("pass_on.what.hint")
        self.screen.only_when_new("questions", state.questions, self._questions)
        for question in self.ids.questions.children:
            name = question.view.id
            question.show(state.form.answers.get(name, {}), told.error(state.errors, ANSWER + name))
        self._severity(state)
        device = self.screen.navigator.device
        can = {Ability.CAMERA, Ability.PHOTOS} & device.abilities
        self.takes_photos = not state.joining and bool(can or state.photos)
        self.ids.photos.render(state.photos, state.adding, device.abilities, more=state.more_photos)
        self.ids.danger.number = state.emergency_number

    def label(self, state: PassOnState, name: str) -> str:
        """What is told depends on what it is."""
        return "pass_on.what.join" if state.joining else _LABELS.get(state.form.kind, "pass_on.what")

    def pick(self) -> None:
        """Let the user choose photos that they have."""
        state = self.presenter.state
        self.screen.navigator.device.pick_photo(self.presenter.add_photos, most=MOST - len(state.photos))

    def take(self) -> None:
        """Let the user take one."""
        self.screen.navigator.device.take_photo(self.presenter.add_photos)

    def _severity(self, state: PassOnState) -> None:
        self.asks_severity = not state.joining
        severities = [(s, told.term("severity", s), "") for s in state.severities]
        self.screen.only_when_new("severities", severities, lambda new: setattr(self.ids.severity, "options", new))
        self.ids.severity.chosen = state.form.severity
        self.ids.severity_error.text = told.error(state.errors, "severity")
        raised = told.term("severity", state.raised)
        self.raised = words.say("pass_on.raised", severity=raised) if raised else ""

    def _questions(self, questions: tuple[QuestionView, ...]) -> None:
        box = self.ids.questions
        box.clear_widgets()
        for view in questions:
            question = Question(view)
            question.bind(on_answer=lambda q, option: self.presenter.answer(q.view.id, option))
            question.bind(on_typed=lambda q, text: self.presenter.type_answer(q.view.id, text))
            box.add_widget(question)


_LABELS = {"question": "pass_on.what.question"}

load(__file__)
