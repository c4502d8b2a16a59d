"""The line that every screen shows: connected or not, what is unsent, and how old the copy is."""

import datetime as dt
from dataclasses import dataclass

from mobile.core import status
from mobile.core.account import Account
from mobile.core.link import Quality
from mobile.presenters.base import Presenter, Tools
from mobile.presenters.notices import Notice, Say
from mobile.presenters.problems import storage_notice

Connection = status.Connection


@dataclass(frozen=True)
class SyncState:
    """`unsent` counts what waits or is being sent, `failed` what the server refused and somebody has to look at."""

    connection: Connection = Connection.UNKNOWN
    busy: bool = False
    unsent: int = 0
    failed: int = 0
    last_synced_at: dt.datetime | None = None
    notice: Notice | None = None
    """What to say about the connection; None when all is well."""
    storage: Notice | None = None
    """What to say about the phone's memory (full, broken); None when all is well."""


_SAID = {
    Connection.OFFLINE: Say.OFFLINE,
    Connection.NOT_OUR_SERVER: Say.NOT_OUR_SERVER,
    Connection.SERVER_AWAY: Say.SERVER_AWAY,
    Connection.WRONG_DATE: Say.WRONG_DATE,
    Connection.SIGNED_OUT: Say.SIGNED_OUT,
}


class SyncPresenter(Presenter[SyncState]):
    """One for the whole app."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, SyncState())
        self._waits_for = 0
        self._dismissed: object = None
        self.refresh()

    def sync_now(self) -> None:
        """Send and read at once: the user pulled, the app came back to the front, or the network did."""
        account = self.core.account
        if account:
            self._waits_for = account.sync.passes + 1
            self._set(busy=True)
        self.core.wake(eager=True)

    def dismiss_storage(self) -> None:
        """The user has read the line about the phone's memory."""
        self._dismissed = self._storage()
        self._set(storage=None)

    def refresh(self) -> None:
        """Read again how the app stands."""
        account = self.core.account
        self._set(storage=None if self._storage() == self._dismissed else self._storage())
        if account is None:
            self._set(connection=Connection.UNKNOWN, busy=False, unsent=0, failed=0, last_synced_at=None, notice=None)
            return
        now = account.sync.status
        self._set(
            connection=now.connection,
            busy=self._state.busy and account.sync.passes < self._waits_for,
            last_synced_at=now.last_synced_at,
            notice=self._notice(now, account),
        )
        self._read(account.store.projections.unsent, lambda n: self._set(unsent=n.waiting, failed=n.failed))

    def _notice(self, now: status.SyncStatus, account: Account) -> Notice | None:
        """The most pressing first: what stops everything, then what slows it down."""
        if now.connection is Connection.OLD_APP:
            return Notice(Say.OLD_APP, {"minimum": account.sync.minimum_app_version})
        if now.connection is Connection.MAINTENANCE and now.again_at:
            return Notice(Say.MAINTENANCE, {"at": now.again_at})
        if now.connection in (Connection.OFFLINE, Connection.ONLINE) and now.link is Quality.SHAKY:
            return Notice(Say.LINK_SHAKY)
        if now.connection in _SAID:
            return Notice(_SAID[now.connection])
        if now.clock_is_wrong:
            return Notice(Say.CLOCK_WRONG)
        slow = now.connection is Connection.ONLINE and now.link is Quality.SLOW
        return Notice(Say.LINK_SLOW) if slow else None

    def _storage(self) -> Notice | None:
        account = self.core.account
        trouble = account.sync.status.trouble if account else self.core.trouble
        if trouble:
            return storage_notice(trouble)
        rescued = account.store.rescued if account else None
        return None if rescued is None else Notice(Say.STORAGE_STARTED_AGAIN, {"rescued": rescued})
