"""What goes into the detector and what comes out of it: plain values."""

import datetime as dt
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any


@dataclass(frozen=True)
class Report:
    """A problem that was passed on: `unit` is the listed area of its postcode, `service` a single one.

    `explained` is whether a known outage accounts for it, so that it speaks for no other.
    """

    ticket: str
    at: dt.datetime
    """When the server had it, UTC."""
    unit: str
    service: str
    reporter: str
    explained: bool = False


@dataclass(frozen=True)
class Term:
    """One place and set of services, and how strongly the tickets there speak for an outage."""

    level: str
    areas: tuple[str, ...]
    """As areas are written: `3511`, `municipality:Utrecht`, `NL`."""
    services: tuple[str, ...]
    statistic: float
    """Its part of the sum: prior weight times mean Shiryaev-Roberts statistic, hours."""


@dataclass(frozen=True)
class Suspicion:
    """An outage that nobody declared, as the tickets tell it; `key` is the ticket that decided it first."""

    key: str
    at: dt.datetime
    """When it was decided, or when it last grew."""
    since: dt.datetime
    """When it began, by the most likely account of its tickets."""
    level: str
    areas: tuple[str, ...]
    services: tuple[str, ...]
    tickets: tuple[str, ...]
    """Those behind it, the first first."""
    expected: float
    """How many tickets are usual there from `since` to `at`."""
    usual_per_hour: float
    excess_per_hour: float
    """What comes on top of the usual, tickets an hour, estimated from `since`."""
    statistic: float
    threshold: float
    others: tuple[Term, ...] = ()
    """What else the same tickets speak for, the strongest first."""

    def to_json(self) -> dict[str, Any]:
        """Plain data, for the database."""
        told = asdict(self)
        return {**told, "at": self.at.isoformat(), "since": self.since.isoformat()}

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Suspicion":
        """What `to_json` gave; fields of a later release are left out."""
        known = {field.name for field in fields(cls)}
        values = {name: value for name, value in told.items() if name in known}
        values |= {name: dt.datetime.fromisoformat(told[name]) for name in ("at", "since")}
        values |= {name: tuple(told[name]) for name in ("areas", "services", "tickets")}
        others = [
            Term(one["level"], tuple(one["areas"]), tuple(one["services"]), one["statistic"]) for one in told["others"]
        ]
        return cls(**{**values, "others": tuple(others)})


@dataclass(frozen=True)
class Watched:
    """A place and services below the threshold that are worth an eye."""

    level: str
    areas: tuple[str, ...]
    services: tuple[str, ...]
    at: dt.datetime
    """Of its last ticket."""
    since: dt.datetime
    tickets: tuple[str, ...]
    expected: float
    statistic: float
    threshold: float


class Kind(StrEnum):
    """What a ticket came to."""

    USUAL = "usual"
    WATCHED = "watched"
    RAISED = "raised"
    GROWN = "grown"
    JOINED = "joined"


@dataclass(frozen=True)
class Outcome:
    """What a ticket came to; `suspicion` as it is now where one was raised, has grown, or was joined."""

    kind: Kind
    statistic: float = 0.0
    suspicion: Suspicion | None = None
