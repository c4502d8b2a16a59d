"""What the detector came to, made so: a suspected outage, a wider one, more tickets behind it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from backend import db
from backend.areas import services as areas
from backend.config import config
from backend.errors import Invalid
from backend.outages.detection import keeping
from backend.outages.detection.models import Suspected
from backend.outages.detection.reports import Kind, Suspicion
from backend.outages.models import Outage
from backend.outages.services import suspecting
from shared.vocabulary import Impact, OutageStatus

_EVERYWHERE = frozenset({"country", "province"})
_A_FEW, _VERY_MANY = 3.0, 60.0
"""Tickets an hour on top of the usual: from where it is no minor one, and from where it is critical."""


class Act(NamedTuple):
    """What is to be made so: RAISED, GROWN or JOINED, and the suspicion as it is then."""

    kind: Kind
    suspicion: Suspicion


def together(acts: Sequence[Act]) -> list[Act]:
    """The same in as few: what only joins what came just before it comes to its last."""
    found: list[Act] = []
    for act in acts:
        if found and act.kind is Kind.JOINED and found[-1].suspicion.key == act.suspicion.key:
            found[-1] = Act(found[-1].kind, act.suspicion)
        else:
            found.append(act)
    return found


def make(act: Act) -> None:
    """Makes it so; runs inside `db.write`."""
    suspicion, kept = act.suspicion, keeping.newest(act.suspicion.key)
    outage = db.session.get(Outage, kept.outage_id, with_for_update=True) if kept is not None else None
    if kept is None or outage is None or (act.kind is Kind.GROWN and outage.status != OutageStatus.SUSPECTED):
        # A confirmed one stays as a person said that it is: what is wider is told as another.
        _begin(suspicion)
    elif act.kind is Kind.GROWN:
        suspecting.widen(outage, _facts_now(outage, kept, suspicion), suspicion)
    else:
        suspecting.join(outage, suspicion)


def _begin(suspicion: Suspicion) -> None:
    suspecting.begin(_areas(suspicion), suspicion, impact(suspicion))


def impact(suspicion: Suspicion) -> Impact:
    """How bad it seems, by how many more come than usual; a person who confirms it says how bad it is."""
    more = suspicion.excess_per_hour
    if more >= _VERY_MANY:
        return Impact.CRITICAL
    return Impact.MINOR if more < _A_FEW and suspicion.level not in _EVERYWHERE else Impact.MAJOR


def _facts_now(outage: Outage, kept: Suspected, suspicion: Suspicion) -> dict[str, Any]:
    """What, where, since when and how bad it seems by now; of what somebody said otherwise than it seemed, that."""
    seemed, now = _facts(Suspicion.from_json(kept.told)), _facts(suspicion)
    said = {name: getattr(outage, name) for name in now}
    # Never later than it was said to be: growing moves the beginning back alone.
    now["started_at"] = min(now["started_at"], said["started_at"])
    return {name: now[name] if _same(name, said[name], seemed[name]) else said[name] for name in now}


def _same(name: str, said: Any, seemed: Any) -> bool:
    if name == "started_at":
        return bool(said <= seemed)
    return sorted(said) == sorted(seemed) if isinstance(seemed, list) else bool(said == seemed)


def _facts(suspicion: Suspicion) -> dict[str, Any]:
    return suspecting.facts(_areas(suspicion), suspicion.services, suspicion.since, impact(suspicion))


def _areas(suspicion: Suspicion) -> list[str]:
    """Where it is; of a name that is none any more what is left, so that an import in between stops nothing."""
    found = []
    for area in suspicion.areas:
        try:
            found.append(areas.normalise(area, "/areas"))
        except Invalid:
            continue
    return found or [config().country]
