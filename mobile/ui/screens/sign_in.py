"""Signing in."""

from typing import TYPE_CHECKING, Any

from kivy.properties import BooleanProperty, StringProperty

from mobile.presenters.sign_in import SignInPresenter, SignInState
from mobile.ui import told
from mobile.ui.screens.view import View
from mobile.ui.widgets.kv import load

if TYPE_CHECKING:
    from mobile.ui.navigation import Navigator


class SignInScreen(View):
    """E-mail address, password, and what is wrong in words."""

    problem = StringProperty("")
    again = BooleanProperty(False)
    """The server ended the session: what is on the phone stays readable, so one can go back."""

    can_choose = BooleanProperty(False)

    def make(self, navigator: "Navigator") -> SignInPresenter:
        """A sign-in presenter."""
        return navigator.screens.sign_in()

    def begin(self, again: bool = False, **_: Any) -> None:
        """A first sign-in, or one again over what was open."""
        self.again = again

    def submit(self) -> None:
        """The password goes from the field to the presenter and is kept nowhere else."""
        self.presenter.sign_in(self.ids.password.text)

    def render(self, state: SignInState) -> None:
        """Show `state`; once signed in, go to the tickets."""
        self.problem = told.notice(state.notice)
        self.ids.email.fill(state.email)
        self.ids.email.error = told.error(state.errors, "email")
        self.ids.password.error = told.error(state.errors, "password")
        self.ids.submit.disabled = state.busy
        self.ids.submit.busy = state.busy
        self.ids.server.host = state.server
        self.can_choose = state.can_choose
        if state.signed_in:
            self.ids.password.fill("")
            self.navigator.go("tickets")


load(__file__)
