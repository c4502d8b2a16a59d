"""When something began, by the most likely account of a place's recent tickets."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from backend.outages.detection.recent import Counted
from backend.outages.detection.scan import LEAST_RATE, Scan
from backend.outages.detection.zones import Floats

LEAST_HOURS = 1 / 60
"""A rate is not told from less than a minute."""


class Onset(NamedTuple):
    """`since` is its first ticket's time, hours since the epoch; `expected` what is usual there from then on."""

    since: float
    tickets: tuple[str, ...]
    expected: float
    usual_per_hour: float
    excess_per_hour: float


def most_likely(scan: Scan, cell: int, rows: Sequence[Counted], t: float) -> Onset:
    """The start j and excess d that make the tickets from j on likeliest: max sum log(1 + d / null_i) - d (t - t_j).

    `rows` are the cell's tickets in their order, the last one at `t`.
    """
    at = np.array([row.t for row in rows])
    null = _null(scan, cell, at)
    lasted = np.maximum(t - at, LEAST_HOURS)
    best, first = -np.inf, len(rows) - 1
    for excess in scan.settings.excess:
        gains = np.cumsum(np.log1p(excess / null)[::-1])[::-1] - excess * lasted
        row = int(gains.argmax())
        if gains[row] > best:
            best, first = float(gains[row]), row
    since = float(at[first])
    tickets = tuple(row.ticket for row in rows[first:])
    level = scan.level_of_day(cell)
    expected = scan.usual_between(cell, since, t) * level
    usual = scan.usual(cell, t) * level
    # The first one is where it was begun to count: it says nothing about how many come in that time.
    more = max(1.0, len(tickets) - 1.0) / float(lasted[first])
    return Onset(since, tickets, expected, usual, max(0.0, more - usual))


def _null(scan: Scan, cell: int, at: Floats) -> Floats:
    level = scan.level_of_day(cell) * (1.0 + scan.margin(cell))
    usual = np.array([scan.usual(cell, one) for one in at]) * level
    echoes = np.zeros(len(at))
    for row in range(1, len(at)):
        echoes[row] = (echoes[row - 1] + 1.0) * np.exp((at[row - 1] - at[row]) / scan.settings.echo_hours)
    return np.asarray(usual + scan.echo_rate() * echoes + LEAST_RATE)
