"""The same false alarms for everybody: the threshold that brings so many in 30 days, and how sure a rate is.

Alarms within six hours of the first count as one: a detector begins anew after an alarm, and people look into it once.
"""

from collections.abc import Iterable, Sequence
from math import exp, floor, inf, log, sqrt
from typing import NamedTuple

import numpy as np

from backend.outages.detection.zones import Floats
from scripts.simulating.peers.peer import Peer

APART = 6.0
"""Hours."""
MONTH = 30.0
"""Days."""
_HALVINGS = 200


class Interval(NamedTuple):
    """Between which rates the true one lies; false alarms in 30 days."""

    low: float
    high: float


def peaks(at: Floats, statistic: Floats, apart: float = APART) -> Floats:
    """The highest values that lie at least so many hours apart, the highest first: each would be an alarm of its own.

    `at` ascends. Taking the highest first makes the number above a threshold fall as the threshold rises.
    """
    free = np.ones(len(at), dtype=bool)
    found = []
    for row in np.argsort(-statistic, kind="stable"):
        if free[row]:
            found.append(float(statistic[row]))
            free[np.searchsorted(at, at[row] - apart, "right") : np.searchsorted(at, at[row] + apart, "left")] = False
    return np.array(found)


def threshold(separate: Sequence[float] | Floats, days: float, a_month: float) -> float:
    """The lowest at which no more than `a_month` alarms in 30 days are raised on those quiet days; alarm where >=.

    `separate` are values that would each be an alarm of its own: `peaks`, or the maximum of each day. Where even all
    of them are not too many it is the least of them; without any there is nothing to tell it from (ValueError).
    """
    highest = np.sort(np.asarray(separate, dtype=float))[::-1]
    if not len(highest):
        raise ValueError("There is no quiet day to tell a threshold from")
    allowed = floor(a_month * days / MONTH + 1e-9)
    return float(np.nextafter(highest[allowed], inf) if allowed < len(highest) else highest[-1])


def alarms(peer: Peer, tickets: Iterable[tuple[float, int, int]], limit: float, apart: float = APART) -> list[float]:
    """When a peer alarms at that threshold; it begins anew after each, and those within `apart` hours are the same."""
    found: list[float] = []
    for t, unit, service in tickets:
        if peer.take(t, unit, service)[0] >= limit:
            peer.restart()
            if not found or t - found[-1] >= apart:
                found.append(t)
    return found


def interval(count: int, days: float, sure: float = 0.95) -> Interval:
    """The exact interval of a Poisson rate (Garwood 1936), of `count` false alarms in so many days."""
    aside = (1.0 - sure) / 2
    low = 0.0 if count == 0 else _mean_where(count - 1, 1.0 - aside)
    return Interval(low * MONTH / days, _mean_where(count, aside) * MONTH / days)


def _mean_where(most: int, chance: float) -> float:
    """The mean m with P(N <= most) = chance."""
    low, high = 0.0, 10.0 + 2.0 * most + 10.0 * sqrt(most + 1)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _at_most(most, middle) > chance else (low, middle)
    return (low + high) / 2


def _at_most(most: int, mean: float) -> float:
    """P(N <= most) of a Poisson N."""
    if mean == 0:
        return 1.0
    term = log_sum = -mean
    for number in range(1, most + 1):
        term += log(mean / number)
        upper = max(term, log_sum)
        log_sum = upper + log(exp(term - upper) + exp(log_sum - upper))
    return exp(log_sum)
