"""My tickets: what needs its reporter first, then drafts, what runs and what is over; searched and filtered."""

from dataclasses import dataclass, field, replace

from mobile.presenters.base import Presenter, Tools
from mobile.presenters.ticket_list import AT_A_TIME, Counts, Shows, TicketList, Wanted
from mobile.presenters.ticket_rows import BehindRow, DraftRow, Row, TicketRow
from mobile.presenters.values import ServiceView

__all__ = ["BehindRow", "Counts", "DraftRow", "Row", "Shows", "TicketRow", "TicketsPresenter", "TicketsState", "Wanted"]


@dataclass(frozen=True)
class TicketsState:
    """`loaded` is False until the phone's own copy was read, and on a new phone there is one or a reason for none."""

    loaded: bool = False
    read: bool = True
    """Whether the server's tickets were ever read: else there may be some that this phone does not know."""
    any: bool = False
    """Whether there is anything at all, whatever is searched for; a search that finds nothing has it too."""
    needs_me: tuple[Row, ...] = ()
    """Those that ask something of the reporter, or that the server refused; as the others by last change."""
    drafts: tuple[DraftRow, ...] = ()
    open: tuple[Row, ...] = ()
    """Not ended yet, and nothing is asked."""
    ended: tuple[Row, ...] = ()
    more: int = 0
    """How many rows there are after these: `show_more` makes the next of them."""
    wanted: Wanted = field(default_factory=Wanted)
    counts: Counts = field(default_factory=Counts)
    services: tuple[ServiceView, ...] = ()
    """Those that there is a ticket of, to filter by."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """All but the drafts, in the order in which they are shown."""
        return (*self.needs_me, *self.open, *self.ended)


class TicketsPresenter(Presenter[TicketsState]):
    """The first screen."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, TicketsState())
        self._list = TicketList()
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        account, wanted = self.core.account, self._state.wanted
        if account is None:
            self._set(loaded=True, any=False, needs_me=(), drafts=(), open=(), ended=(), more=0, counts=Counts())
            return
        # Asked before it is read: a first reading that ends meanwhile tells of it, and all of this is done again.
        first = account.sync.reads_for_the_first_time
        read = account.sync.status.last_synced_at is not None
        self._read(
            lambda: self._list.read(account, wanted),
            lambda lists: self._set(loaded=not first or bool(lists["any"]), read=read, **lists),
        )

    def search(self, text: str) -> None:
        """Show what has all these words, in the ticket or its conversation."""
        self._want(replace(self._state.wanted, search=text))

    def show(self, shows: str) -> None:
        """Show all, or one kind of `Shows`; the one that is shown already gives way to all."""
        chosen = Shows(shows)
        self._want(replace(self._state.wanted, shows=Shows.ALL if chosen is self._state.wanted.shows else chosen))

    def choose_service(self, slug: str | None) -> None:
        """Show those of one service, or with None of all."""
        self._want(replace(self._state.wanted, service=slug))

    def show_more(self) -> None:
        """The list was scrolled near its end."""
        if self._state.more and self._state.wanted.limit <= len(self._state.rows):
            self._set(wanted=replace(self._state.wanted, limit=len(self._state.rows) + AT_A_TIME))
            self.refresh()

    def pull(self) -> None:
        """The user pulled the list: send and read at once."""
        self.core.wake(eager=True)

    def _want(self, wanted: Wanted) -> None:
        """Another choice begins at the top again."""
        self._set(wanted=replace(wanted, limit=Wanted.limit))
        self.refresh()
