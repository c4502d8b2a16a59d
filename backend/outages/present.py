"""Outages as the API shows them: plain dictionaries in the shapes of shared/schemas/outages.py."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from backend.accounts.caller import Caller
from backend.areas import services as areas
from backend.clock import now
from backend.outages import promises, share
from backend.outages.behind.services.counting import figures
from backend.outages.detection import keeping
from backend.outages.detection import present as suspicions
from backend.outages.models import Outage, OutageTemplate, OutageUpdate
from backend.outages.permission import may_declare, sees_behind
from shared import lifecycle
from shared.schemas.base import rfc3339
from shared.vocabulary import LANGUAGES, OutageStatus, TextIn


def outage(row: Outage, caller: Caller) -> dict[str, Any]:
    """OutageSchema; `allowed` names the statuses that an update by this caller may set.

    What detection knows of it comes with its series, which lists leave out.
    """
    shown = many([row], caller)[0]
    kept = keeping.of([row.id]).get(row.id) if caller.is_manager else None
    return {**shown, "suspicion": suspicions.with_series(kept)} if kept else shown


def follows_its_version(row: Outage, caller: Caller) -> bool:
    """Whether what is shown of it changes with its version only, so that who has that version has what is shown.

    Who is behind it changes without it, what it was merged into does, and a promise passes before the worker notes it.
    """
    noted = not promises.is_late(row, now()) or row.nudged_for == promises.promised(row)
    return not sees_behind(caller) and row.merged_into_id is None and noted


def many(rows: Sequence[Outage], caller: Caller) -> list[dict[str, Any]]:
    """Several, their updates having been read in one go; who is behind them is counted for teams and managers.

    To managers alone: what detection knows of them.
    """
    counted = figures([row.id for row in rows]) if rows and sees_behind(caller) else {}
    found = suspicions.suspicions([row.id for row in rows]) if rows and caller.is_manager else {}
    return [
        {
            **_facts(row),
            "behind": counted.get(row.id),
            "allowed": _allowed(row, caller),
            "suspicion": found.get(row.id),
        }
        for row in rows
    ]


def for_team(row: Outage) -> dict[str, Any]:
    """The outage as a team is told it in an event: to know of, not to act on."""
    return {**_facts(row), "behind": None, "allowed": [], "suspicion": None}


def _allowed(row: Outage, caller: Caller) -> list[str]:
    moves = lifecycle.OUTAGE_MOVES[OutageStatus(row.status)] if may_declare(caller) else ()
    return [str(status) for status in moves]


def _facts(row: Outage) -> dict[str, Any]:
    return {
        "id": row.id,
        "external_id": row.external_id,
        "kind": row.kind,
        "status": row.status,
        "impact": row.impact,
        **texts("title", row.title),
        **texts("advice", row.advice),
        "services": row.services,
        "areas": row.areas,
        "where": {language: areas.where(row.areas, language) for language in LANGUAGES},
        "started_at": rfc3339(row.started_at),
        "expected_end_at": _moment(row.expected_end_at),
        "estimates": [_estimate(one) for one in promises.earlier(row)],
        "next_update_at": _moment(row.next_update_at),
        "overdue": promises.is_late(row, now()),
        "announced_at": _moment(row.announced_at),
        "resolved_at": _moment(row.resolved_at),
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
        **texts("postmortem", row.postmortem),
        "merged_into": row.merged_into_id,
        "updates": [update(one) for one in row.updates],
        "postcodes": areas.prefixes(row.areas),
        "share_text": share.of_outage(row),
    }


def update(row: OutageUpdate) -> dict[str, Any]:
    """UpdateSchema."""
    return {
        "id": row.id,
        "kind": row.kind,
        "at": rfc3339(row.at),
        "status": row.status,
        **texts("text", row.text),
        "next_update_at": _moment(row.next_update_at),
        "expected_end_at": _moment(row.expected_end_at),
        "by": row.by,
    }


def previewed(row: Outage, text: dict[str, Any]) -> dict[str, Any]:
    """PreviewedUpdateSchema."""
    told = {"next_update_at": _moment(row.next_update_at), "expected_end_at": _moment(row.expected_end_at)}
    return {"status": row.status, **texts("text", text), **told}


def template(row: OutageTemplate) -> dict[str, Any]:
    """OutageTemplateSchema: as it was written, for who keeps it."""
    return {
        "id": row.id,
        "slug": row.slug,
        "title": row.title,
        "text": row.text,
        "status": row.status,
        "missing": [language for language in LANGUAGES if not (row.text.get(language) or "").strip()],
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
    }


def texts(name: str, text: dict[str, Any] | None) -> dict[str, Any]:
    """A text under `name`, in both languages though it may be written in one, and under `name_in` in which it is."""
    if text is None:
        return {name: None, f"{name}_in": None}
    there = [language for language in LANGUAGES if (text.get(language) or "").strip()]
    either = text[there[0]] if there else ""
    said = {language: text[language] if language in there else either for language in LANGUAGES}
    return {name: said, f"{name}_in": there[0] if len(there) == 1 else str(TextIn.BOTH)}


def _estimate(row: OutageUpdate) -> dict[str, Any]:
    return {"expected_end_at": _moment(row.expected_end_at), "at": rfc3339(row.at)}


def _moment(at: dt.datetime | None) -> str | None:
    return rfc3339(at) if at else None
