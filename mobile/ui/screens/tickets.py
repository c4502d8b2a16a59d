"""My tickets."""

from typing import TYPE_CHECKING, Any

from kivy.properties import BooleanProperty, StringProperty

from mobile.presenters.sync_state import SyncState
from mobile.presenters.tickets import BehindRow, DraftRow, Row, Shows, TicketsPresenter, TicketsState
from mobile.ui.language import words
from mobile.ui.screens.view import View
from mobile.ui.widgets.filters import Choice
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.roll import Line
from mobile.ui.widgets.sheet import Sheet
from mobile.ui.widgets.ticket_card import Heading, TicketCard, card_height, heading_height

if TYPE_CHECKING:
    from mobile.ui.navigation import Navigator

_SERVICE = "service"


class TicketsScreen(View):
    """What needs its reporter first, then drafts, then what is open, then what is over."""

    place = "tickets"
    any = BooleanProperty(False)
    loaded = BooleanProperty(False)
    read = BooleanProperty(True)
    searching = BooleanProperty(False)
    busy = BooleanProperty(False)
    tight = BooleanProperty(False)
    """Whether the button stands below the list: over it, it would cover most of a ticket."""
    none = StringProperty("")
    """What to say where nothing is found."""
    passing_on = BooleanProperty(False)
    """Whether the other pane does already what the button begins."""

    def __init__(self, navigator: "Navigator", **opening: Any) -> None:
        self._lines: dict[int, Line] = {}
        super().__init__(navigator, **opening)
        self._forget_sync = navigator.screens.sync.subscribe(self._sync)

    def make(self, navigator: "Navigator") -> TicketsPresenter:
        """A tickets presenter."""
        return navigator.screens.tickets()

    def render(self, state: TicketsState) -> None:
        """Show `state`."""
        self.loaded, self.read, self.any = state.loaded, state.read, state.any
        self.only_when_new(
            "filters", (state.counts, state.wanted.shows, state.wanted.service), lambda _: self._filter(state)
        )
        self.only_when_new("rows", (state.needs_me, state.drafts, state.open, state.ended), lambda _: self.fill(state))
        self.none = self._nothing(state)

    def fill(self, state: TicketsState) -> None:
        """The list's lines, each as high as it will be."""
        parts = (("needs_me", state.needs_me), ("drafts", state.drafts), ("open", state.open), ("ended", state.ended))
        width, head = self.ids.list.width - 2 * self.ids.list.side, heading_height()
        # A row that was there before has its line: of thousands only the new ones are measured.
        before, self._lines, lines = self._lines, {}, []
        for part, rows in parts:
            if rows:
                lines.append(Line(part, Heading, head, f"tickets.{part}"))
            for row in rows:
                line = before.get(id(row)) or Line(row.id, TicketCard, card_height(row, width), row)
                self._lines[id(row)] = line
                lines.append(line)
        self.ids.list.show(lines)

    def resized(self) -> None:
        """Another width wraps other lines."""
        if self.presenter:
            self._lines.clear()
            self.fill(self.presenter.state)

    def choose(self, value: str) -> None:
        """A filter was tapped."""
        self.ids.list.to_top()
        if value == _SERVICE:
            self._ask_service()
        else:
            self.presenter.show(value)

    def toggle_search(self) -> None:
        """Begin to search, or end it and show all again."""
        self.searching = not self.searching
        if self.searching:
            self.ids.search.ids.line.focus = True
        else:
            self.ids.search.fill("")
            self.ids.search.ids.line.focus = False
            self.presenter.search("")

    def show_more(self) -> None:
        """Few rows are left below: make the next of them, where there are any."""
        if self.presenter.state.more:
            self.presenter.show_more()

    def pull(self) -> None:
        """Send and read at once."""
        self.navigator.screens.sync.sync_now()

    def open(self, row: Row | DraftRow) -> None:
        """Go to a ticket, on with a draft, or to the outage that a customer stands behind."""
        if isinstance(row, DraftRow):
            self.navigator.go("pass_on", draft_id=row.id)
        elif isinstance(row, BehindRow):
            self.navigator.go("outage", outage_id=row.behind.outage_id)
        else:
            self.navigator.go("ticket", ticket_id=row.id)

    def beside(self, about: str) -> None:
        """The row that is open beside the list is marked."""
        self.ids.list.chosen = about
        self.passing_on = about.startswith("draft:")

    def back(self) -> bool:
        """The search is left first."""
        if not self.searching:
            return False
        self.toggle_search()
        return True

    def close(self) -> None:
        """The screen is left for good."""
        self._forget_sync()
        super().close()

    def _again(self, *_: object) -> None:
        self._lines.clear()
        self.ids.list.forget()
        super()._again()

    def _sync(self, state: SyncState) -> None:
        self.busy = state.busy

    def _filter(self, state: TicketsState) -> None:
        counts, wanted = state.counts, state.wanted
        numbers = {Shows.NEEDS_ME: counts.needs_me, Shows.UNREAD: counts.unread}
        choices = [
            Choice(shows, words.say(f"tickets.show.{shows}"), numbers.get(shows, 0), wanted.shows is shows)
            for shows in Shows
        ]
        if len(state.services) > 1 or wanted.service:
            chosen = next((words.pick(view.title) for view in state.services if view.slug == wanted.service), "")
            title = chosen or wanted.service or words.say("tickets.service")
            choices.append(Choice(_SERVICE, title, 0, bool(wanted.service), "menu-down"))
        self.ids.filters.show(choices)

    def _nothing(self, state: TicketsState) -> str:
        if not (state.loaded and state.any) or state.rows or state.drafts:
            return ""
        wanted = state.wanted
        narrowed = wanted.shows is not Shows.ALL or wanted.service
        key = ("both" if narrowed else "search") if wanted.search.strip() else "filter"
        return words.say(f"tickets.none.{key}")

    def _ask_service(self) -> None:
        sheet = Sheet(title=words.say("tickets.service.title"))
        for view in self.presenter.state.services:
            chosen = view.slug == self.presenter.state.wanted.service
            sheet.answer(
                f"tickets.service.{view.slug}",
                words.pick(view.title),
                "soft" if chosen else "lined",
                lambda slug=view.slug: self.presenter.choose_service(slug),
            )
        sheet.answer(
            "tickets.service.all", words.say("tickets.service.all"), "bare", lambda: self.presenter.choose_service(None)
        )
        sheet.open()


load(__file__)
