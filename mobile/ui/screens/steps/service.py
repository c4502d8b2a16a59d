"""What it is about: one big tile leads on."""

from kivy.properties import BooleanProperty

from mobile.presenters.pass_on import PassOnState
from mobile.presenters.values import ServiceView
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.screens.steps.step import StepPart
from mobile.ui.widgets.choice import Tile
from mobile.ui.widgets.kv import load

_KIND_ICONS = {"problem": "alert-circle-outline", "question": "help-circle-outline"}


class ServiceStep(StepPart):
    """Problem or question, and the services."""

    empty = BooleanProperty(False)

    def render(self, state: PassOnState) -> None:
        """Draw the choices."""
        self.empty = state.loaded and not state.services
        kinds = [(k, words.say(f"kind.{k}"), _KIND_ICONS.get(k, "")) for k in state.kinds]
        self.screen.only_when_new("kinds", kinds, lambda _: setattr(self.ids.kind, "options", kinds))
        self.ids.kind.chosen = state.form.kind
        self.screen.only_when_new("services", state.services, self._tiles)
        for tile in self.ids.services.children:
            tile.chosen = tile.slug == state.form.service
        self.ids.problem.text = told.error(state.errors, "service")

    def _tiles(self, services: tuple[ServiceView, ...]) -> None:
        grid = self.ids.services
        grid.clear_widgets()
        for service in services:
            tile = Tile(text=words.pick(service.title), icon=service.icon, name=f"service.{service.slug}", big=True)
            tile.slug = service.slug
            tile.bind(on_release=self._choose)
            grid.add_widget(tile)

    def _choose(self, tile: Tile) -> None:
        self.presenter.choose_service(tile.slug)
        self.presenter.next()


load(__file__)
