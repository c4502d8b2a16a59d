"""By which of the places and services that hold its tickets an outage is named.

The scan counts what comes in a place as a whole: that is quick, and keeps the promise on false alarms. Where exactly
its tickets lie tells more. Each of a cell's recent tickets i, at a unit with the share q_i of the cell's people and
services, weighs by what is usual right there and by what earlier ones there bring by themselves:

    log prior + sum log(1 + d q_i / (l_i + h_i)) - d (t - t_1)        d = the cell's tickets an hour

so that six tickets of one street are not named by its province.
"""

from collections.abc import Sequence

import numpy as np

from backend.outages.detection.onset import LEAST_HOURS
from backend.outages.detection.recent import Counted
from backend.outages.detection.scan import LEAST_RATE, Scan, Seen
from backend.outages.detection.zones import Floats, Ints

WORTH = 1e-4
"""Cells with a smaller part of the evidence than this, of the largest, are not looked at."""


def likeliest(scan: Scan, seen: Seen, rows: Sequence[Counted], since: float, t: float) -> int:
    """The cell, of those that hold the ticket that was seen; `rows` are all recent tickets, of all places."""
    cells = seen.cells[seen.terms >= WORTH * seen.terms.max()]
    recent = [row for row in rows if row.t >= since]
    lasted = max(t - since, LEAST_HOURS)
    inside = _inside(scan, cells, recent)
    more = np.maximum(inside.sum(axis=1) - 1.0, 1.0) / lasted
    zones, sets = cells // scan.sets, cells % scan.sets
    people = np.array([scan.zones.people[row.unit] for row in recent])
    size = np.array([len(members) for members in scan.services.sets])
    share = people[None, :] / (scan.zones.share[zones] * size[sets])[:, None]
    gains = np.log1p(more[:, None] * share / _null(scan, recent)[None, :])
    prior = np.log(scan.zones.weight[zones] * scan.services.weights(scan.settings)[sets])
    score = prior + np.where(inside, gains, 0.0).sum(axis=1) - more * lasted
    return int(cells[int(score.argmax())])


def _inside(scan: Scan, cells: Ints, recent: Sequence[Counted]) -> "np.ndarray[tuple[int, int], np.dtype[np.bool_]]":
    """(cells, tickets) whether a cell holds a ticket."""
    by_unit = {unit: np.isin(cells // scan.sets, scan.zones.of[unit]) for unit in {row.unit for row in recent}}
    by_service = {
        number: np.isin(cells % scan.sets, scan.services.of[number]) for number in {row.service for row in recent}
    }
    return np.array([by_unit[row.unit] & by_service[row.service] for row in recent]).T


def _null(scan: Scan, recent: Sequence[Counted]) -> Floats:
    """Tickets an hour that are usual of each one's own unit and service, with what earlier ones there bring."""
    found, last = np.empty(len(recent)), dict[tuple[int, int], tuple[float, float]]()
    for number, row in enumerate(recent):
        where = (row.unit, row.service)
        at, echoes = last.get(where, (row.t, 0.0))
        echoes *= np.exp((at - row.t) / scan.settings.echo_hours)
        usual = scan.baseline.where[row.unit] * float(scan.rates.at(row.t)[row.service])
        found[number] = usual + scan.echo_rate() * echoes + LEAST_RATE
        last[where] = (row.t, echoes + 1.0)
    return found
