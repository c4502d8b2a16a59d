"""What can go wrong between the app, its server and its own memory; nothing here holds personal data."""

from collections.abc import Mapping, Sequence


class CoreError(Exception):
    """Anything that the app expects and has a sentence for."""


class Offline(CoreError):
    """No usable answer: no connection, a time limit, the server away (5xx), or not our server (a captive portal)."""

    def __init__(self, why: str = "no_connection", *, retry_after: float | None = None) -> None:
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
