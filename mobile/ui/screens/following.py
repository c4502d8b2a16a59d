"""What one follows, and one more of it."""

from typing import TYPE_CHECKING, Any

from kivy.properties import BooleanProperty, StringProperty

from mobile.presenters.following import FollowingPresenter, FollowingState, FollowView
from mobile.presenters.values import ServiceView
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.screens.view import View
from mobile.ui.widgets.button import Pill
from mobile.ui.widgets.choice import Tile
from mobile.ui.widgets.follow_card import FollowCard
from mobile.ui.widgets.kv import load

if TYPE_CHECKING:
    from mobile.ui.navigation import Navigator


class FollowingScreen(View):
    """The list first, then a form for one more."""

    some = BooleanProperty(False)
    empty = BooleanProperty(False)
    suggests = BooleanProperty(False)
    problem = StringProperty("")

    def make(self, navigator: "Navigator") -> FollowingPresenter:
        """A following presenter."""
        self._added = 0
        return navigator.screens.following()

    def begin(self, areas: tuple[str, ...] = (), **_: Any) -> None:
        """Offer these areas."""
        self.presenter.open(areas)

    def render(self, state: FollowingState) -> None:
        """Show `state`, and say so when one was added."""
        self.some = bool(state.follows)
        self.empty = state.loaded and not state.follows
        self.problem = told.notice(state.notice)
        self.only_when_new("follows", state.follows, self._follows)
        self.suggests = bool(state.suggestions)
        self.only_when_new("suggestions", state.suggestions, self._suggestions)
        self._form(state)
        if state.added > self._added:
            self._added = state.added
            self.navigator.toast(words.say("following.added"))

    def _form(self, state: FollowingState) -> None:
        form = state.form
        kinds = [(kind, words.say(f"following.kind.{kind}"), "") for kind in state.kinds]
        self.only_when_new("kinds", kinds, lambda _: setattr(self.ids.kind, "options", kinds))
        self.ids.kind.chosen = form.kind
        self.ids.name.label = words.say(f"following.name.{form.kind}")
        self.ids.name.error = told.notice(state.error)
        self.ids.name.fill(form.name)
        self.ids.label.fill(form.label)
        self.only_when_new("services", state.services, self._tiles)
        for tile in self.ids.services.children:
            tile.chosen = tile.slug in form.services
        self.ids.mail.active = form.mail

    def _follows(self, follows: tuple[FollowView, ...]) -> None:
        box = self.ids.follows
        box.clear_widgets()
        for view in follows:
            box.add_widget(FollowCard(view, self.presenter.remove))

    def _suggestions(self, areas: tuple[str, ...]) -> None:
        box = self.ids.suggestions
        box.clear_widgets()
        for area in areas:
            pill = Pill(name=f"take.{area}", text=told.area(area), look="lined", icon="plus")
            pill.bind(on_release=lambda _, a=area: self.presenter.take(a))
            box.add_widget(pill)

    def _tiles(self, services: tuple[ServiceView, ...]) -> None:
        grid = self.ids.services
        grid.clear_widgets()
        for service in services:
            tile = Tile(text=words.pick(service.title), icon=service.icon, name=f"service.{service.slug}")
            tile.slug = service.slug
            tile.bind(on_release=lambda t: self.presenter.toggle_service(t.slug))
            grid.add_widget(tile)


load(__file__)
