"""What can go wrong between the app, its server and its own memory; nothing here holds personal data."""

from collections.abc import Mapping, Sequence
from enum import StrEnum


class CoreError(Exception):
    """Anything that the app expects and has a sentence for."""


class OfflineWhy(StrEnum):
    """Why there was no usable answer."""

    NOT_REACHED = "not_reached"
    """No connection came about: the server cannot have acted."""
    NO_ANSWER = "no_answer"
    """The connection broke or took too long: the server may have acted."""
    SERVER_AWAY = "server_away"
    """5xx."""
    NOT_OUR_SERVER = "not_our_server"
    """Not JSON, a redirect, a strange certificate: a captive portal, or a proxy."""
    WRONG_DATE = "wrong_date"
    """The server's certificate is not valid yet, or no longer, by the phone's date."""
    UNREADABLE = "unreadable"
    """JSON, but not the contract's."""


class Offline(CoreError):
    """No usable answer from the server; `retry_after` (seconds) where it named a time."""

    def __init__(self, why: OfflineWhy, *, retry_after: float | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.retry_after = retry_after


class SignedOut(CoreError):
    """The server does not know the session any more (401)."""


class WrongCredentials(CoreError):
    """The e-mail address and password do not belong together."""


class Refused(CoreError):
    """The server understood and said no (4xx); `detail` is in the user's language, `errors` by JSON pointer."""

    def __init__(
        self, status: int, detail: str = "", errors: Mapping[str, str] | None = None, allowed: Sequence[str] = ()
    ) -> None:
        # Not the detail: the server's sentence may quote what was typed, and errors end up in logs.
        super().__init__(f"refused with {status}")
        self.status = status
        self.detail = detail
        self.errors = dict(errors or {})
        self.allowed = tuple(allowed)


class Conflict(Refused):
    """Somebody was first (409, 412): the server's word stands."""


class Gone(Refused):
    """The cursor is too old or of another database (410): begin again."""


class TooManyRequests(CoreError):
    """The server asks to wait `retry_after` seconds (429)."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(f"retry after {retry_after:g} s")
        self.retry_after = retry_after


class StorageError(CoreError):
    """The phone's own memory failed; what was being kept is not kept."""


class StorageFull(StorageError):
    """There is no room left on the phone."""


class StorageNewer(StorageError):
    """What is kept here was written by a later version of the app, which alone can read it."""


class StorageBroken(StorageError):
    """The phone's file is damaged."""
