"""What is usual, learned from the company's own tickets: where, when, how much days differ, and echoes."""

import datetime as dt
import io
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from backend.outages.detection.rates import WEEK, Calendar, hours
from backend.outages.detection.services import Services
from backend.outages.detection.settings import Settings
from backend.outages.detection.zones import Floats, Ints, Zones

PATTERN_WEIGHT = 20.0
"""How many tickets the pattern `day x hour of the day` is worth against an hour of the week's own."""
DAYS_WEIGHT = 3.0
"""How many days the variation that is taken for unknown is worth against those seen."""
ECHO_WEIGHT = 1_000.0
"""How many tickets the echo that is taken for unknown is worth against those seen."""
BLOCK = 6
"""Hours of a part of a day."""
ENOUGH = 10.0
"""Usual tickets in a part of a day from which on its own variation can be told from chance."""
LEAST_SPREAD, MOST_SPREAD = 0.05, 1.5
MOST_ECHO = 0.3
ZONES_LOOKED_AT = 600
"""Of each level: enough to tell its variation."""


class History(NamedTuple):
    """Tickets that no outage accounts for, ascending: hours since the epoch, number of unit, number of service."""

    at: Floats
    unit: Ints
    service: Ints
    since: float
    """From when on they are complete, hours since the epoch."""
    reporter: Ints | None = None
    """Numbers of reporters, so that one who passes on the same again counts once; None where that is not known."""


@dataclass(frozen=True)
class Baseline:
    """What was learned; `at` is until when, hours since the epoch."""

    at: float
    days: float
    tickets: int
    where: Floats
    """(units,) each unit's share of the tickets."""
    by_week: Floats
    """(sets, 168) tickets an hour in the whole country, by local hour of the week."""
    levels: tuple[str, ...]
    spread: Floats
    """(levels, sets) coefficient of variation of the level of a day, beyond chance."""
    unrest: Floats
    """(levels, sets) the same of parts of a day against their day."""
    echo: float
    """The share of tickets that bring another at the same place and service."""

    def to_bytes(self) -> bytes:
        """For the database."""
        kept = io.BytesIO()
        np.savez_compressed(
            kept,
            numbers=np.array([self.at, self.days, self.tickets, self.echo]),
            where=self.where,
            by_week=self.by_week,
            levels=np.array(self.levels),
            spread=self.spread,
            unrest=self.unrest,
        )
        return kept.getvalue()

    @classmethod
    def from_bytes(cls, kept: bytes) -> "Baseline":
        """What `to_bytes` gave."""
        with np.load(io.BytesIO(kept), allow_pickle=False) as found:
            at, days, tickets, echo = (float(number) for number in found["numbers"])
            levels = tuple(str(level) for level in found["levels"])
            rest: dict[str, Any] = {name: found[name] for name in ("where", "by_week", "spread", "unrest")}
        return cls(at=at, days=days, tickets=int(tickets), echo=echo, levels=levels, **rest)


def learn(
    history: History, zones: Zones, services: Services, at: dt.datetime, timezone: str, settings: Settings
) -> Baseline:
    """The baseline as of `at`, of at most the settings' weeks before it."""
    end = hours(at)
    start = max(history.since, end - settings.weeks * WEEK)
    kept = (history.at >= start) & (history.at < end) & _first_of_their_reporter(history, settings)
    seen = History(history.at[kept], history.unit[kept], history.service[kept], start)
    calendar = Calendar(timezone, settings.day_begins)
    where = _where(seen, zones, settings)
    single = _by_week(seen, len(services.singles), calendar, end)
    # A company that has no services yet has no rows, of a week each.
    by_week = np.array([single[list(members)].sum(axis=0) for members in services.sets]).reshape(-1, WEEK)
    echo = _echo(seen, where, single, calendar, settings)
    levels = tuple(dict.fromkeys(zones.level))
    spread, unrest = _variation(seen, zones, services, where, by_week, calendar, end, echo, levels, settings)
    days = max(0.0, end - start) / 24
    return Baseline(end, days, len(seen.at), where, by_week, levels, spread, unrest, echo)


def _first_of_their_reporter(history: History, settings: Settings) -> Ints:
    """A mask without what a reporter had passed on before, of the same place and service, as the detector counts."""
    kept = np.ones(len(history.at), dtype=bool)
    if history.reporter is None or not len(history.at):
        return np.asarray(kept)
    order = np.lexsort((history.at, history.service, history.unit, history.reporter))
    same = np.ones(len(order) - 1, dtype=bool)
    for column in (history.reporter, history.unit, history.service):
        same &= column[order][1:] == column[order][:-1]
    again = same & (np.diff(history.at[order]) <= settings.reporter_hours)
    kept[order[1:][again]] = False
    return np.asarray(kept)


def _where(seen: History, zones: Zones, settings: Settings) -> Floats:
    """p_a = (n_a + c N w_a) / (n + c N): a place's own tickets, and its people where those are few."""
    units = len(zones.units)
    prior = settings.people_weight * units
    counted = np.bincount(seen.unit, minlength=units)
    return np.asarray((counted + prior * zones.people) / (len(seen.unit) + prior))


def _by_week(seen: History, singles: int, calendar: Calendar, end: float) -> Floats:
    """Tickets an hour by service and local hour of the week, each hour drawn to the pattern of its day and its hour."""
    first, last = int(seen.since), int(np.ceil(end))
    local = np.array([calendar.hour_of_week(hour) for hour in range(first, max(last, first + 1))])
    exposed = np.bincount(local, minlength=WEEK).astype(float)
    found = np.empty((singles, WEEK))
    for service in range(singles):
        at = seen.at[seen.service == service].astype(np.int64) - first
        counted = np.bincount(local[at], minlength=WEEK).astype(float)
        found[service] = _drawn(counted, exposed)
    return found


def _drawn(counted: Floats, exposed: Floats) -> Floats:
    total = counted.sum()
    mean = (total + 0.5) / max(1.0, exposed.sum())
    day = _relative(counted.reshape(7, 24).sum(axis=1), exposed.reshape(7, 24).sum(axis=1), mean)
    hour = _relative(counted.reshape(7, 24).sum(axis=0), exposed.reshape(7, 24).sum(axis=0), mean)
    pattern = mean * np.outer(day, hour).ravel()
    return np.asarray((counted + PATTERN_WEIGHT) / (exposed + PATTERN_WEIGHT / pattern))


def _relative(counted: Floats, exposed: Floats, mean: float) -> Floats:
    """Against the mean, one where nothing was seen."""
    return np.asarray((counted + PATTERN_WEIGHT) / (exposed * mean + PATTERN_WEIGHT))


def _echo(seen: History, where: Floats, single: Floats, calendar: Calendar, settings: Settings) -> float:
    """From pairs at one place and service within two echo times, beyond those that chance brings."""
    if not len(seen.at):
        return settings.echo_unknown
    window = 2 * settings.echo_hours
    key = seen.unit * single.shape[0] + seen.service
    order = np.lexsort((seen.at, key))
    key, at = key[order], seen.at[order]
    pairs, step = 0, 1
    while step < len(at):
        near = (key[step:] == key[:-step]) & (at[step:] - at[:-step] <= window)
        if not near.any():
            break
        pairs, step = pairs + int(near.sum()), step + 1
    first = int(seen.since)
    local = np.array([calendar.hour_of_week(hour) for hour in range(first, int(seen.at[-1]) + 1)])
    usual = where[seen.unit] * single[seen.service, local[seen.at.astype(np.int64) - first]] * window
    brought = max(0.0, pairs - float(usual.sum())) / (1 - np.exp(-window / settings.echo_hours))
    share = (brought + ECHO_WEIGHT * settings.echo_unknown) / (len(seen.at) + ECHO_WEIGHT)
    return float(np.clip(share, settings.echo_least, MOST_ECHO))


def _variation(
    seen: History,
    zones: Zones,
    services: Services,
    where: Floats,
    by_week: Floats,
    calendar: Calendar,
    end: float,
    echo: float,
    levels: tuple[str, ...],
    settings: Settings,
) -> tuple[Floats, Floats]:
    """phi^2 = sum((O - E)^2 - E (1 + 2 echo)) / sum E^2 over days, and over parts of days what comes on top of that."""
    spread = np.full((len(levels), len(by_week)), settings.spread_unknown)
    unrest = np.zeros_like(spread)
    first = next(h for h in range(int(np.ceil(seen.since)), int(np.ceil(seen.since)) + 25) if calendar.is_new_day(h))
    days = int((end - first) // 24)
    if days < 1:
        return spread, unrest
    local = np.array([calendar.hour_of_week(hour) for hour in range(first, first + days * 24)])
    usual = by_week[:, local].reshape(len(by_week), days * 24 // BLOCK, BLOCK).sum(axis=2)
    counted = _by_part(seen, (len(services.singles), len(zones.units), usual.shape[1]), first)
    for k, members in enumerate(services.sets):
        of_set = counted[list(members)].sum(axis=0)
        for number, level in enumerate(levels):
            there = _of_level(zones, level, of_set, where, usual[k])
            spread[number, k], unrest[number, k] = _spread_and_unrest(*there, days, echo, settings)
    return spread, unrest


def _by_part(seen: History, shape: tuple[int, int, int], first: int) -> Any:
    """(services, units, parts of days) tickets; the days begin at `first`."""
    block = ((seen.at - first) // BLOCK).astype(np.int64)
    inside = (seen.at >= first) & (block < shape[2])
    counted = np.zeros(shape, dtype=np.float32)
    np.add.at(counted, (seen.service[inside], seen.unit[inside], block[inside]), 1)
    return counted


def _spread_and_unrest(
    counted: Floats, usual: Floats, days: int, echo: float, settings: Settings
) -> tuple[float, float]:
    """Of one level's zones by part of a day: how much days differ, and parts of days against their day."""
    by_day = counted.reshape(len(counted), days, -1).sum(axis=2)
    of_days = _beyond_chance(by_day, usual.reshape(len(counted), days, -1).sum(axis=2), echo)
    variance = (days * of_days + DAYS_WEIGHT * settings.spread_unknown**2) / (days + DAYS_WEIGHT)
    spread = float(np.sqrt(np.clip(variance, LEAST_SPREAD**2, MOST_SPREAD**2)))
    if usual.mean() < ENOUGH:
        return spread, 0.0
    of_parts = _beyond_chance(counted, usual, echo)
    return spread, float(np.sqrt(np.clip(of_parts - of_days, 0.0, 1.0)))


def _of_level(zones: Zones, level: str, of_set: Any, where: Floats, usual: Floats) -> tuple[Floats, Floats]:
    """Seen and usual by zone of a level and part of a day."""
    here = [zone for zone, name in enumerate(zones.level) if name == level]
    here = here[:: max(1, len(here) // ZONES_LOOKED_AT)]
    counted = np.array([of_set[zones.members[zone]].sum(axis=0) for zone in here], dtype=float)
    share = np.array([where[zones.members[zone]].sum() for zone in here])
    return counted, np.outer(share, usual)


def _beyond_chance(counted: Floats, usual: Floats, echo: float) -> float:
    """The squared coefficient of variation that Poisson counts and echoes do not account for; never below zero."""
    square = float((usual**2).sum())
    if square == 0:
        return 0.0
    return max(0.0, float(((counted - usual) ** 2).sum() - (1 + 2 * echo) * usual.sum()) / square)
