"""All that can be set about detection, each with its reason; measured by `./scripts/bench detection`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


def _weights(**weights: float) -> Mapping[str, float]:
    return MappingProxyType(weights)


@dataclass(frozen=True)
class Settings:
    """What the detector goes by; the defaults hold for a company of any size, as all else is learned."""

    threshold: float = 720.0
    """Hours. The statistic's mean grows by an hour an hour while nothing is wrong (Pollak 1985), so that it reaches 720
    by chance once in 30 days at most; measured, it is several times rarer."""
    least_tickets: int = 3
    """Of different reporters: two are a coincidence that a company of few tickets a day sees every month."""
    watch: float = 15.0
    """Hours. From here on managers see it on the watch list: by chance on one day in five."""

    levels: Mapping[str, float] = field(
        default_factory=lambda: _weights(
            code=0.28,
            near3=0.14,
            near7=0.10,
            near15=0.10,
            near40=0.10,
            municipality=0.10,
            telephone_area=0.03,
            prefix=0.08,
            province=0.05,
            country=0.02,
        )
    )
    """How likely an outage is of that size before any ticket has come; a street cabinet fails oftener than a country.
    Without positions `shorter` and `place` take what the circles (`near...`) would have."""
    without_positions: Mapping[str, float] = field(default_factory=lambda: _weights(shorter=0.24, place=0.20))
    by_people: float = 0.5
    """How much of a level's weight goes by how many people live there; the rest is the same for each place."""

    single: float = 0.60
    """Weight of all single services together, as most outages are of one."""
    sets: float = 0.25
    """Weight of all sets that the company knows, such as what comes over one cable."""
    together: float = 0.15
    """Weight of all services at once."""

    excess: tuple[float, ...] = (3.0, 10.0, 30.0, 100.0, 300.0)
    """Tickets an hour on top of the usual that an outage may bring; a mixture, so that none has to be guessed."""
    least_of_usual: float = 0.5
    """An excess below so much of the usual is no outage that anybody could tell from a busy hour."""

    margin: float = 0.05
    """The usual rate is taken so much higher: what eight weeks tell of an hour of the week is off by that."""
    margin_begun: float = 0.5
    """So much more where history has just begun; halved after two days, a tenth after eighteen."""
    margin_days: float = 2.0
    day_begins: int = 0
    """Local hour at which a new day begins whose level is not known yet; few tickets come then, so little is lost."""
    echo_hours: float = 0.5
    """How long one ticket goes on bringing others of the same place by itself: neighbours, and the same case again."""
    echo_least: float = 0.02
    """The share of tickets that bring another is learned, and never taken for less than this."""
    echo_unknown: float = 0.06
    """The same where there is no history."""
    reporter_hours: float = 24.0
    """A reporter counts once for a place and service within this time."""

    weeks: int = 8
    """How far back is learned from: enough for each hour of the week, and short enough to follow growth."""
    people_weight: float = 20.0
    """How many tickets a place's number of people is worth against its own tickets."""
    spread_unknown: float = 0.25
    """The day-to-day variation (coefficient) that is taken where history is too short to show it."""
    days_before: int = 2
    """Days of history below which nothing is raised: what is usual is not known at all."""

    joins_hours: float = 6.0
    """How long after its last ticket a suspicion still takes in others of its place."""
    dismissed_half_life: float = 24.0
    """Hours in which the excess that was dismissed as no outage is expected half as much again."""
    keeps_hours: float = 24.0
    """How far back tickets are kept for telling when it began."""


DEFAULT = Settings()
