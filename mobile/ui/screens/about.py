"""Which version this is, and whose work is in it."""

from typing import TYPE_CHECKING

from kivy.properties import StringProperty

from mobile.presenters.about import AboutPresenter, AboutState, LicenceView
from mobile.ui.screens.view import View
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.link import Link

if TYPE_CHECKING:
    from mobile.ui.navigation import Navigator


class AboutScreen(View):
    """A list of works, each of which leads to its licence."""

    version = StringProperty("")
    server = StringProperty("")

    def make(self, navigator: "Navigator") -> AboutPresenter:
        """An about presenter."""
        return navigator.screens.about()

    def render(self, state: AboutState) -> None:
        """Show `state`."""
        self.version, self.server = state.version, state.server
        self.only_when_new("licences", state.licences, self._list)

    def _list(self, licences: tuple[LicenceView, ...]) -> None:
        box = self.ids.licences
        box.clear_widgets()
        for one in licences:
            detail = "  ·  ".join(part for part in (one.version, one.licence) if part)
            link = Link(name=f"licence.{one.name}", text=one.name, detail=detail)
            link.bind(on_release=lambda _, name=one.name: self.navigator.go("licence", work=name))
            box.add_widget(link)


load(__file__)
