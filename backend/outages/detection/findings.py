"""What the scan found, as it is told outside: areas and services by their names, in the place of cells."""

import numpy as np

from backend.outages.detection.onset import Onset
from backend.outages.detection.rates import moment
from backend.outages.detection.recent import Counted
from backend.outages.detection.reports import Suspicion, Term, Watched
from backend.outages.detection.scan import Scan, Seen

OTHERS = 5
"""How many other readings of the same tickets are told along."""


def suspicion(scan: Scan, seen: Seen, cell: int, onset: Onset, counted: Counted) -> Suspicion:
    """What a ticket decided of a cell, as one of its own."""
    zone, k = divmod(cell, scan.sets)
    return Suspicion(
        key=counted.ticket,
        at=moment(counted.t),
        since=moment(onset.since),
        level=scan.zones.level[zone],
        areas=scan.zones.areas(zone),
        services=scan.services.slugs(k),
        tickets=onset.tickets,
        expected=onset.expected,
        usual_per_hour=onset.usual_per_hour,
        excess_per_hour=onset.excess_per_hour,
        statistic=seen.statistic,
        threshold=scan.settings.threshold,
        others=_others(scan, seen, cell),
    )


def watched(scan: Scan, cell: int, onset: Onset, t: float, statistic: float) -> Watched:
    """What speaks for an outage in a cell, below the threshold; its last ticket came at `t`."""
    zone, k = divmod(cell, scan.sets)
    return Watched(
        level=scan.zones.level[zone],
        areas=scan.zones.areas(zone),
        services=scan.services.slugs(k),
        at=moment(t),
        since=moment(onset.since),
        tickets=onset.tickets,
        expected=onset.expected,
        statistic=statistic,
        threshold=scan.settings.threshold,
    )


def _others(scan: Scan, seen: Seen, cell: int) -> tuple[Term, ...]:
    order = [int(row) for row in np.argsort(-seen.terms, kind="stable") if int(seen.cells[row]) != cell]
    return tuple(_term(scan, int(seen.cells[row]), float(seen.terms[row])) for row in order[:OTHERS])


def _term(scan: Scan, cell: int, statistic: float) -> Term:
    zone, k = divmod(cell, scan.sets)
    return Term(scan.zones.level[zone], scan.zones.areas(zone), scan.services.slugs(k), statistic)
