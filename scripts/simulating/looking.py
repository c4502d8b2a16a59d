"""Ways of looking at the same tickets: the product's detector and its peers, each saying when and where it sees one."""

from typing import NamedTuple, Protocol

from backend.outages.detection.baseline import Baseline
from backend.outages.detection.detector import Detector
from backend.outages.detection.rates import moment
from backend.outages.detection.reports import Kind, Report
from backend.outages.detection.settings import DEFAULT
from backend.outages.detection.zones import Ints, Zones
from scripts.simulating.country import SERVICES, TIMEZONE
from scripts.simulating.peers.peer import Peer


class Alarm(NamedTuple):
    """Something is said to be wrong: in these units and services (numbers)."""

    units: Ints
    services: tuple[int, ...]


class Way(Protocol):
    """A way of looking: takes each ticket, and says when it sees an outage."""

    def take(self, t: float, unit: int, service: int, reporter: int) -> Alarm | None:
        """A ticket, hours since the epoch, and numbers."""


class Ours:
    """The product's own detector; what it raises is left open, as if no manager had looked at it."""

    def __init__(self, zones: Zones, baseline: Baseline) -> None:
        self._zones, self._number = zones, 0
        self.statistic = 0.0
        """At the last ticket; 0 for one that only joined what was raised."""
        self.detector = Detector(zones, SERVICES, baseline, TIMEZONE, DEFAULT)

    def take(self, t: float, unit: int, service: int, reporter: int) -> Alarm | None:
        """What is raised, or proves to reach further."""
        self._number += 1
        code, slug = self._zones.units[unit].code, SERVICES.singles[service]
        outcome = self.detector.take(Report(str(self._number), moment(t), code, slug, str(reporter)))
        self.statistic = outcome.statistic if outcome.kind is not Kind.JOINED else 0.0
        if outcome.kind not in (Kind.RAISED, Kind.GROWN) or outcome.suspicion is None:
            return None
        told = outcome.suspicion
        numbers = tuple(SERVICES.singles.index(slug) for slug in told.services)
        return Alarm(self._zones.within(told.areas), numbers)


class Theirs:
    """A peer with a threshold; it begins anew after an alarm."""

    def __init__(self, peer: Peer, zones: Zones, threshold: float) -> None:
        self._peer, self._zones, self._threshold = peer, zones, threshold

    def take(self, t: float, unit: int, service: int, reporter: int) -> Alarm | None:
        """Whether it passes the threshold."""
        statistic, cell = self._peer.take(t, unit, service)
        if statistic < self._threshold:
            return None
        self._peer.restart()
        zone, k = divmod(cell, len(SERVICES.sets))
        return Alarm(self._zones.members[zone], SERVICES.sets[k])
