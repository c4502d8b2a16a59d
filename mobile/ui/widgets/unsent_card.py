"""Something the reporter did that the server does not have yet, and what can be done when it was refused."""

from typing import Any

from kivy.properties import BooleanProperty, StringProperty

from mobile.presenters.ticket import UnsentAction
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.theme.states import SENDING, look
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.surface import Card


class UnsentCard(Card):
    """One action; buttons only where it failed."""

    title = StringProperty("")
    text = StringProperty("")
    icon = StringProperty("")
    tone = StringProperty("plain")
    state = StringProperty("")
    failed = BooleanProperty(False)
    corrects = BooleanProperty(False)
    """Whether it can be taken back to be changed."""

    def __init__(self, action: UnsentAction, screen: Any) -> None:
        self.action, self.screen = action, screen
        super().__init__()
        seen = look(SENDING, action.send_state)
        self.icon, self.tone, self.state = seen.icon, seen.tone, words.say(seen.words)
        self.title = told.term("unsent", action.kind)
        self.text = told.notice(action.problem)
        self.failed = action.send_state == "failed"
        self.corrects = action.can_correct


load(__file__)
