"""`/admin/teams/{slug}/templates`: the answers that a team gives often."""

from typing import Any

from flask import Response

from backend.accounts.caller import Caller
from backend.board.admin.frame import KEEPERS
from backend.board.admin.teams import team_page
from backend.board.forms import Form, blank, sent
from backend.board.web import Pages, go, said, visitor
from backend.etags import etag_of
from backend.teams import present
from backend.teams import services as teams
from backend.teams.placeholders import PLACEHOLDERS
from shared.schemas.base import EmptySchema
from shared.schemas.templates import NewTemplateSchema, PatchTemplateSchema

pages = Pages("admin_templates", __name__)


@pages.get("/admin/teams/<id:slug>/templates")
@visitor(*KEEPERS)
def see(who: Caller, slug: str) -> Response:
    """All of them."""
    rows = [present.template(row) for row in teams.list_templates(who, slug)]
    return team_page(who, slug, "templates.html", tab="templates", templates=rows)


@pages.get("/admin/teams/<id:slug>/templates/new")
@visitor(*KEEPERS)
def begin(who: Caller, slug: str) -> Response:
    """The form for a new one."""
    return _one(who, slug, None, blank(NewTemplateSchema))


@pages.post("/admin/teams/<id:slug>/templates")
@visitor(*KEEPERS)
def add(who: Caller, slug: str) -> Response:
    """Adds one."""
    form = sent(NewTemplateSchema)
    if not form.act(lambda data: {"id": teams.add_template(who, slug, data).id}):
        return _one(who, slug, None, form)
    said("The template is there: whoever answers can take it.")
    return go(f"/admin/teams/{slug}/templates")


@pages.get("/admin/teams/<id:slug>/templates/<id:template_id>")
@visitor(*KEEPERS)
def one(who: Caller, slug: str, template_id: str) -> Response:
    """One, to be changed."""
    now = present.template(teams.find_template(who, slug, template_id))
    return _one(who, slug, template_id, blank(PatchTemplateSchema, _values(now), version=etag_of(now)))


@pages.post("/admin/teams/<id:slug>/templates/<id:template_id>")
@visitor(*KEEPERS)
def amend(who: Caller, slug: str, template_id: str) -> Response:
    """Changes it; what was sent with it stays as it was sent."""
    form = sent(PatchTemplateSchema)
    if form.change(lambda data, version: teams.amend_template(who, slug, template_id, data, version).id):
        said("It is saved, and holds from now on.")
        return go(f"/admin/teams/{slug}/templates")
    if form.late:
        now = present.template(teams.find_template(who, slug, template_id))
        form.beside(_values(now), etag_of(now))
    return _one(who, slug, template_id, form)


@pages.post("/admin/teams/<id:slug>/templates/<id:template_id>/remove")
@visitor(*KEEPERS)
def remove(who: Caller, slug: str, template_id: str) -> Response:
    """Removes it."""
    form = sent(EmptySchema)
    if not form.act(lambda _: teams.remove_template(who, slug, template_id)):
        return _one(who, slug, template_id, form)
    said("The template is gone. Messages that were sent with it stay.")
    return go(f"/admin/teams/{slug}/templates")


def _one(who: Caller, slug: str, template_id: str | None, form: Form) -> Response:
    shown = {"template_id": template_id, "form": form, "placeholders": PLACEHOLDERS}
    return team_page(who, slug, "template.html", status=form.status, tab="templates", **shown)


def _values(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("slug", "title", "body")}
