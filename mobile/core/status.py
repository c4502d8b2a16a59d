"""How the app stands with the server and with its own memory."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from mobile.core.errors import StorageError
from mobile.core.link import Quality


class Connection(StrEnum):
    """How the app stands with the server."""

    UNKNOWN = "unknown"
    """Nothing was tried yet."""
    ONLINE = "online"
    OFFLINE = "offline"
    NOT_OUR_SERVER = "not_our_server"
    """Something else answers, such as a hotel's sign-in page."""
    SERVER_AWAY = "server_away"
    MAINTENANCE = "maintenance"
    """The server named a time to come back at."""
    WRONG_DATE = "wrong_date"
    """No safe connection can be made with the phone's date."""
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
    link: Quality = Quality.GOOD
    clock_is_wrong: bool = False
    """The phone's clock, that is: the app goes by the server's."""
    again_at: dt.datetime | None = None
    """When the server wants to be asked again (UTC)."""
