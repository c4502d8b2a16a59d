"""`/outages`: the list, one, declaring, changing, telling."""

from flask import Response, request

from backend.accounts.auth import signed_in
from backend.accounts.caller import Caller
from backend.cursors import next_link, read_place
from backend.etags import etag_for, etag_of
from backend.http import JSON, Answer, act, answer, answer_bytes, change, idempotency_key
from backend.outages import present, services
from backend.outages.models import Outage
from backend.outages.routes.blueprint import blueprint
from shared.schemas.base import rfc3339
from shared.schemas.outages import (
    DeclareOutageSchema,
    MergeOutageSchema,
    NewUpdateSchema,
    OutageListSchema,
    OutageQuerySchema,
    OutageSchema,
    PatchOutageSchema,
    PreviewedUpdateSchema,
)


@blueprint.get("/outages")
@signed_in
@blueprint.arguments(OutageQuerySchema, location="query")
@blueprint.response(200, OutageListSchema)
def get_outages(who: Caller, query: JSON) -> Response:
    """What runs, what is announced, what ended within 24 hours; by postcode and service, what is behind trouble now."""
    if query.get("status") or query.get("external_id"):
        return _page(who, query)
    if not (query.get("postcode") or query.get("service")):
        page = services.listed().page(who)
        return answer_bytes(page.body, page.etag)
    items = services.search(who, query)
    return answer({"items": items}, etag=etag_of(items))


def _page(who: Caller, query: JSON) -> Response:
    rows, following = services.page_of(who, query, read_place(query.get("cursor")), query["limit"])
    items = present.many(rows, who)
    headers = next_link([rfc3339(following[0]), following[1]]) if following else {}
    return answer({"items": items}, etag=etag_of([items, *headers.values()]), headers=headers)


@blueprint.get("/outages/<id:outage_id>")
@signed_in
@blueprint.response(200, OutageSchema)
def get_outage(who: Caller, outage_id: str) -> Response:
    """One outage with its updates, newest first."""
    row = services.find(who, outage_id)
    if not present.follows_its_version(row, who):
        return _shown(row, who).response()
    return answer(present.outage(row, who), etag=etag_for(row.version))


@blueprint.post("/outages")
@signed_in
@blueprint.arguments(DeclareOutageSchema)
@blueprint.response(201, OutageSchema)
@blueprint.alt_response(200, schema=OutageSchema, description="That `external_id` was there: it has been changed.")
def declare(who: Caller, data: JSON) -> Response:
    """Declare an outage, or announce planned work."""

    def declared() -> Answer:
        row, new = services.declare(who, data)
        return _shown(row, who, 201 if new else 200)

    return act(declared)


@blueprint.patch("/outages/<id:outage_id>")
@signed_in
@blueprint.arguments(PatchOutageSchema)
@blueprint.response(200, OutageSchema)
def amend_outage(who: Caller, data: JSON, outage_id: str) -> Response:
    """Change what is known of it; its status changes by updates."""
    match = request.headers.get("If-Match")
    return change(lambda: _shown(services.amend(who, outage_id, data, match), who))


@blueprint.post("/outages/<id:outage_id>/updates")
@signed_in
@blueprint.arguments(NewUpdateSchema)
@blueprint.response(201, OutageSchema)
def post_update(who: Caller, data: JSON, outage_id: str) -> Response:
    """Tell people how it goes; with `If-Match` only where nobody else was first."""
    match = request.headers.get("If-Match")
    return act(lambda: _shown(services.post_update(who, outage_id, data, match), who, 201))


@blueprint.post("/outages/<id:outage_id>/preview")
@signed_in
@blueprint.arguments(NewUpdateSchema)
@blueprint.response(200, PreviewedUpdateSchema)
def preview_update(who: Caller, data: JSON, outage_id: str) -> Response:
    """What people would read of such an update now, in both languages; refused where the update would be."""
    # Asked for as at every POST; but nothing happens that could happen twice, so nothing is kept.
    idempotency_key()
    return answer(present.previewed(*services.preview_update(who, outage_id, data)))


@blueprint.post("/outages/<id:outage_id>/merge")
@signed_in
@blueprint.arguments(MergeOutageSchema)
@blueprint.response(200, OutageSchema)
def merge_outage(who: Caller, data: JSON, outage_id: str) -> Response:
    """It turns out to be another one: it ends here and goes on there, with all who are behind it."""
    match = request.headers.get("If-Match")
    return act(lambda: _shown(services.merge(who, outage_id, data, match), who))


def _shown(row: Outage, who: Caller, status: int = 200) -> Answer:
    headers = {"Location": f"/api/v1/outages/{row.id}"} if status == 201 else {}  # noqa: PLR2004 - HTTP's own
    return Answer(present.outage(row, who), status, etag=etag_for(row.version), subject=row.id, headers=headers)
