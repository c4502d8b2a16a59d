"""Something that is followed."""

from collections.abc import Callable

from kivy.properties import StringProperty

from mobile.presenters.following import FollowView
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.theme.states import SENDING, look
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.surface import Card


class FollowCard(Card):
    """Its name, what is followed of it, and the way to stop."""

    title = StringProperty("")
    detail = StringProperty("")
    icon = StringProperty("")
    tone = StringProperty("plain")
    state = StringProperty("")
    problem = StringProperty("")
    key = StringProperty("")

    def __init__(self, view: FollowView, removed: Callable[[str], None]) -> None:
        self.view, self.removed = view, removed
        super().__init__()
        self.key = view.id
        place = words.pick(view.where) or told.area(view.area)
        self.title = view.label or place
        services = ", ".join(words.pick(s.title) for s in view.services) or words.say("following.all_services")
        mail = words.say("following.by_mail") if view.mail else ""
        parts = (place if view.label else "", services, mail)
        self.detail = "  ·  ".join(part for part in parts if part)
        if view.send_state:
            seen = look(SENDING, view.send_state)
            self.icon, self.tone, self.state = seen.icon, seen.tone, words.say(seen.words)
        self.problem = told.notice(view.problem)


load(__file__)
