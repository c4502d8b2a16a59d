"""The line that every screen shows: connected or not, what is unsent, and how old the copy is."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from mobile.presenters.base import Presenter, Tools
from mobile.presenters.notices import Notice


class Connection(StrEnum):
    """How the app stands with the server."""

    UNKNOWN = "unknown"
    """Nothing was tried yet."""
    ONLINE = "online"
    OFFLINE = "offline"
    SERVER_AWAY = "server_away"
    SIGNED_OUT = "signed_out"
    """The server ended the session; the queue is kept until the same person signs in again."""
    OLD_APP = "old_app"
    """This app is older than the server still serves."""


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


class SyncPresenter(Presenter[SyncState]):
    """One for the whole app."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, SyncState())

    def sync_now(self) -> None:
        """Send and read at once: the user pulled, the app came back to the front, or the network did."""

    def dismiss_storage(self) -> None:
        """The user has read the line about the phone's memory."""
