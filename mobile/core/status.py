"""How the app stands with the server and with its own memory."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from mobile.core.errors import StorageError


class Connection(StrEnum):
    """How the app stands with the server."""

    UNKNOWN = "unknown"
    """Nothing was tried yet."""
    ONLINE = "online"
    OFFLINE = "offline"
    NOT_OUR_SERVER = "not_our_server"
    """Something else answers, such as a hotel's sign-in page."""
    SERVER_AWAY = "server_away"
    SIGNED_OUT = "signed_out"
    """The server ended the session; the queue is kept until the same person signs in again."""
    OLD_APP = "old_app"
    """This app is older than the server still serves."""


@dataclass(frozen=True)
class SyncStatus:
    """`last_synced_at` (UTC) is when all that the server had was last known to be here."""

    connection: Connection = Connection.UNKNOWN
    last_synced_at: dt.datetime | None = None
    trouble: StorageError | None = None
