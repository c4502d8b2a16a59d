"""The outages: one's own, those near, all others; and whether there is one at a postcode."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kivy.properties import BooleanProperty, StringProperty

from mobile.presenters.outages import OutageRow, OutagesPresenter, OutagesState
from mobile.presenters.values import OutageView
from mobile.ui import strings
from mobile.ui.language import words
from mobile.ui.screens.view import View
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.outage_tile import OutageTile
from mobile.ui.widgets.words import Quiet

if TYPE_CHECKING:
    from mobile.ui.navigation import Navigator

_MOST = 25
"""Of each part: a tile takes some hundredths of a second, and nobody scrolls through more."""
Listed = tuple[tuple[str, tuple[OutageRow, ...]], ...]


class OutagesScreen(View):
    """All outages, or the answer for one postcode."""

    place = "outages"
    empty = BooleanProperty(False)
    loaded = BooleanProperty(False)
    as_of = StringProperty("")
    nothing = StringProperty("")
    follows = StringProperty("")
    _beside = ""

    def make(self, navigator: "Navigator") -> OutagesPresenter:
        """An outages presenter."""
        return navigator.screens.outages()

    def render(self, state: OutagesState) -> None:
        """Show `state`."""
        self.loaded = state.loaded
        searching = bool(state.postcode.strip())
        listed = _found(state) if searching else _all(state)
        none = state.loaded and not searching and not any(rows for _, rows in listed)
        # "None known" needs a copy to have looked in.
        self.empty = none and state.as_of is not None
        self.nothing = words.say("notice.outages_never_read") if none and state.as_of is None else ""
        if state.found is not None and not state.found:
            self.nothing = words.say("outages.nothing_found", words=state.postcode.strip())
        self.as_of = words.say("outages.as_of", at=state.as_of) if state.as_of else ""
        key = "following.some" if state.follows else "following.none"
        self.follows = words.say(key, count=state.follows) if state.loaded and not searching else ""
        self.ids.postcode.fill(state.postcode)
        example = f"pass_on.postcode.example.{state.country}"
        self.ids.postcode.hint = words.say(example) if example in strings.CATALOGUE else ""
        self.ids.answer.render(state.answer)
        self.ids.tiles.shown = any(rows for _, rows in listed)
        self.only_when_new("listed", listed, self._tiles)

    def beside(self, about: str) -> None:
        """The outage that is open beside the list is marked."""
        self._beside = about
        for tile in self.ids.tiles.children:
            if isinstance(tile, OutageTile):
                tile.chosen = tile.about == about

    def open_outage(self, outage_id: str) -> None:
        """Go to one."""
        self.navigator.go("outage", outage_id=outage_id)

    def _tiles(self, listed: Listed) -> None:
        tiles = self.ids.tiles
        tiles.clear_widgets()
        for key, rows in listed:
            if rows and key:
                tiles.add_widget(Quiet(text=words.say(key), style="label"))
            for row in rows[:_MOST]:
                tiles.add_widget(OutageTile(row, self.open_outage))
            if len(rows) > _MOST:
                tiles.add_widget(Quiet(text=words.say("outages.more", count=len(rows) - _MOST), style="small"))
        self.beside(self._beside)


def _all(state: OutagesState) -> Listed:
    """ "Elsewhere" only where something is near."""
    others = "outages.elsewhere" if state.yours or state.near else "outages.open"
    return (
        ("outages.yours", state.yours),
        ("outages.near", state.near),
        (others, state.elsewhere),
        ("outages.ended", state.ended),
    )


def _found(state: OutagesState) -> Listed:
    rows = {row.id: row for row in (*state.yours, *state.near, *state.elsewhere)}
    here: Sequence[OutageView] = state.answer.outages
    return (
        ("", tuple(rows[view.id] for view in here if view.id in rows)),
        ("outages.planned_here", state.planned),
        ("", state.found or ()),
    )


load(__file__)
