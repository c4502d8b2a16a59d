"""The benchmark's parts, spread over the cores: each in a process of its own, from a seed of its own."""

import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from backend.outages.detection.baseline import Baseline
from backend.outages.detection.scan import Scan
from backend.outages.detection.settings import DEFAULT
from backend.outages.detection.zones import Zones
from scripts.simulating import country
from scripts.simulating.country import SERVICES, TIMEZONE
from scripts.simulating.happenings import TABLE, Happening
from scripts.simulating.looking import Ours, Theirs
from scripts.simulating.peers import calibration
from scripts.simulating.peers.line_up import line_up
from scripts.simulating.peers.peer import Peer
from scripts.simulating.stress import CASES, Result, begun, run
from scripts.simulating.trials import Quiet, Seen, delays, quiet, rows
from scripts.simulating.world import Nature, Tickets, World

PART = 30
"""Quiet days that one process goes through."""
_SEEDS = {"quiet": 1_000, "delays": 2_000, "peers": 3_000, "stress": 4_000}
A_MONTH = 1.0
"""False alarms in 30 days that every peer's threshold is set to."""


@dataclass(frozen=True)
class Wanted:
    """How much of it: days, onsets of each kind, and which parts."""

    areas: Path | None
    quiet_days: int = 180
    onsets: int = 96
    peer_days: int = 60
    stress_days: int = 60
    stress_onsets: int = 24
    stress: bool = True
    peers: bool = True
    seed: int = 1
    processes: int = field(default_factory=lambda: min(4, os.cpu_count() or 1))


@dataclass
class Column:
    """One way of looking: its quiet days and how soon it saw each kind of outage."""

    name: str
    quiet: Quiet
    seen: dict[Happening, list[Seen]]
    threshold: float = 0.0


@dataclass
class Found:
    """All that came of it."""

    zones: int
    sets: int
    ours: Column
    peers: list[Column]
    stress: list[Result]
    seconds: float


_here: dict[str, Zones] = {}
"""What the processes share by being branched off: `zones`, which take long to make and to hand over."""


def go(wanted: Wanted) -> Found:
    """Runs all of it and says how far it is."""
    begun_at = time.monotonic()
    _here["zones"] = country.zones(wanted.areas)
    with ProcessPoolExecutor(wanted.processes, mp_context=get_context("fork")) as pool:
        peers = [pool.submit(_peer, wanted, number) for number in range(5)] if wanted.peers else []
        parts = [pool.submit(_quiet, wanted, part) for part in range(-(-wanted.quiet_days // PART))]
        halves = [pool.submit(_delays, wanted, half) for half in range(2)]
        cases = list(enumerate(CASES)) if wanted.stress else []
        stress = [pool.submit(_stress, wanted, number) for number, _ in cases]
        waiting: list[Future[object]] = [*peers, *parts, *halves, *stress]  # type: ignore[list-item]
        for done, future in enumerate(waiting, 1):
            future.result()
            _say(f"{done} of {len(waiting)} parts done, {time.monotonic() - begun_at:.0f} s")
        ours = Column("ours", _sum([part.result() for part in parts]), _joined([half.result() for half in halves]))
        ours.threshold = DEFAULT.threshold
        return Found(
            zones=len(_country()),
            sets=len(SERVICES.sets),
            ours=ours,
            peers=[one.result() for one in peers],
            stress=[one.result() for one in stress],
            seconds=time.monotonic() - begun_at,
        )


def _country() -> Zones:
    return _here["zones"]


def _quiet(wanted: Wanted, part: int) -> Quiet:
    days = min(PART, wanted.quiet_days - part * PART)
    world, baseline = begun(_country(), Nature(), wanted.seed + _SEEDS["quiet"] + part)
    return quiet(Ours(_country(), baseline), _quiet_days(world, days), days)


def _delays(wanted: Wanted, half: int) -> dict[Happening, list[Seen]]:
    seed = wanted.seed + _SEEDS["delays"] + half
    world, baseline = begun(_country(), Nature(), seed)
    return delays(Ours(_country(), baseline), world, baseline, TABLE, wanted.onsets // 2, seed)


def _stress(wanted: Wanted, number: int) -> Result:
    case = CASES[number]
    busy = max(1, round(case.nature.per_day / 10_000))
    return run(
        case, _country(), wanted.stress_days // busy, wanted.stress_onsets, wanted.seed + _SEEDS["stress"] + 10 * number
    )


def _peer(wanted: Wanted, number: int) -> Column:
    """Its threshold is set on quiet days of one world, its alarms are counted and its delays taken in others."""
    threshold = _threshold(wanted, number)
    world, baseline, peer = _watching(wanted, number, world=1)
    tickets = _quiet_days(world, wanted.peer_days)
    begun_at = time.process_time()
    alarms = calibration.alarms(peer, [row[:3] for row in rows(tickets)], threshold)
    calm = Quiet(wanted.peer_days, alarms, tickets=len(tickets.at), seconds=time.process_time() - begun_at)
    world, baseline, peer = _watching(wanted, number, world=2)
    way, seed = Theirs(peer, _country(), threshold), wanted.seed + _SEEDS["peers"] + 2
    seen = delays(way, world, baseline, TABLE, wanted.onsets // 2, seed)
    return Column(peer.name, calm, seen, threshold)


def _threshold(wanted: Wanted, number: int) -> float:
    world, _, peer = _watching(wanted, number, world=0)
    tickets = _quiet_days(world, wanted.peer_days)
    statistic = np.array([peer.take(*row[:3])[0] for row in rows(tickets)])
    return calibration.threshold(calibration.peaks(tickets.at, statistic), wanted.peer_days, A_MONTH)


def _watching(wanted: Wanted, number: int, *, world: int) -> tuple[World, Baseline, Peer]:
    """A world whose history is over, what was learned of it, and a peer that has seen nothing of it yet."""
    zones, seed = _country(), wanted.seed + _SEEDS["peers"] + world
    found, baseline = begun(zones, Nature(), seed)
    history = World(zones, Nature(), seed).past().history()
    return found, baseline, line_up(Scan(zones, SERVICES, baseline, TIMEZONE, DEFAULT), history)[number]


def _quiet_days(world: World, days: int) -> Tickets:
    return world.days(world.first_day, world.first_day + days)


def _sum(parts: Sequence[Quiet]) -> Quiet:
    total = Quiet(sum(part.days for part in parts))
    for part in parts:
        total.alarms += part.alarms
        total.highest += part.highest
        total.tickets += part.tickets
        total.seconds += part.seconds
    return total


def _joined(halves: Sequence[dict[Happening, list[Seen]]]) -> dict[Happening, list[Seen]]:
    return {kind: [seen for half in halves for seen in half[kind]] for kind in halves[0]}


def _say(text: str) -> None:
    sys.stderr.write(f"  {text}\n")
