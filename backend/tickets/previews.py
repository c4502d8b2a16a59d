"""`POST /teams/{slug}/templates/{id}/preview`: a template as it would go out for a ticket, with nothing sent."""

from flask import Response

from backend.accounts.auth import signed_in
from backend.accounts.caller import Caller
from backend.http import JSON, Blueprint, answer, idempotency_key
from backend.tickets import services
from shared.schemas.templates import PreviewedSchema, PreviewTemplateSchema

blueprint = Blueprint("previews", __name__, description="Response templates, filled in for a ticket.")


@blueprint.post("/teams/<id:slug>/templates/<id:template_id>/preview")
@signed_in
@blueprint.arguments(PreviewTemplateSchema)
@blueprint.response(200, PreviewedSchema)
def preview_template(who: Caller, data: JSON, slug: str, template_id: str) -> Response:
    """Both texts as they would go out now; 422 where the ticket has not what the template asks for."""
    # Asked for as at every POST; but nothing happens that could happen twice, so nothing is kept.
    idempotency_key()
    return answer(services.preview(who, slug, template_id, data["ticket_id"]))
