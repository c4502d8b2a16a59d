"""Passing a problem or a question on: one step at a time, until it is on its way."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kivy.metrics import dp
from kivy.properties import BooleanProperty, NumericProperty, StringProperty

from mobile.presenters.pass_on import PassOnPresenter, PassOnState
from mobile.presenters.pass_on_steps import FIELDS, Step
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.screens.steps.check import CheckStep
from mobile.ui.screens.steps.help import HelpStep
from mobile.ui.screens.steps.person import PersonStep
from mobile.ui.screens.steps.problem import ProblemStep
from mobile.ui.screens.steps.sent import SentStep
from mobile.ui.screens.steps.service import ServiceStep
from mobile.ui.screens.steps.step import StepPart
from mobile.ui.screens.view import View
from mobile.ui.widgets.kv import load

if TYPE_CHECKING:
    from mobile.ui.navigation import Navigator

_PARTS: dict[Step, type[StepPart]] = {
    Step.SERVICE: ServiceStep,
    Step.PERSON: PersonStep,
    Step.PROBLEM: ProblemStep,
    Step.HELP: HelpStep,
    Step.CHECK: CheckStep,
    Step.SENT: SentStep,
}


class PassOnScreen(View):
    """The form; each step is made when it first comes."""

    title = StringProperty("")
    progress = StringProperty("")
    touched = BooleanProperty(False)
    sent = BooleanProperty(False)
    saved = StringProperty("")
    saved_icon = StringProperty("check")
    problem = StringProperty("")
    onward = StringProperty("")
    onward_name = StringProperty("next")
    onward_icon = StringProperty("")
    onward_look = StringProperty("filled")
    side = NumericProperty(dp(20))

    def make(self, navigator: "Navigator") -> PassOnPresenter:
        """A form's presenter."""
        self._parts: dict[Step, StepPart] = {}
        self._told_of_sending = False
        return navigator.screens.pass_on()

    def begin(
        self,
        draft_id: str | None = None,
        outage_id: str | None = None,
        affected_id: str | None = None,
        restore_id: str | None = None,
        **_: Any,
    ) -> None:
        """Go on with a draft, or start a new one: for an outage, or with what was told of a customer behind one."""
        if draft_id:
            self.presenter.open_draft(draft_id)
        elif restore_id:
            self.presenter.restore(restore_id)
        elif affected_id:
            self.presenter.start_from(affected_id)
        elif outage_id:
            self.presenter.start(outage_id=outage_id)
        else:
            self.presenter.start()

    def render(self, state: PassOnState) -> None:
        """Show `state`; a form that helped or was thrown away is left."""
        self.only_when_new("about", self.about, lambda _: self.navigator.mark_beside())
        if state.discarded and not state.loaded:
            self.navigator.left_form()
        elif state.discarded:
            self.navigator.left_form(said=words.say("pass_on.discarded"), undo=state.id)
        elif state.helped:
            self.navigator.left_form(said=words.say("pass_on.helped"), undo=state.id)
        else:
            self._frame(state)
            self._step(state)

    @property
    def about(self) -> str:
        """The draft that is written."""
        return f"draft:{self.presenter.state.id}"

    def back(self) -> bool:
        """The back key: to the step before."""
        return bool(self.presenter.back())

    def go_back(self) -> None:
        """The arrow: to the step before, or out; the draft stays."""
        if not self.back():
            self.navigator.back()

    def go_on(self) -> None:
        """The button at the foot."""
        step = self.presenter.state.step
        if step is Step.SENT:
            self.navigator.left_form()
        elif step is Step.CHECK:
            self.presenter.submit()
        else:
            self.presenter.next()

    def open_sent(self) -> None:
        """What it became: the ticket, or the outage that it belongs to."""
        state = self.presenter.state
        if state.form.outage_id:
            self.navigator.replace("outage", outage_id=state.form.outage_id)
        else:
            self.navigator.replace("ticket", ticket_id=state.submitted)

    def another(self) -> None:
        """Pass on something else."""
        self.navigator.replace("pass_on")

    def _frame(self, state: PassOnState) -> None:
        """What stands around the steps."""
        self.sent, self.touched = state.step is Step.SENT, state.touched
        at = state.steps.index(state.step) + 1 if state.step in state.steps else len(state.steps)
        self.title = words.say(f"pass_on.step.{state.step}")
        self.progress = words.say("pass_on.step", at=at, of=len(state.steps))
        self.ids.bar.render(at, len(state.steps))
        self.saved = words.say("pass_on.saved" if state.saved else "pass_on.saving") if self._keeps(state) else ""
        # A tick stands for what is done: on a full phone it never is.
        self.saved_icon = "check" if state.saved else "dots-horizontal"
        self.problem = told.notice(state.notice)
        self.onward, self.onward_name, self.onward_icon = _onward(state)
        # Beside "that helped", going on is the second choice.
        self.onward_look = "soft" if state.step is Step.HELP else "filled"
        self.ids.send.disabled = state.busy
        if self.sent and not self._told_of_sending:
            self._told_of_sending = True
            self.navigator.app.passed_on()

    def _keeps(self, state: PassOnState) -> bool:
        return state.touched and state.step in (Step.PERSON, Step.PROBLEM, Step.CHECK)

    def _step(self, state: PassOnState) -> None:
        part = self._parts.get(state.step)
        if part is None:
            part = self._parts[state.step] = _PARTS[state.step](self)
        holder = self.ids.holder
        # An id is a proxy, which is nothing but itself.
        if part not in holder.children:
            holder.clear_widgets()
            holder.add_widget(part)
            self.ids.page.focused = None
            self.ids.page.scroll_y = 1
        part.render(state)
        self.only_when_new("errors", state.errors, lambda errors: self._show_first_error(state, errors))

    def _show_first_error(self, state: PassOnState, errors: Mapping[str, object]) -> None:
        first = next((name for name in FIELDS.get(state.step, ()) if name in errors), None)
        part = self._parts[state.step]
        if first == "outage":
            self.ids.page.show(part.ids.outage_error if state.joining else part.ids.outage.question)
        elif first and first in part.ids:
            self.ids.page.show(part.ids[first])


def _onward(state: PassOnState) -> tuple[str, str, str]:
    """The words, name and icon of the button at the foot; no words where a tap on a tile leads on."""
    match state.step:
        case Step.SENT:
            return words.say("pass_on.sent.done"), "sent.done", "check"
        case Step.CHECK:
            key = "pass_on.busy" if state.busy else "pass_on.join" if state.joining else "pass_on.submit"
            return words.say(key), "submit", "check" if state.joining else "send"
        case Step.SERVICE if not state.form.service and "service" in state.required:
            return "", "next", ""
        case Step.HELP:
            return words.say("pass_on.help.go_on"), "next", "arrow-right"
        case _:
            return words.say("pass_on.next"), "next", "arrow-right"


load(__file__)
