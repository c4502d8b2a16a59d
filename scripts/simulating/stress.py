"""Worlds that the method was not tuned on, and outages of other shapes: what comes of them, good or bad."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from backend.outages.detection.baseline import Baseline, learn
from backend.outages.detection.rates import moment
from backend.outages.detection.settings import DEFAULT
from backend.outages.detection.zones import Zones
from scripts.simulating.country import SERVICES, TIMEZONE
from scripts.simulating.happenings import TABLE, Happening
from scripts.simulating.looking import Ours
from scripts.simulating.trials import Quiet, Seen, delays, quiet
from scripts.simulating.world import BEGUN, Nature, World, together

USUAL = (TABLE[1], TABLE[3], TABLE[5], TABLE[7])
"""What each world is tried with, unless it is about other outages."""


@dataclass(frozen=True)
class Case:
    """A world, and what happens in it."""

    name: str
    nature: Nature = field(default_factory=Nature)
    kinds: Sequence[Happening] = USUAL
    relearn: int = 0
    """Days after which is learned anew, as every night: for worlds that begin with little history; 0 for never."""


CASES = (
    Case("as in the table"),
    Case("500 tickets a day", Nature(per_day=500)),
    Case("2,000 a day", Nature(per_day=2_000)),
    Case("20,000 a day", Nature(per_day=20_000)),
    Case("days differ by 20 %", Nature(day_cv=0.20)),
    Case("days differ by 30 %", Nature(day_cv=0.30)),
    Case("places differ by 30 % a day", Nature(local_cv=0.30)),
    Case("days and places differ by 30 %", Nature(day_cv=0.30, local_cv=0.30)),
    Case("hours differ by 15 %", Nature(hour_cv=0.15)),
    Case("echoes 6 %", Nature(echo=0.06)),
    Case("echoes 10 %", Nature(echo=0.10)),
    Case("history of no day", Nature(history=0), relearn=1),
    Case("history of 3 days", Nature(history=3), relearn=1),
    Case("history of 14 days", Nature(history=14), relearn=1),
    Case("holidays", Nature(holidays=(60, 61, 67, 74, 75, 76, 88, 95))),
    Case("a province's storm each 10 days, x 1.5", Nature(storm=(10, 1.5))),
    Case("a province's storm each 10 days, x 3", Nature(storm=(10, 3.0))),
    Case("one in ten passed on twice", Nature(repeats=0.10)),
    Case("three in ten up to 2 h late", Nature(late=True)),
    Case(
        "other shapes",
        kinds=(
            Happening("7 areas, up to 40 an hour in 2 h", "near7", 40, ramp=2.0),
            Happening("country, up to 300 in 3 h, mobile", "country", 300, ("mobile",), ramp=3.0),
            Happening("12 areas in a row, 40 an hour", "corridor", 40),
            Happening("7 areas, 20 an hour, 3 in 10 take another service", "near7", 20, wrong=0.3),
            Happening("7 areas, 20 an hour, beside a country's 200, mobile", "near7", 20, beside=TABLE[7]),
            Happening("7 areas, 20 an hour, beside another such elsewhere", "near7", 20, beside=TABLE[2]),
        ),
    ),
)


class Result(NamedTuple):
    """What came of a case."""

    case: Case
    baseline: Baseline
    quiet: Quiet
    seen: dict[Happening, list[Seen]]


def run(case: Case, zones: Zones, quiet_days: int, onsets: int, seed: int) -> Result:
    """Quiet days first, then outages, in worlds of their own."""
    world, baseline = begun(zones, case.nature, seed)
    found, baseline = _quiet(case, world, baseline, quiet_days)
    seen: dict[Happening, list[Seen]] = {}
    if onsets:
        other, learned = begun(zones, case.nature, seed + 1)
        seen = delays(Ours(zones, learned), other, learned, case.kinds, onsets, seed + 2)
    return Result(case, baseline, found, seen)


def begun(zones: Zones, nature: Nature, seed: int) -> tuple[World, Baseline]:
    """A world whose history is over, and what was learned of it."""
    world = World(zones, nature, seed)
    learned_at = moment(BEGUN + 24 * nature.history)
    return world, learn(world.past().history(), zones, SERVICES, learned_at, TIMEZONE, DEFAULT)


def _quiet(case: Case, world: World, baseline: Baseline, days: int) -> tuple[Quiet, Baseline]:
    """Days without an outage; with little history is learned anew each night, and the state built up again."""
    first = world.first_day
    if not case.relearn:
        return quiet(Ours(world.zones, baseline), world.days(first, first + days), days), baseline
    past = world.past()
    total = Quiet(days)
    for day in range(first, first + days, case.relearn):
        tickets = world.days(day, day + case.relearn)
        found = quiet(Ours(world.zones, baseline), tickets, case.relearn)
        total.alarms += found.alarms
        total.highest += found.highest
        total.tickets, total.seconds = total.tickets + found.tickets, total.seconds + found.seconds
        past = together(past, tickets)
        learned_at = moment(BEGUN + 24 * (day + case.relearn))
        baseline = learn(past.history(), world.zones, SERVICES, learned_at, TIMEZONE, DEFAULT)
    return total, baseline
