"""`/outages/watched`: what speaks for an outage, and not yet enough to say so."""

from flask import Response

from backend.accounts.auth import people
from backend.accounts.caller import Caller
from backend.etags import etag_of
from backend.http import answer
from backend.outages import services
from backend.outages.detection import present
from backend.outages.routes.blueprint import blueprint
from shared.schemas.suspicions import WatchListSchema


@blueprint.get("/outages/watched")
@people
@blueprint.response(200, WatchListSchema)
def get_watched(who: Caller) -> Response:
    """Places and services whose tickets speak for an outage, below the threshold; the strongest first. For managers."""
    shown = {"items": [present.watched(one) for one in services.watched(who)]}
    return answer(shown, etag=etag_of(shown))
