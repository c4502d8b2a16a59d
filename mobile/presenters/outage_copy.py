"""What outages are looked up in, read from the phone's memory away from the screen."""

import datetime as dt
from dataclasses import dataclass, field, replace

from mobile.core.account import Account
from mobile.core.nearness import Surroundings
from mobile.core.outage_check import check
from mobile.core.readings import JSON
from mobile.presenters.behind import BehindView, behind_outages
from mobile.presenters.outage_views import outage_answer
from mobile.presenters.values import OutageAnswer
from mobile.presenters.views import Services, services_view


@dataclass(frozen=True)
class OutageCopy:
    """`as_of` is when it was last known to be right; `read` is False until there is a copy in here at all."""

    services: Services = field(default_factory=dict)
    outages: tuple[JSON, ...] = ()
    country: str = "NL"
    as_of: dt.datetime | None = None
    surroundings: Surroundings = field(default_factory=Surroundings)
    behind: tuple[BehindView, ...] = ()
    read: bool = False

    def answer(self, postcode: str, service: str | None, now: dt.datetime) -> OutageAnswer:
        """What is known at this postcode for this service."""
        found = check(self.outages, postcode, service, country=self.country, as_of=self.as_of, now=now)
        return outage_answer(found, self.services)

    def outage(self, outage_id: str | None) -> JSON | None:
        """One of them, by its id."""
        return next((outage for outage in self.outages if outage["id"] == outage_id), None)


def outage_copy(account: Account) -> OutageCopy:
    """The copy on the phone, with what makes outages this person's own or near."""
    person_id = account.person["id"]
    return replace(
        known_outages(account),
        surroundings=account.store.projections.surroundings(person_id),
        behind=tuple(behind_outages(account.store, person_id)),
    )


def known_outages(account: Account) -> OutageCopy:
    """The copy alone, which is all that a form needs."""
    mirror = account.store.mirror
    return OutageCopy(
        services_view(mirror.services()),
        tuple(mirror.outages()),
        mirror.country(),
        # Later than what was noted, where this run of the app has read.
        account.sync.status.last_synced_at or mirror.last_synced_at(),
        read=True,
    )
