"""Which known outages cover a postcode and a service, from the copy on the phone: works without a connection."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mobile.core.readings import JSON
from shared.lifecycle import OUTAGE_ENDED
from shared.postcodes import NotAPostcode, normalise
from shared.vocabulary import OutageStatus

FRESH = dt.timedelta(minutes=10)
"""Up to this age of the copy "no known outage" needs no warning."""

_NOT_KNOWN = {*OUTAGE_ENDED, OutageStatus.SUSPECTED}


class Finding(StrEnum):
    """What was found at a postcode."""

    NOT_ASKED = "not_asked"
    """No postcode yet."""
    INCOMPLETE = "incomplete"
    """Not, or not yet, a postcode."""
    COVERED = "covered"
    PARTLY = "partly"
    """Only a part of the postcode that was typed is covered: the first half of one can be typed."""
    NONE_KNOWN = "none_known"
    NEVER_READ = "never_read"
    """There is no copy of the outages yet."""


@dataclass(frozen=True)
class Check:
    """The answer; `as_of` is when the copy was last known to be right (UTC), `fresh` whether that is recent."""

    finding: Finding
    outages: tuple[JSON, ...] = ()
    as_of: dt.datetime | None = None
    fresh: bool = False


def check(
    outages: Iterable[JSON],
    postcode: str,
    service: str | None,
    *,
    country: str,
    as_of: dt.datetime | None,
    now: dt.datetime,
) -> Check:
    """Which of `outages` cover `postcode` (as typed) and `service` (None: any) at `now`."""
    if not postcode.strip():
        return Check(Finding.NOT_ASKED)
    try:
        place = normalise(postcode, country)
    except NotAPostcode:
        return Check(Finding.INCOMPLETE)
    running = [o for o in outages if is_running(o, now) and (service is None or service in o["services"])]
    inside = tuple(o for o in running if any(_holds(area, place, country) for area in o["postcodes"]))
    partly = tuple(o for o in running if any(area.startswith(place) for area in o["postcodes"]))
    fresh = as_of is not None and now - as_of <= FRESH
    if inside or partly:
        return Check(Finding.COVERED if inside else Finding.PARTLY, inside or partly, as_of, fresh)
    # "No known outage" needs a whole copy to have looked in.
    return Check(Finding.NONE_KNOWN if as_of else Finding.NEVER_READ, (), as_of, fresh)


def is_running(outage: JSON, now: dt.datetime) -> bool:
    """Whether people notice it at `now`; a status that this app doesn't know counts as running."""
    return outage["status"] not in _NOT_KNOWN and dt.datetime.fromisoformat(outage["started_at"]) <= now


def is_announced(outage: JSON, now: dt.datetime) -> bool:
    """Whether it is work that is still to begin at `now`."""
    return outage["status"] not in _NOT_KNOWN and dt.datetime.fromisoformat(outage["started_at"]) > now


def _holds(area: str, place: str, country: str) -> bool:
    return area in {"", country} or place.startswith(area)
