"""`GET /findings`: what is missing before going live, as `flask check` says it."""

from flask import Response

from backend import going_live
from backend.accounts.auth import people
from backend.accounts.caller import Caller
from backend.errors import Forbidden
from backend.going_live import Finding
from backend.http import Blueprint, answer
from backend.i18n import say
from shared.schemas.findings import FindingListSchema
from shared.vocabulary import Role

blueprint = Blueprint("findings", __name__, description="What is missing before going live.")


@blueprint.get("/findings")
@people
@blueprint.response(200, FindingListSchema)
def get_findings(who: Caller) -> Response:
    """What is missing, what blocks first, in the caller's language: for admins."""
    items = [{"text": say(one.text), "blocks": one.blocks, "about": one.about} for one in found(who)]
    return answer({"items": items})


def found(who: Caller) -> list[Finding]:
    """What is missing; raises Forbidden for all but admins, as it tells how the server is set up."""
    if who.role is not Role.ADMIN:
        raise Forbidden("Only admins see what is missing.")
    return going_live.findings()
