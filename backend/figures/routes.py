"""`/board/...`: what managers look at."""

from flask import Response

from backend.accounts.auth import people
from backend.accounts.caller import Caller
from backend.etags import etag_of
from backend.figures import present, services
from backend.http import Blueprint, answer
from shared.schemas.board import SummarySchema

blueprint = Blueprint("figures", __name__, description="What managers look at.")

AS_OF = "Doorgeven-As-Of"
"""Up to when what is shown is counted; also with a 304, whose reader has it as of then."""


@blueprint.get("/board/summary")
@people
@blueprint.response(200, SummarySchema)
def get_summary(who: Caller) -> Response:
    """How it stands now: outages, tickets against the usual, teams, and what nobody may have noticed; for managers."""
    services.check_reads(who)
    shown = present.summary(services.summary())
    # The age is no news: who has the rest has all of it.
    etag = etag_of({**shown, "as_of": None})
    return answer(shown, etag=etag, headers={AS_OF: shown["as_of"]})
