"""`/duty` and `/alerts`."""

from flask import Response, request

from backend.accounts.auth import people
from backend.accounts.caller import Caller
from backend.cursors import next_link, read_cursor
from backend.duty import present, services
from backend.duty.models import Alert
from backend.etags import etag_of
from backend.http import JSON, Answer, Blueprint, act, answer, change
from shared.schemas.base import EmptySchema
from shared.schemas.duty import AlertListSchema, AlertQuerySchema, AlertSchema, DutySchema, PutDutySchema

blueprint = Blueprint("duty", __name__, description="Who is on duty, and what they are told.")


@blueprint.get("/duty")
@people
@blueprint.response(200, DutySchema)
def get_duty(who: Caller) -> Response:
    """Who is told, in order."""
    shown = services.read(who)
    return answer(shown, etag=services.tag(shown))


@blueprint.put("/duty")
@people
@blueprint.arguments(PutDutySchema)
@blueprint.response(200, DutySchema)
def put_duty(who: Caller, data: JSON) -> Response:
    """Set who is told, in place of who was: for managers and admins."""
    match = request.headers.get("If-Match")

    def put() -> Answer:
        shown = services.change(who, data["people"], match)
        return Answer(shown, etag=services.tag(shown))

    return change(put)


@blueprint.get("/alerts")
@people
@blueprint.arguments(AlertQuerySchema, location="query")
@blueprint.response(200, AlertListSchema)
def get_alerts(who: Caller, query: JSON) -> Response:
    """What managers were told of, newest first."""
    cursor = read_cursor(query.get("cursor"), (int,))
    filters = {name: query.get(name) for name in ("status", "kind", "about")}
    rows = services.list_alerts(who, **filters, before=cursor[0] if cursor else None, limit=query["limit"] + 1)
    shown = rows[: query["limit"]]
    items = [present.alert(row) for row in shown]
    headers = next_link([shown[-1].seq]) if len(rows) > len(shown) else {}
    return answer({"items": items}, etag=etag_of(items), headers=headers)


@blueprint.get("/alerts/<id:alert_id>")
@people
@blueprint.response(200, AlertSchema)
def get_alert(who: Caller, alert_id: str) -> Response:
    """One alert, and whom it was brought to."""
    shown = present.alert(services.find(who, alert_id))
    return answer(shown, etag=etag_of(shown))


@blueprint.post("/alerts/<id:alert_id>/acknowledge")
@people
@blueprint.arguments(EmptySchema)
@blueprint.response(200, AlertSchema)
def acknowledge(who: Caller, _: JSON, alert_id: str) -> Response:
    """Say that you have it: nobody else is told from then on."""
    return act(lambda: _shown(services.acknowledge(who, alert_id)))


def _shown(row: Alert) -> Answer:
    shown = present.alert(row)
    return Answer(shown, etag=etag_of(shown), subject=row.id)
