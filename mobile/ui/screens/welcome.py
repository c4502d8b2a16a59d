"""The first start: what the app is, in three sentences, and which company's it shall be."""

from typing import TYPE_CHECKING, Any

from kivy.properties import BooleanProperty, StringProperty

from mobile.device import Ability
from mobile.presenters.welcome import WelcomePresenter, WelcomeState
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.screens.view import View
from mobile.ui.widgets.kv import load

if TYPE_CHECKING:
    from mobile.ui.navigation import Navigator


class WelcomeScreen(View):
    """An address that is typed, or scanned where the device can."""

    problem = StringProperty("")
    busy = BooleanProperty(False)
    scans = BooleanProperty(False)

    def make(self, navigator: "Navigator") -> WelcomePresenter:
        """A welcome presenter."""
        return navigator.screens.welcome()

    def begin(self, **_: Any) -> None:
        """Offer to scan where that can be done."""
        self.scans = Ability.SCAN in self.navigator.device.abilities

    def render(self, state: WelcomeState) -> None:
        """Show `state`; once a server answered, go on to signing in."""
        self.busy = state.busy
        self.problem = told.notice(state.notice)
        self.ids.address.fill(state.address)
        self.ids.address.error = told.notice(state.error)
        if self.problem:
            self.ids.page.show(self.ids.problem)
        if state.connected:
            self.navigator.go("sign_in")

    def scan(self) -> None:
        """Let the camera read the address."""
        self.navigator.device.scan_code(self.presenter.scanned)

    def other_language(self) -> None:
        """Nobody is signed in yet whose language it could be."""
        self.navigator.app.choose_language("en" if words.code == "nl" else "nl")


load(__file__)
