"""Made-up tickets and outages of two years, as rows: for measuring, never for showing."""

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

import orjson

from backend.areas.index import Index

YEARS = dt.timedelta(days=730)
OPEN_LATELY = dt.timedelta(days=21)
"""Of the tickets of these days some are still open."""
_SERVICES = ("internet", "internet", "internet", "tv", "tv", "mobile", "telephony", "other")
_TEAMS = {"other": "general"}
_BY_HOUR = [1, 1, 1, 1, 1, 2, 4, 8, 12, 14, 14, 13, 12, 13, 13, 12, 11, 12, 14, 15, 13, 9, 5, 2]
_OPEN, _UNTOUCHED, _RATED, _BREACHED, _BEHIND, _PLANNED = 0.3, 0.3, 0.3, 0.1, 0.1, 0.1
"""Parts of those that may be."""
_STATUSES = ("acknowledged", "in_progress", "in_progress", "pending", "held")
Row = dict[str, Any]


def tickets(count: int, now: dt.datetime, reporters: list[str], outages: list[str], seed: int = 7) -> Iterator[Row]:
    """So many, in the order of time, more by day than by night, all over the country."""
    chance = random.Random(seed)  # noqa: S311 - the same ones each time, on purpose
    codes = Index("NL").codes
    hours = int(YEARS.total_seconds()) // 3600
    weights = [_BY_HOUR[hour % 24] for hour in range(hours)]
    moments = sorted(chance.choices(range(hours), weights, k=count))
    for number, hour in enumerate(moments):
        at = now - YEARS + dt.timedelta(hours=hour, seconds=chance.randrange(3600))
        at = min(at, now - dt.timedelta(seconds=1))
        yield _ticket(number, at, now, chance, codes, reporters, outages)


def outages(count: int, now: dt.datetime, seed: int = 11) -> Iterator[tuple[Row, list[Row], list[Row]]]:
    """So many, each with its updates and events; the last of them are still open."""
    chance = random.Random(seed)  # noqa: S311 - the same ones each time, on purpose
    codes = Index("NL").codes
    for number in range(count):
        began = now - YEARS * (1 - (number + 1) / (count + 1))
        yield _outage(number, began, now, chance, codes, still_open=number >= count - 30)


def _ticket(
    number: int,
    at: dt.datetime,
    now: dt.datetime,
    chance: random.Random,
    codes: list[str],
    reporters: list[str],
    behind: list[str],
) -> Row:
    service = chance.choice(_SERVICES)
    is_open = now - at < OPEN_LATELY and chance.random() < _OPEN
    answered = at + dt.timedelta(minutes=chance.lognormvariate(4, 1.2))
    solved = answered + dt.timedelta(minutes=chance.lognormvariate(6, 1.3))
    answered, solved = min(answered, now), min(solved, now)
    untouched = is_open and chance.random() < _UNTOUCHED
    status = "acknowledged" if untouched else chance.choice(_STATUSES) if is_open else "closed"
    ended = None if is_open else solved
    rated = ended is not None and chance.random() < _RATED
    response = {"target": 7200.0, "used": 600.0, "said": [], "round": 1}
    resolution = {"target": 172800.0, "used": 900.0, "said": [], "round": 1}
    if not untouched:
        response["met"] = _text(answered)
    if ended is not None:
        resolution["met"] = _text(ended)
    if chance.random() < _BREACHED:
        response["breached"] = _text(at + dt.timedelta(hours=2))
    team = _TEAMS.get(service, service)
    clocks = {"team": team, "priority": 2, "plan": "", "nudged": 0, "reminded": 0, "status": status}
    clocks |= {"touched": _text(at), "since": _text(ended or at), "response": response, "resolution": resolution}
    return {
        "id": f"bench-{number:09d}",
        "reference": f"BN-{number:08d}",
        "kind": "problem",
        "service": service,
        "description": "Sinds vanmiddag doet het niets meer, ook na opnieuw starten.",
        "severity": "major",
        "priority": 2,
        "status": status,
        "status_reason": None if is_open else "fixed",
        "status_since": ended or at,
        "team_slug": team,
        "reporter_id": chance.choice(reporters),
        "routed_by": {"rule": None},
        "customer_postcode": chance.choice(codes) + chance.choice(("", "AB", "CD")),
        "customer_may_contact": True,
        "customer_informed": True,
        "outage_id": chance.choice(behind) if behind and chance.random() < _BEHIND else None,
        "last_human_action_at": None if untouched else answered,
        "first_human_action_at": None if untouched else answered,
        "due_at": at + dt.timedelta(hours=48) if is_open else None,
        "clocks": clocks,
        "rating": chance.choice((1, 3, 4, 4, 5)) if rated else None,
        "rated_at": ended if rated else None,
        "created_at": at,
        "updated_at": ended or answered,
        "version": 3,
    }


def _outage(
    number: int, began: dt.datetime, now: dt.datetime, chance: random.Random, codes: list[str], *, still_open: bool
) -> tuple[Row, list[Row], list[Row]]:
    one = f"bench-{number:05d}"
    declared = began + dt.timedelta(minutes=chance.lognormvariate(3, 0.7))
    over = declared + dt.timedelta(minutes=chance.lognormvariate(5, 0.8))
    ends = None if still_open else min(over, now)
    planned = not still_open and chance.random() < _PLANNED
    status = "monitoring" if still_open else "completed" if planned else "closed"
    areas = [chance.choice(codes)[: chance.choice((2, 3, 4))] for _ in range(chance.randint(1, 3))]
    row = {
        "id": one,
        "kind": "maintenance" if planned else "outage",
        "status": status,
        "impact": chance.choice(("minor", "major", "critical")),
        "title": {"nl": f"Storing {number}", "en": f"Outage {number}"},
        "services": chance.sample(("internet", "tv", "mobile", "telephony"), chance.randint(1, 2)),
        "areas": list(dict.fromkeys(areas)),
        "started_at": began,
        "resolved_at": ends,
        "takes_in": False,
        "created_at": declared,
        "updated_at": ends or declared,
        "version": 4,
    }
    moments = [declared, *(min(declared + dt.timedelta(minutes=40 * n), ends or now) for n in (1, 2))]
    updates = [
        {
            "id": f"{one}-{n}",
            "outage_id": one,
            "kind": "update" if n else "declared",
            "at": at,
            "status": "investigating" if at != moments[-1] else status,
            "text": {"nl": "We zijn ermee bezig.", "en": "We are on it."},
            "next_update_at": at + dt.timedelta(minutes=45) if at != moments[-1] else None,
            "expected_end_at": declared + dt.timedelta(hours=3),
            "by": "Mohamed El Amrani",
        }
        for n, at in enumerate(moments)
    ]
    what = (("declared", declared, "investigating"), ("closed" if ends else "updated", ends or moments[-1], status))
    events = [
        {"outage_id": one, "at": at, "what": kind, "status": then, "actor_kind": "manager", "changes": {}}
        for kind, at, then in what
    ]
    return row, updates, events


def _text(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def plain(value: Any, *, sqlite: bool) -> Any:
    """A value as the database itself takes it in bulk."""
    if isinstance(value, dt.datetime):
        moment = value.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
        return moment if sqlite else f"{moment}+00"
    if isinstance(value, (dict, list)):
        return orjson.dumps(value).decode()
    return int(value) if isinstance(value, bool) and sqlite else value
