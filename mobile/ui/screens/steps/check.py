"""The summary: all that goes out, each line a tap away from its step; and how they may be reached."""

from kivy.properties import BooleanProperty

from mobile.presenters.pass_on import PassOnState
from mobile.presenters.pass_on_steps import Step
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.screens.steps.step import StepPart
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.summary import SummaryLine

_CHANNEL_ICONS = {"phone": "phone-outline", "sms": "message-text-outline", "email": "email-outline"}


class CheckStep(StepPart):
    """What goes out, and the last two questions."""

    contact = BooleanProperty(False)
    needs_phone = BooleanProperty(False)
    needs_email = BooleanProperty(False)

    def render(self, state: PassOnState) -> None:
        """Draw the summary and the choices."""
        form = state.form
        self.screen.only_when_new("summary", summary(state), self._lines)
        self.ids.may_contact.active, self.ids.informed.active = form.may_contact, form.informed
        channels = [(c, words.say(f"channel.{c}"), _CHANNEL_ICONS.get(c, "")) for c in state.channels]
        self.screen.only_when_new("channels", channels, lambda new: setattr(self.ids.channel, "options", new))
        self.ids.channel.chosen = form.preferred_channel
        wrong_email = "email" in state.errors
        self.contact = form.may_contact or wrong_email
        by_mail = form.preferred_channel == "email"
        # A field that is typed in must not go from under the fingers.
        self.needs_phone = (not by_mail and not form.phone) or self.ids.phone.focused or "phone" in state.errors
        self.needs_email = by_mail or wrong_email or self.ids.email.focused
        self.fill(state, "phone", "email")
        self.ids.phone.error = self.ids.phone.error or told.error(state.errors, "reach_phone")

    def _lines(self, lines: list[tuple[str, str, str, Step]]) -> None:
        box = self.ids.lines
        box.clear_widgets()
        for icon, label, text, step in lines:
            line = SummaryLine(icon=icon, label=label, text=text, name=f"edit.{step}", last=text is lines[-1][2])
            line.step = step
            line.bind(on_release=lambda tapped: self.presenter.go_to(tapped.step))
            box.add_widget(line)


def summary(state: PassOnState) -> list[tuple[str, str, str, Step]]:
    """An icon, a heading, the words, and the step that it came from, for each that was filled in."""
    form = state.form
    service = next((s for s in state.services if s.slug == form.service), None)
    about = "  ·  ".join(
        part for part in (told.term("kind", form.kind), told.service(service) if service else "") if part
    )
    icon = service.icon if service else "help-circle-outline"
    first = (icon, words.say("pass_on.service"), about, Step.SERVICE)
    if state.joining:
        first = ("lightning-bolt-outline", words.say("pass_on.joining"), words.pick(state.joining.title), Step.PERSON)
    what = form.description.strip() or words.say("pass_on.nothing_told")
    lines = [
        first,
        ("account-outline", words.say("pass_on.who"), _who(state), Step.PERSON),
        ("text", words.say("pass_on.what"), what, Step.PROBLEM),
        ("format-list-checks", words.say("pass_on.asked"), _answers(state), Step.PROBLEM),
        ("speedometer", words.say("pass_on.severity"), _severity(state), Step.PROBLEM),
        ("camera-outline", words.say("pass_on.photos"), _photos(state), Step.PROBLEM),
        ("lightbulb-outline", words.say("pass_on.tried"), _tried(state), Step.HELP),
    ]
    return [line for line in lines if line[2]]


def _who(state: PassOnState) -> str:
    form = state.form
    place = " ".join(part for part in (told.postcode(form.postcode.upper().strip()), form.house_number.strip()) if part)
    parts = [form.name.strip(), place, form.phone.strip(), form.email.strip()]
    return "\n".join(part for part in parts if part) or words.say("pass_on.nobody")


def _answers(state: PassOnState) -> str:
    lines = []
    for question in state.questions:
        said = state.form.answers.get(question.id, {})
        chosen = next(
            (words.pick(o.text) for o in question.options if o.id == said.get("option")), said.get("text", "")
        )
        if chosen:
            lines.append(f"{words.pick(question.text)} {chosen}")
    return "\n".join(lines)


def _severity(state: PassOnState) -> str:
    if state.joining or state.form.kind == "question":
        return ""
    return told.term("severity", state.raised or state.form.severity)


def _photos(state: PassOnState) -> str:
    count = 0 if state.joining else len(state.photos)
    return words.say("pass_on.photos.count", count=count) if count else ""


def _tried(state: PassOnState) -> str:
    return "\n".join(words.pick(one.title) for one in state.help if one.tried)


load(__file__)
