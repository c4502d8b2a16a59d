"""What a way of looking makes of quiet days, and of outages that begin on some of them."""

import os
import pickle
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

import numpy as np

from backend.outages.detection.baseline import Baseline
from backend.outages.detection.settings import DEFAULT
from backend.outages.detection.zones import Zones
from scripts.simulating.country import SERVICES
from scripts.simulating.happenings import LASTS, Happening, Outage, happen
from scripts.simulating.limit import minutes
from scripts.simulating.looking import Alarm, Ours, Way
from scripts.simulating.world import BEGUN, Tickets, World, together

EVERY = 4.0
"""Hours between two onsets, each anywhere within them: at night as well as by day."""
WARM_UP = 24.0
"""Hours before the first onset."""
RIGHT = 0.5
"""The share of the people of the smaller of both places that must be in the other for a place to count as right."""
AT_ONCE = 2


class Seen(NamedTuple):
    """When an outage was seen: minutes after its onset, how many of its tickets had come, Jaccard overlap of the place
    by people; minutes are infinite where it was missed."""

    minutes: float
    tickets: float
    overlap: float
    limit: float = np.inf
    """Minutes that no method can do better than in the mean."""


MISSED = Seen(np.inf, np.inf, np.nan)


@dataclass
class Quiet:
    """What came of days on which nothing was wrong."""

    days: float
    alarms: list[float] = field(default_factory=list)
    """When something was raised, hours since the epoch."""
    highest: list[float] = field(default_factory=list)
    """The highest statistic of each day."""
    tickets: int = 0
    seconds: float = 0.0
    """Of computing."""

    @property
    def per_ticket(self) -> float:
        """Microseconds of computing a ticket."""
        return 1e6 * self.seconds / max(1, self.tickets)

    @property
    def a_month(self) -> float:
        """False alarms in 30 days."""
        return len(self.alarms) * 30 / self.days


def quiet(way: Ours, tickets: Tickets, days: float) -> Quiet:
    """Those tickets, of so many days."""
    found = Quiet(days, highest=[0.0] * int(np.ceil(days)), tickets=len(tickets.at))
    first = float(np.floor(tickets.at[0] / 24) * 24) if len(tickets.at) else 0.0
    begun = time.process_time()
    for t, unit, service, reporter in rows(tickets):
        alarm = way.take(t, unit, service, reporter)
        day = min(int((t - first) / 24), len(found.highest) - 1)
        found.highest[day] = max(found.highest[day], way.statistic)
        if alarm is not None:
            found.alarms.append(t)
    found.seconds = time.process_time() - begun
    return found


def delays(
    way: Way, world: World, baseline: Baseline, kinds: Sequence[Happening], onsets: int, seed: int
) -> dict[Happening, list[Seen]]:
    """How soon each kind is seen from `onsets` onsets: at each of them this process branches off for every kind.

    The branches start from the very state in which the quiet days left it; they answer through a pipe.
    """
    rng = np.random.default_rng(seed)
    days = int(np.ceil((WARM_UP + onsets * EVERY + LASTS) / 24)) + 1
    start = BEGUN + world.first_day * 24
    tickets = world.days(world.first_day, world.first_day + days)
    found: dict[Happening, list[Seen]] = {kind: [] for kind in kinds}
    before = start
    for number in range(onsets):
        onset = start + WARM_UP + number * EVERY + rng.uniform(0, EVERY)
        for t, unit, service, reporter in rows(tickets.between(before, onset)):
            way.take(t, unit, service, reporter)
        before = onset
        outages = [happen(kind, world.zones, world.nature, onset, rng) for kind in kinds]
        usual = tickets.between(onset, onset + LASTS)
        works = [partial(_seen, way, world.zones, outage, usual) for outage in outages]
        for outage, seen in zip(outages, _branched(works), strict=True):
            found[outage.kind].append(seen._replace(limit=minutes(outage, world.zones, baseline, DEFAULT)))
    return found


def _seen(way: Way, zones: Zones, outage: Outage, usual: Tickets) -> Seen:
    """Follows one outage until it is seen at the right place and for a right service, or missed."""
    came = 0
    for t, unit, service, reporter, own in merged(usual, outage):
        came += own
        alarm = way.take(t, unit, service, reporter)
        if alarm is not None and (overlap := right(alarm, outage, zones)) is not None:
            return Seen(60 * (t - outage.onset), came, overlap)
        if t > outage.onset + LASTS:
            break
    return MISSED


def right(alarm: Alarm, outage: Outage, zones: Zones) -> float | None:
    """The Jaccard overlap by people of both places; None where the place or the services are other ones."""
    if not {SERVICES.singles[number] for number in alarm.services}.intersection(outage.kind.services):
        return None
    said, true = (float(zones.people[units].sum()) for units in (alarm.units, outage.units))
    common = float(zones.people[np.intersect1d(alarm.units, outage.units)].sum())
    return common / (said + true - common) if common >= RIGHT * min(said, true) else None


def merged(usual: Tickets, outage: Outage) -> list[tuple[float, int, int, int, bool]]:
    """All tickets in their order, and of each whether it is the outage's own."""
    others = usual if outage.others is None else together(usual, outage.others)
    both = together(others, outage.tickets)
    own = np.concatenate([np.zeros(len(others.at), bool), np.ones(len(outage.tickets.at), bool)])
    order = np.argsort(both.at, kind="stable")
    return [(*row, mine) for row, mine in zip(rows(both.chosen(order)), own[order].tolist(), strict=True)]


def rows(tickets: Tickets) -> list[tuple[float, int, int, int]]:
    """One after the other: hours since the epoch, numbers of unit, service and reporter."""
    return list(zip(*(column.tolist() for column in tickets), strict=True))


def _branched(works: Sequence[Callable[[], Seen]]) -> list[Seen]:
    """What each gives, each in a copy of this process, so that none leaves a trace in this one."""
    found = []
    for start in range(0, len(works), AT_ONCE):
        pipes = [_branch(work) for work in works[start : start + AT_ONCE]]
        for child, pipe in pipes:
            with os.fdopen(pipe, "rb") as answer:
                found.append(pickle.loads(answer.read()))  # noqa: S301 - our own process wrote it
            os.waitpid(child, 0)
    return found


def _branch(work: Callable[[], Seen]) -> tuple[int, int]:
    read, write = os.pipe()
    child = os.fork()
    if child:
        os.close(write)
        return child, read
    try:
        os.close(read)
        with os.fdopen(write, "wb") as answer:
            answer.write(pickle.dumps(work()))
    finally:
        os._exit(0)


def median(values: Sequence[float]) -> float:
    """The middle one; infinite where more than half are."""
    return float(np.median(values))


def p90(values: Sequence[float]) -> float:
    """The one that nine in ten do not pass."""
    return float(np.quantile(values, 0.9, method="higher"))
