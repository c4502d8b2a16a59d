"""What is known of an outage, checked as it is set: services and areas that exist, times that can be."""

import datetime as dt
from typing import Any

from backend.areas import services as areas
from backend.clock import now
from backend.errors import Invalid
from backend.outages.models import Outage
from backend.teams import services as teams
from shared.vocabulary import OutageKind, OutageStatus

_PLAIN = ("title", "impact", "advice", "started_at", "expected_end_at", "next_update_at", "postmortem")
_PROMISES = ("expected_end_at", "next_update_at")
_EARLIEST = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_AHEAD = dt.timedelta(days=5 * 365)
"""Beyond these a time is a slip of the pen, and some programs cannot show it."""
_CLOCKS_APART = dt.timedelta(minutes=5)
"""How far a monitoring's clock may run ahead of ours: what it says began then has begun now."""


def set_facts(outage: Outage, data: dict[str, Any]) -> None:
    """Sets what `data` names, all or nothing; raises Invalid, with a pointer."""
    _check_times(outage, data)
    facts = {name: data[name] for name in _PLAIN if name in data}
    if "started_at" in facts and outage.kind == OutageKind.OUTAGE:
        facts["started_at"] = min(facts["started_at"], now())
    if "services" in data:
        facts["services"] = teams.expand(data["services"])
    if "areas" in data:
        checked = [areas.normalise(area, f"/areas/{index}") for index, area in enumerate(data["areas"])]
        facts["areas"] = list(dict.fromkeys(checked))
    if "external_id" in data:
        facts["external_id"] = data["external_id"] or None
    # Last, and together: a look-up in between would already send a part to the database.
    for name, value in facts.items():
        setattr(outage, name, value)


def has_begun(outage: Outage) -> bool:
    """Whether planned work is under way, or people were told that it was: its start lies behind it."""
    return outage.kind == OutageKind.MAINTENANCE and outage.status not in (None, OutageStatus.SCHEDULED)


def _check_times(outage: Outage, data: dict[str, Any]) -> None:
    at = now()
    for name in ("started_at", *_PROMISES):
        time = data.get(name)
        if time is None or time == getattr(outage, name):
            continue
        if name in _PROMISES and time <= at:
            raise Invalid("That time has passed.", pointer=f"/{name}")
        if not _EARLIEST <= time <= at + _AHEAD:
            raise Invalid("That time is too far away.", pointer=f"/{name}")
    start = data.get("started_at") or outage.started_at
    if has_begun(outage) and start > max(at, outage.started_at):
        raise Invalid("It has begun: it cannot begin later.", pointer="/started_at")
    if outage.kind == OutageKind.OUTAGE and "started_at" in data and start > at + _CLOCKS_APART:
        raise Invalid("An outage has begun: what lies ahead is planned work.", pointer="/started_at")
    end = data.get("expected_end_at", outage.expected_end_at)
    if end is not None and end <= start and {"started_at", "expected_end_at"} & set(data):
        at_fault = "expected_end_at" if "expected_end_at" in data else "started_at"
        raise Invalid("The end lies before the start.", pointer=f"/{at_fault}")
