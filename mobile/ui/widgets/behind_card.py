"""One of one's own behind an outage: for whom, where it stands, and "does it work again?"."""

from collections.abc import Callable
from typing import Any

from kivy.properties import BooleanProperty, StringProperty

from mobile.presenters.behind import BehindView
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.theme.live import theme
from mobile.ui.widgets.button import Pill
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.surface import Card


class BehindCard(Card):
    """Asks first, where something is asked; the rest is quiet. `screen` does what is tapped."""

    who = StringProperty("")
    text = StringProperty("")
    icon = StringProperty("")
    tone = StringProperty("plain")
    state = StringProperty("")
    problem = StringProperty("")
    question = StringProperty("")
    makes_ticket = BooleanProperty(False)

    def __init__(self, view: BehindView, screen: Any) -> None:
        super().__init__()
        place = told.postcode(view.postcode)
        name = view.customer_name or place or words.say("behind.someone")
        where = place if view.customer_name else ""
        self.who = "  ·  ".join(part for part in (name, where) if part)
        self.text = " ".join(view.text.split())
        seen, self.state = told.behind(view)
        self.icon, self.tone, self.problem = seen.icon, seen.tone, told.notice(view.problem)
        self.question = words.say("behind.ask", name=name) if view.asks_works else ""
        self.makes_ticket = view.asks_works and not view.is_ticket
        # Made only where they are offered: a card with all of them hidden takes three times as long.
        self._answers(view, screen)
        self._refusal(view, screen)
        if view.ticket_id:
            self._button(
                f"behind.ticket.{view.id}", "behind.open_ticket", "soft", lambda: screen.open_ticket(view.ticket_id)
            )
        if view.can_withdraw and not view.asks_works:
            self._button(f"withdraw.{view.id}", "behind.withdraw", "bare", lambda: screen.ask_withdraw(view))

    def _answers(self, view: BehindView, screen: Any) -> None:
        asks, refused = view.asks_works, view.refused is not None
        if view.can_say_works and not refused:
            key, look = ("behind.works", "filled") if asks else ("behind.works_already", "lined")
            self._button(f"works.{view.id}", key, look, lambda: screen.presenter.say_works(view.id))
        if view.can_say_broken and not refused:
            key = "behind.broken" if asks else "behind.broken_after_all"
            self._button(f"broken.{view.id}", key, "lined", lambda: screen.presenter.say_broken(view.id))

    def _refusal(self, view: BehindView, screen: Any) -> None:
        if view.can_pass_on:
            self._button(f"behind.pass_on.{view.id}", "behind.pass_on", "soft", lambda: screen.pass_on(view))
        elif view.refused:
            self._button(
                f"behind.retry.{view.id}", "action.retry", "soft", lambda: screen.presenter.retry(view.refused)
            )
        if view.refused:
            self._button(
                f"behind.discard.{view.id}", "action.discard", "bare", lambda: screen.presenter.discard(view.refused)
            )

    def _button(self, name: str, key: str, look: str, tapped: Callable[[], object]) -> None:
        button = Pill(name=name, text=words.say(key), look=look, icon=_ICONS[key])
        if look == "bare":
            button.ink = theme.danger
        button.bind(on_release=lambda _: tapped())
        self.add_widget(button)


_ICONS = {
    "behind.works": "check",
    "behind.works_already": "check",
    "behind.broken": "close",
    "behind.broken_after_all": "close",
    "behind.pass_on": "send",
    "behind.open_ticket": "forum-outline",
    "behind.withdraw": "undo-variant",
    "action.retry": "refresh",
    "action.discard": "delete-outline",
}

load(__file__)
