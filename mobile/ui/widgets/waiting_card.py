"""Something that waits to be sent: what it is, where it is, and what can be done with it."""

from typing import Any

from kivy.properties import BooleanProperty, NumericProperty, StringProperty

from mobile.presenters.waiting import WaitingView, Where
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.theme.states import SENDING, look
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.surface import Card

_LOOKS = {Where.SENDING: "sending", Where.FAILED: "failed"}


class WaitingCard(Card):
    """One thing; refused ones can be corrected and sent again, every one can be cancelled."""

    key = StringProperty("")
    title = StringProperty("")
    text = StringProperty("")
    about = StringProperty("")
    icon = StringProperty("")
    tone = StringProperty("plain")
    state = StringProperty("")
    where = StringProperty("")
    since = StringProperty("")
    share = NumericProperty(0)
    is_photo = BooleanProperty(False)
    can_correct = BooleanProperty(False)
    can_retry = BooleanProperty(False)
    can_open = BooleanProperty(False)

    def __init__(self, view: WaitingView, screen: Any) -> None:
        self.view, self.screen = view, screen
        super().__init__()
        seen = look(SENDING, _LOOKS.get(view.where, "queued"))
        self.key, self.icon, self.tone = view.id, seen.icon, seen.tone
        self.state = words.say(f"waiting.state.{_LOOKS.get(view.where, 'queued')}")
        self.title = told.term("unsent", view.what)
        self.text = _short(view.text)
        self.about = words.say("waiting.about", about=_short(view.about)) if view.about else ""
        self.where = told.notice(view.problem) or words.say(f"waiting.where.{view.where}", at=view.next_try_at)
        if view.share and not view.problem:
            self.where = words.say("waiting.share", share=round(view.share * 100))
        self.since = words.say("waiting.since", at=view.at)
        self.is_photo, self.share = view.what == "photo" and view.where is not Where.FAILED, view.share
        self.can_correct, self.can_retry, self.can_open = view.can_correct, view.can_retry, bool(view.ticket_id)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 120 else f"{line[:119]}…"  # noqa: PLR2004 - three lines of a small phone


load(__file__)
