"""What people call a status: the names on screen, and sentences that hold one in a language other than the code's."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Self

from shared.messages import Message
from shared.vocabulary import AffectedStatus, OutageStatus, Status

STATUS = {
    Status.ACKNOWLEDGED: Message("Received"),
    Status.IN_PROGRESS: Message("In progress"),
    Status.PENDING: Message("Waiting for the reporter"),
    Status.HELD: Message("Waiting for others"),
    Status.RESOLVED: Message("Resolved"),
    Status.CLOSED: Message("Closed"),
    Status.REJECTED: Message("Rejected"),
    Status.CANCELLED: Message("Withdrawn"),
}
OUTAGE_STATUS = {
    OutageStatus.SUSPECTED: Message("suspected"),
    OutageStatus.INVESTIGATING: Message("being investigated"),
    OutageStatus.IDENTIFIED: Message("cause known"),
    OutageStatus.MONITORING: Message("being watched"),
    OutageStatus.RESOLVED: Message("over"),
    OutageStatus.CLOSED: Message("closed off"),
    OutageStatus.DISMISSED: Message("was none"),
    OutageStatus.SCHEDULED: Message("planned"),
    OutageStatus.IN_PROGRESS: Message("under way"),
    OutageStatus.COMPLETED: Message("done"),
    OutageStatus.CANCELLED: Message("called off"),
}
AFFECTED_STATUS = {
    AffectedStatus.WAITING: Message("Waiting for the outage to end"),
    AffectedStatus.ASKED: Message("Asked whether it works again"),
    AffectedStatus.WORKS: Message("Works again"),
    AffectedStatus.STILL_BROKEN: Message("Still broken"),
    AffectedStatus.CLOSED: Message("Closed"),
    AffectedStatus.UNDONE: Message("Not behind it after all"),
    AffectedStatus.WITHDRAWN: Message("Withdrawn"),
}
_NAMES: Mapping[type[StrEnum], Mapping[Any, Message]] = {
    Status: STATUS,
    OutageStatus: OUTAGE_STATUS,
    AffectedStatus: AFFECTED_STATUS,
}


class Named(Message):
    """A status in a sentence: the API's own word in the code's language, in another one its name on screen."""

    def __new__(cls, status: StrEnum) -> Self:
        """Of a status of any kind."""
        named = super().__new__(cls, str(status))
        named.template = _NAMES[type(status)][status].template
        return named
