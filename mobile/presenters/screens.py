"""Makes the presenters: the one place where the window's side meets the core."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from mobile.presenters.about import AboutPresenter
from mobile.presenters.account import AccountPresenter
from mobile.presenters.base import Run, Tools
from mobile.presenters.board import BoardPresenter
from mobile.presenters.brand import BrandPresenter
from mobile.presenters.changes import Changes
from mobile.presenters.feedback import FeedbackPresenter
from mobile.presenters.following import FollowingPresenter
from mobile.presenters.outage import OutagePresenter
from mobile.presenters.outages import OutagesPresenter
from mobile.presenters.outside import OutsidePresenter
from mobile.presenters.pass_on import PassOnPresenter
from mobile.presenters.sign_in import SignInPresenter
from mobile.presenters.stored import StoredPresenter
from mobile.presenters.sync_state import SyncPresenter
from mobile.presenters.ticket import TicketPresenter
from mobile.presenters.tickets import TicketsPresenter
from mobile.presenters.waiting import WaitingPresenter
from mobile.presenters.welcome import WelcomePresenter

if TYPE_CHECKING:
    from mobile.core.core import Core


class Screens:
    """One for the app; `on_ui(callback)` calls `callback()` on the screen's thread, from whichever thread it is called.

    `sync`, `account` and `brand` live as long as the app; the others are made as a screen opens and `close()`d with it.
    """

    def __init__(self, core: "Core", run: Run, on_ui: Callable[[Callable[[], None]], None]) -> None:
        changes = Changes()
        core.subscribe(lambda: on_ui(changes.tell))
        self._tools = Tools(core, run, changes)
        self.sync = SyncPresenter(self._tools)
        self.account = AccountPresenter(self._tools)
        self.brand = BrandPresenter(self._tools)

    def welcome(self) -> WelcomePresenter:
        """The first start."""
        return WelcomePresenter(self._tools)

    def sign_in(self) -> SignInPresenter:
        """The sign-in screen."""
        return SignInPresenter(self._tools)

    def tickets(self) -> TicketsPresenter:
        """My tickets."""
        return TicketsPresenter(self._tools)

    def pass_on(self) -> PassOnPresenter:
        """A form; call `start()` or `open_draft()` next."""
        return PassOnPresenter(self._tools)

    def waiting(self) -> WaitingPresenter:
        """What waits to be sent."""
        return WaitingPresenter(self._tools)

    def ticket(self) -> TicketPresenter:
        """One ticket; call `open()` next."""
        return TicketPresenter(self._tools)

    def outages(self) -> OutagesPresenter:
        """The outages."""
        return OutagesPresenter(self._tools)

    def outage(self) -> OutagePresenter:
        """One outage; call `open()` next."""
        return OutagePresenter(self._tools)

    def outside(self) -> OutsidePresenter:
        """Mail and feeds; call `open()` next."""
        return OutsidePresenter(self._tools)

    def board(self) -> BoardPresenter:
        """How it stands, for managers."""
        return BoardPresenter(self._tools)

    def following(self) -> FollowingPresenter:
        """What is followed; call `open()` next."""
        return FollowingPresenter(self._tools)

    def feedback(self) -> FeedbackPresenter:
        """Telling those who make the app; call `open()` next."""
        return FeedbackPresenter(self._tools)

    def stored(self) -> StoredPresenter:
        """What the app keeps on this phone."""
        return StoredPresenter(self._tools)

    def about(self) -> AboutPresenter:
        """The version, and licences."""
        return AboutPresenter(self._tools)
