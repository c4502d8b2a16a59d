"""`/teams/{slug}/templates`: the answers that a team gives often."""

from flask import Response, request

from backend.accounts.auth import signed_in
from backend.accounts.caller import Caller
from backend.etags import etag_of
from backend.http import JSON, Answer, act, answer, change
from backend.teams import present, services
from backend.teams.models import ResponseTemplate
from backend.teams.routes.blueprint import blueprint
from shared.schemas.base import EmptySchema
from shared.schemas.templates import NewTemplateSchema, PatchTemplateSchema, TemplateListSchema, TemplateSchema


@blueprint.get("/teams/<id:slug>/templates")
@signed_in
@blueprint.response(200, TemplateListSchema)
def get_templates(who: Caller, slug: str) -> Response:
    """The team's response templates, by slug."""
    return answer({"items": [present.template(row) for row in services.list_templates(who, slug)]})


@blueprint.post("/teams/<id:slug>/templates")
@signed_in
@blueprint.arguments(NewTemplateSchema)
@blueprint.response(201, TemplateSchema)
def add_template(who: Caller, data: JSON, slug: str) -> Response:
    """Add a response template; a placeholder that there is none of is refused."""
    return act(lambda: _shown(services.add_template(who, slug, data), 201))


@blueprint.get("/teams/<id:slug>/templates/<id:template_id>")
@signed_in
@blueprint.response(200, TemplateSchema)
def get_template(who: Caller, slug: str, template_id: str) -> Response:
    """One response template."""
    shown = present.template(services.find_template(who, slug, template_id))
    return answer(shown, etag=etag_of(shown))


@blueprint.patch("/teams/<id:slug>/templates/<id:template_id>")
@signed_in
@blueprint.arguments(PatchTemplateSchema)
@blueprint.response(200, TemplateSchema)
def amend_template(who: Caller, data: JSON, slug: str, template_id: str) -> Response:
    """Change a response template; what was sent with it stays as it was sent."""
    match = request.headers.get("If-Match")
    return change(lambda: _shown(services.amend_template(who, slug, template_id, data, match)))


@blueprint.delete("/teams/<id:slug>/templates/<id:template_id>")
@signed_in
@blueprint.response(200, EmptySchema)
def remove_template(who: Caller, slug: str, template_id: str) -> Response:
    """Remove a response template."""

    def remove() -> Answer:
        services.remove_template(who, slug, template_id)
        return Answer({})

    return change(remove)


def _shown(row: ResponseTemplate, status: int = 200) -> Answer:
    shown = present.template(row)
    return Answer(shown, status, etag=etag_of(shown))
