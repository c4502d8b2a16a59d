"""Telling those who make the app what one thinks of it."""

from typing import TYPE_CHECKING, Any

from mobile.presenters.feedback import FeedbackPresenter, FeedbackState
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.screens.view import View
from mobile.ui.widgets.kv import load

if TYPE_CHECKING:
    from mobile.ui.navigation import Navigator


class FeedbackScreen(View):
    """One field; it closes by itself once it is sent."""

    def make(self, navigator: "Navigator") -> FeedbackPresenter:
        """A feedback presenter."""
        return navigator.screens.feedback()

    def begin(self, screen: str = "", **_: Any) -> None:
        """`screen` is where the user came from."""
        self.presenter.open(screen)

    def render(self, state: FeedbackState) -> None:
        """Show `state`; once sent, say so and go back."""
        self.ids.text.fill(state.text)
        self.ids.text.error = told.notice(state.notice)
        if state.sent and self.navigator.front is self:
            self.navigator.toast(words.say("feedback.sent"))
            self.navigator.back()


load(__file__)
