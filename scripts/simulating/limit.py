"""No method can be quicker in the mean: the logarithm of what it takes, by what a ticket tells of it (Lorden 1971)."""

import numpy as np

from backend.outages.detection.baseline import Baseline
from backend.outages.detection.rates import Calendar
from backend.outages.detection.settings import Settings
from backend.outages.detection.zones import Zones
from scripts.simulating.country import SERVICES, TIMEZONE
from scripts.simulating.happenings import Outage


def minutes(outage: Outage, zones: Zones, baseline: Baseline, settings: Settings) -> float:
    """log(A / prior) / KL with KL = (l + d) log(1 + d / l) - d: for who knows place, services and d, but not when.

    Infinite for a place that is no zone, as it has no prior.
    """
    zone = next((z for z in zones.of[int(outage.units[0])] if np.array_equal(zones.members[z], outage.units)), None)
    numbers = tuple(SERVICES.singles.index(slug) for slug in outage.kind.services)
    if zone is None or numbers not in SERVICES.sets:
        return np.inf
    k = SERVICES.sets.index(numbers)
    prior = zones.weight[zone] * SERVICES.weights(settings)[k]
    local = Calendar(TIMEZONE, settings.day_begins).hour_of_week(int(outage.onset))
    usual = float(baseline.where[outage.units].sum() * baseline.by_week[k, local])
    excess = outage.kind.per_hour
    told = (usual + excess) * np.log1p(excess / usual) - excess
    return float(60 * np.log(settings.threshold / prior) / told)
