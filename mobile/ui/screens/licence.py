"""One licence, to be read."""

from typing import TYPE_CHECKING, Any

from kivy.properties import StringProperty

from mobile.presenters.about import AboutPresenter, AboutState, LicenceView
from mobile.ui.screens.view import View
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.words import Words

if TYPE_CHECKING:
    from mobile.ui.navigation import Navigator


class LicenceScreen(View):
    """Its text in pieces: a phone draws no label that is higher than some screens."""

    title = StringProperty("")
    licence = StringProperty("")
    address = StringProperty("")

    def make(self, navigator: "Navigator") -> AboutPresenter:
        """An about presenter."""
        return navigator.screens.about()

    def begin(self, work: str = "", **_: Any) -> None:
        """Open the licence of this work."""
        self.presenter.open(work)

    def render(self, state: AboutState) -> None:
        """Show `state`."""
        if state.opened:
            self.only_when_new("licence", state.opened, self._show)

    def open_address(self) -> None:
        """In the browser; where there is none, the address is copied."""
        if not self.navigator.device.open(self.address):
            self.navigator.copy(self.address, "action.copied")

    def _show(self, licence: LicenceView) -> None:
        self.title = f"{licence.name} {licence.version}".strip()
        self.licence, self.address = licence.licence, licence.address
        self.ids.text.clear_widgets()
        for part in licence.text:
            self.ids.text.add_widget(Words(style="small", text=part))


load(__file__)
