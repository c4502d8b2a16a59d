"""From tickets to suspicions: what is counted, what is raised, what joins it, and what people's decisions teach."""

import datetime as dt
from dataclasses import dataclass, field, replace

import numpy as np

from backend.outages.detection import findings
from backend.outages.detection.baseline import Baseline
from backend.outages.detection.dismissed import Dismissed
from backend.outages.detection.naming import likeliest
from backend.outages.detection.onset import Onset, most_likely
from backend.outages.detection.rates import hours
from backend.outages.detection.recent import Counted, Recent
from backend.outages.detection.reports import Kind, Outcome, Report, Suspicion, Watched
from backend.outages.detection.scan import Scan, Seen
from backend.outages.detection.services import Services
from backend.outages.detection.settings import Settings
from backend.outages.detection.zones import Ints, Zones


@dataclass
class _Active:
    """A suspicion as the detector lives with it: its tickets join it, and count for nothing else."""

    told: Suspicion
    units: frozenset[int]
    around: frozenset[int]
    """Its units and those next to them: what comes from there is no other outage."""
    services: frozenset[int]
    joined_at: float


@dataclass
class _Eyed:
    """What is on the watch list: the place and the last ticket that spoke for it."""

    cell: int
    unit: int
    service: int
    t: float
    onset: Onset = field(repr=False)


class Detector:
    """Folded over the log of reports and decisions, in its order; the same log gives the same state, anywhere."""

    def __init__(self, zones: Zones, services: Services, baseline: Baseline, timezone: str, settings: Settings) -> None:
        self.zones, self.services, self.baseline, self.settings = zones, services, baseline, settings
        self.scan = Scan(zones, services, baseline, timezone, settings)
        self._now = float("-inf")
        self._recent = Recent(zones, self.scan.sets, settings)
        self._active: dict[str, _Active] = {}
        self._dismissed = Dismissed(zones, services, settings)
        self._eyed: list[_Eyed] = []

    @property
    def knows_enough(self) -> bool:
        """Whether there is history enough to say what is usual; before that nothing is raised."""
        return self.baseline.days >= self.settings.days_before

    def take(self, report: Report, *, deciding: bool = True) -> Outcome:
        """What a ticket comes to. Where not `deciding`, what was decided then is told by `restore`.

        One from a place or for a service that is not known counts for nothing. Time never goes back: who comes late,
        or out of order, counts as of now.
        """
        unit, service = self.zones.unit(report.unit), self.services.number(report.service)
        if unit is None or service is None:
            return Outcome(Kind.USUAL)
        t = self._now = max(self._now, hours(report.at))
        cells = self.scan.cells(unit, service)
        joined = self._joins(t, unit, service)
        if joined is not None and not report.explained:
            self._join(joined, t, report.ticket)
            self.scan.account(t, cells)
            return Outcome(Kind.JOINED, joined.told.statistic, joined.told)
        if report.explained:
            self.scan.account(t, cells)
            return Outcome(Kind.USUAL)
        counted = Counted(t, unit, service, report.ticket)
        cells = self._recent.not_counted_yet(report.reporter, counted, cells)
        if not len(cells):
            return Outcome(Kind.USUAL)
        self._recent.keep(counted)
        seen = self.scan.take(t, cells, self._dismissed.expected(t, cells))
        return self._judge(seen, counted, deciding=deciding)

    def restore(self, suspicion: Suspicion) -> None:
        """Takes over what was raised, or had grown, at the report before."""
        units = self.zones.within(suspicion.areas)
        numbers = [self.services.number(slug) for slug in suspicion.services]
        services = frozenset(number for number in numbers if number is not None)
        at = hours(suspicion.at)
        self._now = max(self._now, at)
        self._active[suspicion.key] = _Active(
            suspicion, frozenset(units.tolist()), frozenset(self.zones.around(units).tolist()), services, at
        )
        self.scan.forget(units, self.services.overlapping(suspicion.services))
        self._eyed = [eyed for eyed in self._eyed if not self._touches(eyed, units, services)]

    def confirmed(self, key: str, at: dt.datetime) -> None:
        """Managers say that it is an outage: it is a known one from here on, and its place theirs to change."""
        self.ended(key, at)

    def dismissed(self, key: str, at: dt.datetime) -> None:
        """Managers say that it is none: so much more is expected there from now on, so that only more speaks again."""
        self._now = max(self._now, hours(at))
        active = self._active.pop(key, None)
        if active is None:
            return
        units = np.array(sorted(active.units), dtype=np.int64)
        lasted = max(self.settings.echo_hours, self._now - hours(active.told.since))
        excess = max(active.told.excess_per_hour, len(active.told.tickets) / lasted)
        self._dismissed.add(units, active.services, self._now, excess)
        self.scan.forget(units, self.services.overlapping(active.told.services))

    def ended(self, key: str, at: dt.datetime) -> None:
        """It is over, or goes on as another: tickets there count again."""
        self._now = max(self._now, hours(at))
        self._active.pop(key, None)

    def watched(self, at: dt.datetime) -> list[Watched]:
        """What is worth an eye now, the strongest first."""
        t = max(self._now, hours(at))
        found = []
        for eyed in self._eyed:
            statistic = self.scan.look(t, self.scan.cells(eyed.unit, eyed.service)).statistic
            if statistic >= self.settings.watch:
                found.append(findings.watched(self.scan, eyed.cell, eyed.onset, eyed.t, statistic))
        return sorted(found, key=lambda one: -one.statistic)

    def _joins(self, t: float, unit: int, service: int) -> _Active | None:
        """The suspicion that more likely than not accounts for a ticket: P = d q / (d q + l0) >= 1/2."""
        for active in self._active.values():
            if unit not in active.units or service not in active.services:
                continue
            if t - active.joined_at > self.settings.joins_hours:
                continue
            people = self.zones.people[sorted(active.units)].sum()
            brought = active.told.excess_per_hour / len(active.services) * self.zones.people[unit] / people
            single = self.scan.baseline.where[unit] * float(self.scan.rates.at(t)[service])
            if brought >= single:
                return active
        return None

    def _join(self, active: _Active, t: float, ticket: str) -> None:
        active.joined_at = t
        active.told = replace(active.told, tickets=(*active.told.tickets, ticket))

    def _judge(self, seen: Seen, counted: Counted, *, deciding: bool) -> Outcome:
        if seen.statistic < self.settings.watch or not self.knows_enough:
            return Outcome(Kind.USUAL, seen.statistic)
        onset = self._onset(int(seen.cells[int(seen.terms.argmax())]), counted.t)
        cell = likeliest(self.scan, seen, self._recent.rows, onset.since, counted.t)
        onset = self._onset(cell, counted.t)
        enough = len(onset.tickets) >= self.settings.least_tickets
        if deciding and enough and seen.statistic >= self.settings.threshold:
            return self._raise(seen, cell, onset, counted)
        self._watch(_Eyed(cell, counted.unit, counted.service, counted.t, onset))
        return Outcome(Kind.WATCHED, seen.statistic)

    def _raise(self, seen: Seen, cell: int, onset: Onset, counted: Counted) -> Outcome:
        """A suspicion of its own, or one that is open and proves to reach further."""
        found = findings.suspicion(self.scan, seen, cell, onset, counted)
        wider = self._reaches_into(cell)
        if wider is None:
            self.restore(found)
            return Outcome(Kind.RAISED, seen.statistic, found)
        found = self._together(wider, found)
        self.restore(found)
        return Outcome(Kind.GROWN, seen.statistic, found)

    def _reaches_into(self, cell: int) -> _Active | None:
        """The open suspicion of the same services there, or right next to it."""
        units, services = self.zones.members[cell // self.scan.sets], self.services.sets[cell % self.scan.sets]
        for active in self._active.values():
            late = self._now - active.joined_at > self.settings.joins_hours
            if not (late or active.services.isdisjoint(services) or active.around.isdisjoint(units.tolist())):
                return active
        return None

    def _together(self, active: _Active, found: Suspicion) -> Suspicion:
        """The earlier one as it reaches now: the new place where that holds the old one, else both."""
        was, new = active.told, frozenset(self.zones.within(found.areas).tolist())
        areas = found.areas if new >= active.units else tuple(sorted({*was.areas, *found.areas}))
        slugs = {*was.services, *found.services}
        return replace(
            found,
            key=was.key,
            areas=areas,
            services=tuple(slug for slug in self.services.singles if slug in slugs),
            since=min(was.since, found.since),
            tickets=tuple(dict.fromkeys((*was.tickets, *found.tickets))),
            expected=was.expected + found.expected,
            excess_per_hour=was.excess_per_hour + found.excess_per_hour,
            usual_per_hour=max(was.usual_per_hour, found.usual_per_hour),
        )

    def _onset(self, cell: int, t: float) -> Onset:
        """When it began in a cell, by its recent tickets."""
        zone, k = divmod(cell, self.scan.sets)
        inside, services = set(self.zones.members[zone].tolist()), set(self.services.sets[k])
        rows = [one for one in self._recent.rows if one.service in services and one.unit in inside]
        return most_likely(self.scan, cell, rows, t)

    def _watch(self, eyed: _Eyed) -> None:
        units = self.zones.members[eyed.cell // self.scan.sets]
        services = frozenset(self.services.sets[eyed.cell % self.scan.sets])
        self._eyed = [one for one in self._eyed if not self._touches(one, units, services) and self._lives(one)]
        self._eyed.append(eyed)

    def _lives(self, eyed: _Eyed) -> bool:
        return self._now - eyed.t < self.settings.joins_hours

    def _touches(self, eyed: _Eyed, units: Ints, services: frozenset[int]) -> bool:
        zone, k = divmod(eyed.cell, self.scan.sets)
        mine = set(self.services.sets[k]).intersection(services)
        return bool(mine) and bool(np.isin(self.zones.members[zone], units, assume_unique=True).any())
