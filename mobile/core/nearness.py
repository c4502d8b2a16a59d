"""Which outages are somebody's own, which are near, and which are elsewhere: from the copy on the phone alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mobile.core.readings import JSON
from shared.postcodes import NotAPostcode, compact, normalise


class Nearness(StrEnum):
    """How much an outage is somebody's business, the closest first."""

    YOURS = "yours"
    """Something that this person passed on is behind it."""
    NEAR = "near"
    """Where this person follows what happens, or passed something on from."""
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Surroundings:
    """`behind` are ids of outages, `postcodes` kept ones of customers, `follows` subscriptions as the contract has."""

    country: str = "NL"
    behind: frozenset[str] = frozenset()
    postcodes: frozenset[str] = frozenset()
    follows: tuple[JSON, ...] = ()

    def nearness(self, outage: JSON) -> Nearness:
        """Where this outage belongs."""
        if outage["id"] in self.behind:
            return Nearness.YOURS
        held = any(meets(area, place, self.country) for area in outage["postcodes"] for place in self.postcodes)
        return Nearness.NEAR if held or any(self._follows(follow, outage) for follow in self.follows) else _ELSEWHERE

    def _follows(self, follow: JSON, outage: JSON) -> bool:
        services = follow.get("services") or ()
        if services and not set(services) & set(outage["services"]):
            return False
        area = follow["area"]
        # A place's postcodes are the server's to know: without them only the same name is the same place.
        places = follow.get("postcodes") or ([] if ":" in area else [compact(area)])
        return area in outage["areas"] or any(
            meets(one, place, self.country) for one in outage["postcodes"] for place in places
        )


_ELSEWHERE = Nearness.ELSEWHERE


def meets(area: str, place: str, country: str) -> bool:
    """Whether two beginnings of postcodes have a postcode in common; the country's own code is all of it."""
    everywhere = {"", country}
    return area in everywhere or place in everywhere or place.startswith(area) or area.startswith(place)


def kept_postcodes(typed: Iterable[str | None], country: str) -> frozenset[str]:
    """Those that are postcodes, in their one form."""
    found = set()
    for text in typed:
        try:
            found.add(normalise(text or "", country))
        except NotAPostcode:
            continue
    return frozenset(found)
