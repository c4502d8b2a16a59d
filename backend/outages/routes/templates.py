"""`/outage-templates`: what people are told often."""

from flask import Response, request

from backend.accounts.auth import signed_in
from backend.accounts.caller import Caller
from backend.etags import etag_of
from backend.http import JSON, Answer, act, answer, change
from backend.outages import present, services
from backend.outages.models import OutageTemplate
from backend.outages.routes.blueprint import blueprint
from shared.schemas.base import EmptySchema
from shared.schemas.outage_templates import (
    NewOutageTemplateSchema,
    OutageTemplateListSchema,
    OutageTemplateSchema,
    PatchOutageTemplateSchema,
)


@blueprint.get("/outage-templates")
@signed_in
@blueprint.response(200, OutageTemplateListSchema)
def get_outage_templates(who: Caller) -> Response:
    """All templates for updates, by slug."""
    return answer({"items": [present.template(row) for row in services.list_templates(who)]})


@blueprint.post("/outage-templates")
@signed_in
@blueprint.arguments(NewOutageTemplateSchema)
@blueprint.response(201, OutageTemplateSchema)
def add_outage_template(who: Caller, data: JSON) -> Response:
    """Add a template for updates; a placeholder that there is none of is refused."""
    return act(lambda: _shown(services.add_template(who, data), 201))


@blueprint.get("/outage-templates/<id:template_id>")
@signed_in
@blueprint.response(200, OutageTemplateSchema)
def get_outage_template(who: Caller, template_id: str) -> Response:
    """One template for updates."""
    shown = present.template(services.find_template(who, template_id))
    return answer(shown, etag=etag_of(shown))


@blueprint.patch("/outage-templates/<id:template_id>")
@signed_in
@blueprint.arguments(PatchOutageTemplateSchema)
@blueprint.response(200, OutageTemplateSchema)
def amend_outage_template(who: Caller, data: JSON, template_id: str) -> Response:
    """Change a template for updates; what was told with it stays as it was told."""
    match = request.headers.get("If-Match")
    return change(lambda: _shown(services.amend_template(who, template_id, data, match)))


@blueprint.delete("/outage-templates/<id:template_id>")
@signed_in
@blueprint.response(200, EmptySchema)
def remove_outage_template(who: Caller, template_id: str) -> Response:
    """Remove a template for updates."""

    def remove() -> Answer:
        services.remove_template(who, template_id)
        return Answer({})

    return change(remove)


def _shown(row: OutageTemplate, status: int = 200) -> Answer:
    shown = present.template(row)
    return Answer(shown, status, etag=etag_of(shown))
