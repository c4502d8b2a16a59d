"""Suspicions and what is watched, as the API shows them (shared/schemas/suspicions.py)."""

from collections.abc import Collection
from typing import Any

from backend.areas import services as areas
from backend.outages.detection import keeping, wording
from backend.outages.detection.models import Suspected
from backend.outages.detection.reports import Suspicion, Term, Watched
from backend.outages.detection.series import STEP, series
from shared.schemas.base import rfc3339
from shared.vocabulary import LANGUAGES


def suspicions(outage_ids: Collection[str]) -> dict[str, dict[str, Any]]:
    """SuspicionSchema of those that detection suspected, by the outage's id; for managers."""
    return {one: suspicion(row) for one, row in keeping.of(outage_ids).items()}


def suspicion(row: Suspected) -> dict[str, Any]:
    """SuspicionSchema, without its series."""
    told, raised = Suspicion.from_json(row.told), Suspicion.from_json(row.raised)
    return {
        "raised_at": rfc3339(raised.at),
        "updated_at": rfc3339(told.at),
        "since": rfc3339(told.since),
        "level": told.level,
        "areas": list(told.areas),
        "services": list(told.services),
        "tickets": list(told.tickets),
        "expected": told.expected,
        "usual_per_hour": told.usual_per_hour,
        "excess_per_hour": told.excess_per_hour,
        "statistic": told.statistic,
        "statistic_when_raised": raised.statistic,
        "threshold": told.threshold,
        "others": [_term(one) for one in told.others],
        "text": {code: " ".join(wording.lines(told, len(told.tickets), code)) for code in LANGUAGES},
        "series": None,
    }


def with_series(row: Suspected) -> dict[str, Any]:
    """SuspicionSchema in full: a read of the tickets of those hours."""
    found = series(Suspicion.from_json(row.told))
    drawn = {"at": rfc3339(found.at), "seconds": int(STEP.total_seconds()), "seen": found.seen, "usual": found.usual}
    return {**suspicion(row), "series": drawn}


def watched(one: Watched) -> dict[str, Any]:
    """WatchedSchema."""
    return {
        "at": rfc3339(one.at),
        "since": rfc3339(one.since),
        "level": one.level,
        "areas": list(one.areas),
        "where": {code: areas.where(one.areas, code) for code in LANGUAGES},
        "services": list(one.services),
        "tickets": list(one.tickets),
        "expected": one.expected,
        "statistic": one.statistic,
        "threshold": one.threshold,
    }


def _term(term: Term) -> dict[str, Any]:
    names = {"level": term.level, "areas": list(term.areas), "services": list(term.services)}
    return {**names, "where": {code: areas.where(term.areas, code) for code in LANGUAGES}, "statistic": term.statistic}
