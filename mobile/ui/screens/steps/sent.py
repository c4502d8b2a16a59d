"""It is on its way: what became of it so far, and the line for whom it is about."""

from kivy.properties import BooleanProperty, StringProperty

from mobile.device import Ability
from mobile.presenters.pass_on import PassOnState
from mobile.ui.language import words
from mobile.ui.screens.steps.step import StepPart
from mobile.ui.widgets.kv import load
from shared.vocabulary import SendState

_LOOKS = {SendState.SENT: ("check", "good", "sent"), SendState.FAILED: ("alert-circle", "bad", "failed")}
_WAITS = ("clock-outline", "calm", "waits")


class SentStep(StepPart):
    """Received with its reference, or waiting for a connection; it changes as the server answers."""

    icon = StringProperty("check")
    tone = StringProperty("good")
    title = StringProperty("")
    text = StringProperty("")
    reference = StringProperty("")
    line = StringProperty("")
    shares = BooleanProperty(False)

    def render(self, state: PassOnState) -> None:
        """Draw what became of it."""
        sent = state.sent
        if sent is None:
            return
        self.icon, self.tone, key = _LOOKS.get(sent.send_state, _WAITS)
        self.title = words.say(f"pass_on.sent.{key}.title")
        self.text = words.say("pass_on.joined" if state.joining and key == "sent" else f"pass_on.sent.{key}.text")
        self.reference = sent.reference or ""
        self.line = words.pick(sent.share_text)
        self.shares = Ability.SHARE in self.screen.navigator.device.abilities

    def copy_reference(self) -> None:
        """For a call or a mail."""
        self.screen.navigator.copy(self.reference, "ticket.reference.copied")

    def share(self) -> None:
        """Hand the line to another app, or to the clipboard."""
        self.screen.navigator.share(self.line, "ticket.share.copied")


load(__file__)
