"""The contract's resources as the server gives them, for the fake server and the store's tests."""

import itertools
from typing import Any

JSON = dict[str, Any]
AT = "2026-11-23T19:42:00.000000Z"
EMPLOYEE = {
    "id": "p-ann",
    "email": "ann@example.org",
    "name": "Ann",
    "role": "employee",
    "language": "nl",
    "teams": [],
}
COLLEAGUE = {**EMPLOYEE, "id": "p-bob", "email": "bob@example.org", "name": "Bob"}
_numbers = itertools.count(1)


def a_ticket(**fields: Any) -> JSON:
    number = next(_numbers)
    status = fields.get("status", "acknowledged")
    ticket = {
        "id": f"t-{number}",
        "reference": f"DG-{number:03}-AAA",
        "kind": "problem",
        "service": "internet",
        "description": "No internet since noon",
        "severity": "major",
        "answers": [],
        "tried": [],
        "priority": 3,
        "status": status,
        "status_reason": None,
        "team": "internet",
        "team_name": "Internet Care",
        "assignee": None,
        "assignee_name": None,
        "reporter": {"id": EMPLOYEE["id"], "name": EMPLOYEE["name"]},
        "customer": a_customer(),
        "routed_by": {"rule": "r1", "service": "internet", "kind": None, "area": None, "position": 1},
        "outage_id": None,
        "related_to": None,
        "handling": {
            "answer": fields.pop("answer", "received"),
            "team": "internet",
            "since": AT,
            "last_human_action_at": None,
            "next_update_by": None,
        },
        "share_text": {"nl": "Je melding is doorgegeven.", "en": "Your problem was passed on."},
        "external_id": None,
        "external_url": None,
        "due_at": None,
        "breached": False,
        "rating": None,
        "seen_at": None,
        "unread": False,
        "created_at": AT,
        "updated_at": AT,
        "allowed": [],
    }
    return {**ticket, **fields}


def a_customer(**fields: Any) -> JSON:
    return {
        "name": "Oma Jansen",
        "phone": None,
        "email": None,
        "postcode": "3511AB",
        "house_number": None,
        "may_contact": False,
        "preferred_channel": None,
        "informed": False,
        **fields,
    }


def an_entry(ticket_id: str, **fields: Any) -> JSON:
    return {
        "id": f"e-{next(_numbers)}",
        "ticket_id": ticket_id,
        "type": "message",
        "at": AT,
        "visibility": "public",
        "actor": {"kind": "solver", "name": "Sam"},
        "body": "Is the modem's light on?",
        "changes": None,
        "attachments": [],
        **fields,
    }


def an_outage(**fields: Any) -> JSON:
    return {
        "id": f"o-{next(_numbers)}",
        "external_id": None,
        "kind": "outage",
        "status": "identified",
        "impact": "major",
        "title": {"nl": "Storing internet", "en": "Internet outage"},
        "title_in": "both",
        "advice": {"nl": "Even wachten", "en": "Wait a moment"},
        "advice_in": "both",
        "services": ["internet"],
        "areas": ["3511"],
        "where": {"nl": "3511 Utrecht", "en": "3511 Utrecht"},
        "postcodes": ["3511"],
        "share_text": {"nl": "Er is een storing.", "en": "There is an outage."},
        "suspicion": None,
        "started_at": "2026-11-23T12:00:00.000000Z",
        "expected_end_at": None,
        "estimates": [],
        "next_update_at": None,
        "overdue": False,
        "announced_at": None,
        "resolved_at": None,
        "created_at": AT,
        "updated_at": AT,
        "postmortem": None,
        "postmortem_in": None,
        "merged_into": None,
        "updates": [
            {
                "id": "u-1",
                "kind": "update",
                "at": AT,
                "status": "identified",
                "text": {"nl": "Kabel stuk", "en": "Kabel stuk"},
                "text_in": "nl",
                "next_update_at": None,
                "expected_end_at": None,
                "by": "Max",
            }
        ],
        "allowed": [],
        **fields,
    }


def an_affected(outage_id: str, **fields: Any) -> JSON:
    return {
        "id": f"a-{next(_numbers)}",
        "outage_id": outage_id,
        "service": "internet",
        "severity": "major",
        "allowed": [],
        "customer": a_customer(),
        "description": "No internet since noon",
        "status": "waiting",
        "asked_at": None,
        "answered_at": None,
        "ticket_id": None,
        "share_text": {
            "nl": "Er is een storing. Je hoort van mij.",
            "en": "There is an outage. You will hear from me.",
        },
        "created_at": AT,
        "updated_at": AT,
        "seen_at": None,
        "unread": False,
        **fields,
    }


def a_subscription(area: str = "3511", **fields: Any) -> JSON:
    return {
        "id": f"s-{next(_numbers)}",
        "area": area,
        "services": [],
        "label": None,
        "mail": False,
        "postcodes": [area],
        "where": {"nl": area, "en": area},
        "created_at": AT,
        **fields,
    }


def a_service(slug: str = "internet", position: int = 1) -> JSON:
    return {
        "slug": slug,
        "title": {"nl": slug.title(), "en": slug.title()},
        "icon": "wifi",
        "questions": [],
        "sets": ["fixed"],
        "position": position,
    }


def a_question(question_id: str = "q-lights", **fields: Any) -> JSON:
    """With options, of which the second makes it worse; `options=[]` asks for words."""
    options = [
        {"id": "all", "text": {"nl": "Allemaal", "en": "All of them"}, "severity": None},
        {"id": "alarm", "text": {"nl": "Geen, en er hangt een alarm aan", "en": "None, and an alarm depends on it"}}
        | {"severity": "critical"},
    ]
    text = {"nl": "Welke lampjes branden er?", "en": "Which lights are on?"}
    return {"id": question_id, "text": text, "options": options, **fields}


def an_article(**fields: Any) -> JSON:
    return {
        "id": f"h-{next(_numbers)}",
        "service": "internet",
        "team": "internet",
        "title": {"nl": "De modem knippert rood", "en": "The modem blinks red"},
        "symptom": {"nl": "Geen internet, rood lampje", "en": "No internet, a red light"},
        "steps": [
            {"nl": "Haal de stekker er tien tellen uit", "en": "Pull the plug for ten seconds"},
            {"nl": "Wacht drie minuten", "en": "Wait three minutes"},
        ],
        "video_url": None,
        "position": 1,
        "updated_at": AT,
        **fields,
    }


def a_brand(**fields: Any) -> JSON:
    return {
        "name": "Doorgeven",
        "color": None,
        "colors": {"light": "#0b5f58", "dark": "#548f8a"},
        "usable": True,
        "note": None,
        "logo_url": None,
        "logo_type": None,
        **fields,
    }


def a_page(**fields: Any) -> JSON:
    return {
        "tickets": [],
        "entries": [],
        "outages": [],
        "affected": [],
        "removed": [],
        "next_cursor": "c1",
        "has_more": False,
        "poll_after_seconds": 5,
        **fields,
    }
