"""What time it is: the phone's clock, set right by the server's where that one is plainly wrong."""

import datetime as dt
import email.utils
from collections.abc import Callable

_RIGHT_ENOUGH = dt.timedelta(minutes=2)
"""Less may be the time that an answer took, or a server's own small error."""


class ServerClock:
    """Called, it is the moment in UTC. Outages begin and copies age by it, however the phone is set."""

    def __init__(self, phone: Callable[[], dt.datetime]) -> None:
        self._phone = phone
        self._behind = dt.timedelta()

    def __call__(self) -> dt.datetime:
        """Now (UTC), as far as this phone can know."""
        return self._phone() + self._behind

    @property
    def phone_is_wrong(self) -> bool:
        """Whether the phone's own clock is off by more than some minutes."""
        return bool(self._behind)

    def hear(self, date: str | None) -> None:
        """Take the moment of an answer (RFC 9110 `Date`); what is none changes nothing."""
        try:
            said = email.utils.parsedate_to_datetime(date or "")
            behind = said - self._phone()
        except (ValueError, TypeError, OverflowError):
            return
        self._behind = behind if abs(behind) > _RIGHT_ENOUGH else dt.timedelta()
