"""`POST /tickets/bulk`: one change of many tickets, each result reported."""

from functools import partial
from typing import Any

from flask import Response

from backend.accounts.auth import signed_in
from backend.accounts.caller import Caller
from backend.clock import now
from backend.errors import DomainError
from backend.http import JSON, Blueprint, act_in_parts
from backend.i18n import reader_language
from backend.problems import document
from backend.tickets import present, services
from backend.tickets.services.bulk import AT_ONCE, Asked, Outcome
from shared.schemas.bulk import BulkResultsSchema, BulkSchema

blueprint = Blueprint("bulk", __name__, description="Many tickets at once.")


@blueprint.post("/tickets/bulk")
@signed_in
@blueprint.arguments(BulkSchema)
@blueprint.response(200, BulkResultsSchema)
def bulk(who: Caller, data: JSON) -> Response:
    """Change up to 500 tickets alike, each as PATCH would, none half done; what is refused is told for each."""
    language, ids = reader_language(), data["ids"]
    asked = Asked(ids, data["change"], data["etags"], now())

    def part(some: list[str]) -> list[JSON]:
        return [told(outcome, language) for outcome in services.amend_each(who, asked, some)]

    starts = range(0, len(ids), AT_ONCE)
    parts = {f"{start}+{AT_ONCE}": partial(part, ids[start : start + AT_ONCE]) for start in starts}
    return act_in_parts(parts, _joined)


def told(outcome: Outcome, language: str) -> JSON:
    """BulkResultSchema: what became of one ticket."""
    result = outcome.result
    if isinstance(result, DomainError):
        return {"id": outcome.id, "status": result.status, "problem": document(result, language)}
    return {"id": outcome.id, "status": 200, "ticket": present.changed(result)}


def _joined(parts: list[Any]) -> JSON:
    results = [result for part in parts for result in part]
    failed = sum("problem" in result for result in results)
    return {"results": results, "succeeded": len(results) - failed, "failed": failed}
