"""What the outage check looks things up in, read from the phone's memory away from the screen."""

import datetime as dt
from dataclasses import dataclass, field

from mobile.core.outage_check import check
from mobile.core.readings import JSON
from mobile.core.store import Store
from mobile.presenters.values import OutageAnswer
from mobile.presenters.views import Services, outage_answer, services_view


@dataclass(frozen=True)
class OutageCopy:
    """`as_of` is when it was last known to be right; `read` is False until there is a copy in here at all."""

    services: Services = field(default_factory=dict)
    outages: tuple[JSON, ...] = ()
    country: str = "NL"
    as_of: dt.datetime | None = None
    read: bool = False

    def answer(self, postcode: str, service: str | None, now: dt.datetime) -> OutageAnswer:
        """What is known at this postcode for this service."""
        found = check(self.outages, postcode, service, country=self.country, as_of=self.as_of, now=now)
        return outage_answer(found, self.services)


def outage_copy(store: Store, last_synced_at: dt.datetime | None) -> OutageCopy:
    """The copy on the phone; `last_synced_at` is later than what was noted, where this run of the app has read."""
    mirror = store.mirror
    return OutageCopy(
        services_view(mirror.services()),
        tuple(mirror.outages()),
        mirror.country(),
        last_synced_at or mirror.last_synced_at(),
        read=True,
    )
