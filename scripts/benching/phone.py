"""A phone of somebody who passed on a lot: its store full, its session kept, so that the app starts as it would."""

import datetime as dt
import json
import random
from pathlib import Path
from typing import Any

from mobile.config import Settings
from mobile.core.core import Core
from mobile.core.tokens import FileTokenStore

PERSON = {
    "id": "bench-person",
    "email": "employee@example.org",
    "name": "Sanne de Vries",
    "role": "employee",
    "language": "nl",
    "teams": [],
}
_SERVICES = (("internet", "Internet", "wifi"), ("tv", "Televisie", "television"), ("mobile", "Mobiel", "cellphone"))
_TEAMS = ("Internet Care", "Glasvezel Zuid", "Televisie", "Mobiel en bereik")
_NAMES = ("Oma Bep", "Joris", "Fatima el Idrissi", "Kees van der Meer", "Tante Riet", "Ali", "Buurvrouw Chantal")
_TOLD = (
    "Geen internet sinds vanmiddag, de modem knippert rood en opnieuw aanzetten helpt niet.",
    "Beeld hapert op alle zenders",
    "Wifi valt boven steeds weg, beneden is het goed",
    "Bellen lukt niet, sms wel. Vooral binnenshuis en vooral 's avonds.",
)
_STATUSES = ("acknowledged", "in_progress", "pending", "held", "resolved", "closed", "closed", "closed", "rejected")
_ANSWERS = {
    "acknowledged": "received",
    "in_progress": "yes",
    "pending": "waiting_for_you",
    "held": "waiting_for_others",
}
_WRITTEN = (
    "Brandt het lampje op de modem?",
    "Nee, dat is uit.",
    "We meten nu de lijn door.",
    "Dank, ik hoor het graag.",
)


def filled(folder: Path, server: str, tickets: int, seed: int = 7) -> Settings:
    """The settings of an app on a phone with so many tickets, six entries each; nothing of it is read from a server."""
    settings = Settings(server=server, data=folder, language="nl")
    session = {"person": PERSON, "access_token": "bench", "refresh_token": "bench"}
    FileTokenStore(folder / "tokens.json").write(json.dumps(session))
    core = Core(settings, tokens=FileTokenStore(folder / "tokens.json"))
    chance = random.Random(seed)  # noqa: S311 - the same ones each time, on purpose
    now = dt.datetime.now(dt.UTC)
    made = [_ticket(number, now - dt.timedelta(hours=3 * number), chance) for number in range(tickets)]
    mirror = core.signed_in().store.mirror
    mirror.apply(
        {
            "tickets": made,
            "entries": [entry for ticket in made for entry in _entries(ticket, now)],
            "outages": [],
            "affected": [],
            "removed": [],
            "next_cursor": "bench",
            "has_more": False,
        }
    )
    mirror.put_services(map(_service, range(len(_SERVICES)), _SERVICES), None)
    mirror.note("last_synced_at", _text(now))
    core.stop()
    return settings


def _service(position: int, told: tuple[str, str, str]) -> dict[str, Any]:
    slug, title, icon = told
    named = {"nl": title, "en": title}
    return {"slug": slug, "title": named, "icon": icon, "questions": [], "sets": [], "position": position}


def _ticket(number: int, at: dt.datetime, chance: random.Random) -> dict[str, Any]:
    status = chance.choice(_STATUSES)
    team = chance.choice(_TEAMS)
    moment = _text(at)
    return {
        "id": f"bench-{number}",
        "reference": f"DG-{number:04X}-P2M",
        "kind": "problem",
        "service": chance.choice(_SERVICES)[0],
        "description": chance.choice(_TOLD),
        "severity": "major",
        "priority": 3,
        "status": status,
        "status_reason": None,
        "team": "internet",
        "team_name": team,
        "assignee": None,
        "assignee_name": "Mark Bos",
        "reporter": {"id": PERSON["id"], "name": PERSON["name"]},
        "customer": {"name": chance.choice(_NAMES), "phone": "06 12345678", "email": None, "postcode": "3511AB"}
        | {"house_number": "12", "may_contact": True, "preferred_channel": None},
        "routed_by": {"rule": None},
        "outage_id": None,
        "related_to": None,
        "handling": {"answer": _ANSWERS.get(status, "done"), "team": "internet", "since": moment}
        | {"last_human_action_at": moment, "next_update_by": None},
        "share_text": {"nl": "Je melding is doorgegeven.", "en": "Your problem was passed on."},
        "external_id": None,
        "external_url": None,
        "due_at": None,
        "breached": False,
        "rating": None,
        "unread": False,
        "created_at": moment,
        "updated_at": moment,
        "allowed": [],
    }


def _entries(ticket: dict[str, Any], now: dt.datetime) -> list[dict[str, Any]]:
    begun = dt.datetime.fromisoformat(ticket["created_at"])
    kinds = ["created", "message", "message", "assignment", "message", "message"]
    return [
        {
            "id": f"{ticket['id']}-{number}",
            "ticket_id": ticket["id"],
            "type": kind,
            "at": _text(min(now, begun + dt.timedelta(minutes=7 * number))),
            "visibility": "public",
            "actor": {"kind": "solver" if number % 2 else "reporter", "name": "Mark Bos"},
            "body": _WRITTEN[number % len(_WRITTEN)] if kind == "message" else None,
            "changes": {"assignee": {"from": None, "to": "Mark Bos"}} if kind == "assignment" else None,
            "attachments": [],
        }
        for number, kind in enumerate(kinds)
    ]


def _text(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
