"""What came of outages as the API shows it: plain dictionaries in the shapes of shared/schemas/story.py."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from backend.duty.models import Alert
from backend.outages.models import OutageUpdate
from backend.outages.story.figures import Window, middle, minutes
from backend.outages.story.models import OutageEvent
from backend.outages.story.services import Group, Reached, Story
from backend.outages.story.services.reach import Reader
from backend.outages.story.times import Times
from shared.schemas.base import rfc3339
from shared.vocabulary import ActorKind


def history(story: Story) -> dict[str, Any]:
    """HistorySchema."""
    items = [*_events(story), *(item for alert in story.alerts for item in _alert(alert))]
    return {
        "outage_id": story.outage.id,
        **moments(story.times),
        "people": _people(story.reached),
        "items": sorted(items, key=lambda item: item["at"]),
    }


def moments(times: Times) -> dict[str, Any]:
    """The times, and how long it took."""
    return {
        "started_at": rfc3339(times.started_at),
        "suspected_at": moment(times.suspected_at),
        "declared_at": moment(times.declared_at),
        "acknowledged_at": moment(times.acknowledged_at),
        "resolved_at": moment(times.resolved_at),
        "closed_at": moment(times.closed_at),
        "seconds_to_declare": times.to_declare,
        "seconds_to_acknowledge": times.to_acknowledge,
        "seconds_to_resolve": times.to_resolve,
    }


def figures(span: Window, by: str, groups: list[Group], total: Group) -> dict[str, Any]:
    """FiguresSchema."""
    times = {"from": rfc3339(span.since), "to": rfc3339(span.until)}
    return {**times, "by": by, "items": [group(one) for one in groups], "total": group(total)}


def group(one: Group) -> dict[str, Any]:
    """FiguresGroupSchema."""
    tally = one.tally
    outages = {
        "count": len(tally.down),
        **tally.by_impact,
        "ongoing": tally.ongoing,
        "minutes": minutes(tally.down),
        "median_seconds_to_declare": middle(tally.to_declare),
        "median_seconds_to_acknowledge": middle(tally.to_acknowledge),
        "median_seconds_to_resolve": middle(tally.to_resolve),
        "customers": tally.customers,
        "works": tally.works,
        "still_broken": tally.still_broken,
        "said_still_broken": tally.said_still_broken,
    }
    worked = {"count": len(tally.worked), "minutes": minutes(tally.worked)}
    return {"key": one.key, "title": one.title, "outages": outages, "maintenance": worked}


def reader(row: Reader) -> dict[str, Any]:
    """ReaderSchema."""
    person = {"id": row.id, "name": row.name}
    return {"person": person, "customers": row.customers, "seen_at": moment(row.seen_at)}


def moment(at: dt.datetime | None) -> str | None:
    """As text, where there is one."""
    return rfc3339(at) if at else None


def _people(reached: Reached) -> dict[str, Any]:
    last = moment(reached.seen[-1]) if reached.seen else None
    return {"reached": reached.people, "customers": reached.customers, "seen": len(reached.seen), "last_seen_at": last}


def _events(story: Story) -> Iterator[dict[str, Any]]:
    updates = {update.id: update for update in story.outage.updates}
    for event in story.events:
        yield _event(event, updates.get(event.update_id or ""), story.reached)


def _event(event: OutageEvent, update: OutageUpdate | None, reached: Reached) -> dict[str, Any]:
    actor = {"kind": event.actor_kind, "name": event.actor_name}
    return {
        "at": rfc3339(event.at),
        "type": event.what,
        "status": event.status,
        "actor": actor,
        "text": update.text if update else None,
        "changes": event.changes,
        "into": event.into_id,
        "alert": None,
        "seen": reached.have_seen(event.at),
    }


def _alert(alert: Alert) -> Iterator[dict[str, Any]]:
    for told in alert.told:
        yield _of_alert("alert_told", told.at, told.person_name, alert)
    if alert.acknowledged_at is not None:
        yield _of_alert("alert_acknowledged", alert.acknowledged_at, alert.acknowledged_by_name, alert)


def _of_alert(kind: str, at: dt.datetime, name: str | None, alert: Alert) -> dict[str, Any]:
    return {
        "at": rfc3339(at),
        "type": kind,
        "status": None,
        "actor": {"kind": str(ActorKind.MANAGER), "name": name},
        "text": None,
        "changes": {},
        "into": None,
        "alert": {"id": alert.id, "kind": alert.kind},
        "seen": None,
    }
