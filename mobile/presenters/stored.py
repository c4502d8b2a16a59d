"""What the app keeps on this phone, and where the rest is."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from mobile.core.errors import CoreError
from mobile.core.stored import Stored, stored
from mobile.presenters.base import Presenter, Tools
from mobile.presenters.notices import Notice
from mobile.presenters.problems import action_notice


@dataclass(frozen=True)
class StoredState:
    """`stored` is None until it is counted; `server` is where the same is kept for the teams."""

    stored: Stored | None = None
    server: str = ""
    notice: Notice | None = None


class StoredPresenter(Presenter[StoredState]):
    """Counts again whenever something on the phone changes."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, StoredState(server=urlsplit(tools.core.server).netloc))
        self.refresh()

    def refresh(self) -> None:
        """Count."""
        account = self.core.account
        if account:
            self._read(lambda: stored(account.store), lambda counted: self._set(stored=counted, notice=None))

    def _failed(self, error: CoreError) -> None:
        self._set(notice=action_notice(error))
