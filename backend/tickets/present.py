"""Tickets and entries as the API shows them: plain dictionaries in the shapes of shared/schemas/tickets.py."""

import datetime as dt
from typing import Any

from backend import db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.config import config
from backend.etags import etag_for
from backend.http import Answer
from backend.tickets import likeness, relations, scope, timing
from backend.tickets.customer import customer
from backend.tickets.models import Attachment, Entry, Ticket
from backend.tickets.share import share_text
from backend.tickets.wording import in_language
from shared import lifecycle
from shared.schemas.base import rfc3339
from shared.vocabulary import LANGUAGES, Status, Who

_OTHERS = ("children", "links", "likely_duplicates")


def ticket(row: Ticket, caller: Caller, *, in_list: bool = False) -> dict[str, Any]:
    """TicketSchema; in lists, those who did not report it get only the customer's postcode."""
    whole = not in_list or scope.reports(caller, row)
    shown = {**_facts(row), "customer": _customer(row, whole=whole), "allowed": scope.actions(caller, row)}
    if scope.reports(caller, row):
        shown |= {"seen_at": _moment(row.seen_at), "unread": row.is_unread}
    if not scope.works_on(caller, row):
        # A team's targets are between it and its company: the reporter is told until when, and whether it is too late.
        return {**shown, "clocks": None}
    shown |= {"clocks": timing.shown(row), **relations.ties(row)}
    if not in_list:
        teams = likeness.seen_by(caller)
        shown |= {"children": relations.children(row), "links": relations.links(row, teams)}
        shown["likely_duplicates"] = likeness.likely_duplicates(row, teams)
    return shown


def for_team(row: Ticket) -> dict[str, Any]:
    """The ticket as its team is told it in an event."""
    actions = lifecycle.actions(Status(row.status), Who.TEAM)
    told = {**_facts(row), "clocks": timing.shown(row), "customer": _customer(row, whole=True), **relations.ties(row)}
    return {**told, "allowed": [str(action) for action in actions]}


def entry(row: Entry, language: str | None = None, caller: Caller | None = None) -> dict[str, Any]:
    """EntrySchema as `caller` may see it (None: the solving team's system).

    What came of a template is in `language` (None: the team's), or in the one that there is.
    """
    texts = row.texts or {}
    return {
        "id": row.id,
        "ticket_id": row.ticket_id,
        "type": row.type,
        "at": rfc3339(row.at),
        "visibility": row.visibility,
        "actor": {"kind": row.actor_kind, "name": row.actor_name},
        "body": in_language(texts, language) if texts and language else row.body,
        "texts": {code: texts.get(code) for code in LANGUAGES} if texts else None,
        "changes": row.changes,
        "attachments": [attachment(file) for file in row.attachments],
        "mentions": row.mentions if row.mentions and _is_solver(caller, row) else [],
    }


def attachment(row: Attachment) -> dict[str, Any]:
    """AttachmentSchema."""
    return {
        "id": row.id,
        "name": row.name,
        "type": row.type,
        "size": row.size,
        "width": row.width,
        "height": row.height,
        "url": f"{config().public_url}/api/v1/attachments/{row.id}",
    }


def changed(row: Ticket) -> dict[str, Any]:
    """ChangedTicketSchema."""
    return {
        "id": row.id,
        "reference": row.reference,
        "status": row.status,
        "status_reason": row.status_reason,
        "priority": row.priority,
        "team": row.team_slug,
        "assignee": row.assignee_id,
        "parent": row.parent_id,
        "etag": etag_for(row.version),
        "updated_at": rfc3339(row.updated_at),
    }


def _is_solver(caller: Caller | None, row: Entry) -> bool:
    return caller is None or scope.works_on(caller, db.session.get_one(Ticket, row.ticket_id))


def answer(row: Ticket, caller: Caller, status: int = 200) -> Answer:
    """A creating or acting call's answer: the ticket as its GET shows it, and its ETag."""
    headers = {"Location": f"/api/v1/tickets/{row.id}"} if status == 201 else {}  # noqa: PLR2004 - HTTP's own
    shown = ticket(row, caller)
    return Answer(shown, status, etag=etag(row, shown), subject=row.id, headers=headers)


def etag(row: Ticket, shown: dict[str, Any]) -> str:
    """Of the ticket as `shown`: other tickets that stand in it change by themselves, and its row does not."""
    return etag_for(row.version, {name: shown[name] for name in _OTHERS if name in shown})


def counts(by: str, found: dict[Any, int], names: dict[str, str]) -> dict[str, Any]:
    """TicketCountsSchema, the most first; statuses in their order, those without tickets too."""
    if by == "status":
        items = [{by: str(status), "count": found.get(str(status), 0)} for status in Status]
    else:
        most_first = sorted(found.items(), key=lambda pair: (-pair[1], str(pair[0])))
        items = [{by: value, "count": number} for value, number in most_first]
    if by in ("team", "assignee"):
        items = [{**item, "name": names.get(str(item[by]))} for item in items]
    return {"items": items, "total": sum(found.values())}


def _facts(row: Ticket) -> dict[str, Any]:
    return {
        "id": row.id,
        "reference": row.reference,
        "kind": row.kind,
        "service": row.service,
        "description": row.description,
        "severity": row.severity,
        "answers": row.answers or [],
        "tried": row.tried or [],
        "priority": row.priority,
        "status": row.status,
        "status_reason": row.status_reason,
        "team": row.team_slug,
        "team_name": row.team.name,
        "assignee": row.assignee_id,
        "assignee_name": row.assignee.name if row.assignee else None,
        "reporter": {"id": row.reporter_id, "name": row.reporter.name},
        "routed_by": row.routed_by,
        "outage_id": row.outage_id,
        "outage_answer": row.outage_answer,
        "declined_outage_id": row.declined_outage_id,
        "related_to": row.related_to,
        "held_until": _moment(row.held_until),
        "held_for": row.held_for,
        "handling": _handling(row),
        "share_text": share_text(row),
        "external_id": row.external_id,
        "external_url": row.external_url,
        "due_at": _moment(row.due_at),
        "breached": row.is_breached(now()),
        "rating": _rating(row),
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
    }


def _handling(row: Ticket) -> dict[str, Any]:
    return {
        "answer": str(lifecycle.handling(Status(row.status))),
        "team": row.team_slug,
        "since": rfc3339(row.status_since),
        "last_human_action_at": _moment(row.last_human_action_at),
        "next_update_by": _moment(row.next_update_by),
    }


def _rating(row: Ticket) -> dict[str, Any] | None:
    if row.rating is None:
        return None
    return {"rating": row.rating, "comment": row.rating_comment, "at": _moment(row.rated_at)}


def _customer(row: Ticket, *, whole: bool) -> dict[str, Any]:
    return customer(row) if whole else {"postcode": row.customer_postcode}


def _moment(at: dt.datetime | None) -> str | None:
    return rfc3339(at) if at else None
