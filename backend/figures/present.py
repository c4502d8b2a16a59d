"""Figures as the API shows them: plain dictionaries in the shapes of shared/schemas/board.py."""

import datetime as dt
from typing import Any

from backend.areas import services as areas
from backend.config import config
from backend.figures.facts import NONE
from backend.figures.services.blind_spots import Spot
from backend.figures.services.going_on import OutageNow
from backend.figures.services.inflow import DAY, HOUR, Inflow
from backend.figures.services.summing import Summary
from backend.figures.services.waiting import TeamNow
from backend.i18n import say
from backend.outages.present import texts
from backend.teams import services as teams
from shared.messages import Message
from shared.schemas.base import rfc3339
from shared.vocabulary import LANGUAGES

SHOWN = 50
"""Outages; the others are counted."""


def summary(found: Summary) -> dict[str, Any]:
    """SummarySchema."""
    kind, _ = areas.regions()
    return {
        "as_of": rfc3339(found.standing.as_of),
        "complete": found.standing.complete,
        "outages": _outages(found.outages),
        "tickets": {
            "open": found.waiting.open,
            "breached": found.waiting.breached,
            **_against(found.inflow),
        },
        "services": _services(found),
        "country": config().country,
        "region_kind": kind,
        "regions": _regions(found),
        "teams": [_team(one) for one in found.teams],
        "blind_spots": [_spot(one) for one in found.spots],
        "duty": {"people": found.on_duty, "unacknowledged": found.unacknowledged},
    }


def _outages(found: list[OutageNow]) -> dict[str, Any]:
    return {
        "current": sum(not one.suspected and not one.planned for one in found),
        "suspected": sum(one.suspected for one in found),
        "maintenance": sum(one.planned for one in found),
        "overdue": sum(one.overdue for one in found),
        "items": [_outage(one) for one in found[:SHOWN]],
    }


def _outage(one: OutageNow) -> dict[str, Any]:
    row = one.row
    return {
        **{name: getattr(row, name) for name in ("id", "kind", "status", "impact", "services", "areas")},
        "title": texts("title", row.title)["title"],
        "where": {language: areas.where(row.areas, language) for language in LANGUAGES},
        "regions": one.regions,
        "started_at": rfc3339(row.started_at),
        "declared_at": moment(one.declared_at),
        "last_told_at": moment(row.updates[0].at if row.updates else None),
        "next_update_at": moment(row.next_update_at),
        "expected_end_at": moment(row.expected_end_at),
        "overdue": one.overdue,
        "by": one.by,
        "acknowledged_by": one.acknowledged_by,
        "customers": one.customers,
        "last_report_at": moment(one.last_report_at),
    }


def _services(found: Summary) -> list[dict[str, Any]]:
    rows = [(row["slug"], row["title"]) for row in teams.list_services()]
    nothing = found.inflow.against(DAY, service=NONE)
    if found.waiting.services[NONE] or nothing["count"]:
        without = Message("Without a service")
        rows.append((NONE, {language: say(without, language) for language in LANGUAGES}))
    return [
        {
            "slug": named(slug),
            "title": title,
            "open": found.waiting.services[slug],
            **_against(found.inflow, service=slug),
        }
        for slug, title in rows
    ]


def _regions(found: Summary) -> list[dict[str, Any]]:
    keys = found.inflow.regions
    if found.waiting.regions[NONE] or found.inflow.against(DAY, region=NONE)["count"]:
        keys = [*keys, NONE]
    return [
        {
            "key": named(key),
            "name": region_name(key) if named(key) else None,
            "open": found.waiting.regions[key],
            "outages": sum(key in one.regions and not one.planned for one in found.outages),
            **_against(found.inflow, region=key),
        }
        for key in keys
    ]


def _against(inflow: Inflow, **which: str) -> dict[str, Any]:
    return {"last_hour": inflow.against(HOUR, **which), "last_day": inflow.against(DAY, **which)}


def _team(one: TeamNow) -> dict[str, Any]:
    tally = one.tally
    hour, day, week = tally.young
    return {
        "slug": one.slug,
        "name": one.name,
        "open": tally.open,
        "ages": {"hour": hour, "day": day - hour, "week": week - day, "older": tally.open - week},
        "oldest": _oldest(one),
        "breached": tally.breached,
        "untouched": tally.untouched,
        "last_human_action_at": moment(one.human_at),
        "silent": one.silent_since is not None,
        "dead_letters": one.backlog["dead_letters"],
        "waiting_seconds": one.backlog["oldest_seconds"],
    }


def _oldest(one: TeamNow) -> dict[str, Any] | None:
    if one.oldest is None:
        return None
    ticket_id, reference, since = one.oldest
    return {"id": ticket_id, "reference": reference, "created_at": rfc3339(since)}


def _spot(one: Spot) -> dict[str, Any]:
    outage = one.outage.row if one.outage else None
    return {
        "kind": str(one.kind),
        "since": moment(one.since),
        "count": one.count,
        "service": one.service,
        "area": one.area,
        "where": {language: areas.where([one.area], language) for language in LANGUAGES} if one.area else None,
        "team": one.team,
        "outage": {"id": outage.id, "title": texts("title", outage.title)["title"]} if outage else None,
        "alert": {"id": one.alert.id, "title": one.alert.title} if one.alert else None,
        "people": list(one.people),
    }


def named(key: str) -> str | None:
    """A service, area or region, None where there is none."""
    return None if key == NONE else key


def region_name(key: str) -> str:
    """A region as people call it: without its kind."""
    return key.partition(":")[2] or key


def moment(at: dt.datetime | None) -> str | None:
    """As text, where there is one."""
    return rfc3339(at) if at else None
