"""`/admin/outage-templates`: what people are told of outages often."""

from typing import Any

from flask import Response

from backend.accounts.caller import Caller
from backend.board.admin.frame import OVERSEERS, admin_page
from backend.board.forms import Form, blank, sent
from backend.board.shown import outage_status_name
from backend.board.web import Pages, go, said, visitor
from backend.etags import etag_of
from backend.outages import present
from backend.outages import services as outages
from backend.outages.wording import PLACEHOLDERS
from shared.schemas.base import EmptySchema
from shared.schemas.outage_templates import NewOutageTemplateSchema, PatchOutageTemplateSchema
from shared.vocabulary import OutageStatus

pages = Pages("admin_outage_templates", __name__)


@pages.get("/admin/outage-templates")
@visitor(*OVERSEERS)
def all_of_them(who: Caller) -> Response:
    """All, by their short name."""
    rows = [present.template(row) for row in outages.list_templates(who)]
    return admin_page(who, "outage_templates.html", templates=rows)


@pages.get("/admin/outage-templates/new")
@visitor(*OVERSEERS)
def begin(who: Caller) -> Response:
    """The form for a new one."""
    return _one(who, None, blank(NewOutageTemplateSchema))


@pages.post("/admin/outage-templates")
@visitor(*OVERSEERS)
def add(who: Caller) -> Response:
    """Adds one."""
    form = sent(NewOutageTemplateSchema)
    if not form.act(lambda data: {"id": outages.add_template(who, data).id}):
        return _one(who, None, form)
    said("The text is there: whoever tells of an outage can take it.")
    return go("/admin/outage-templates")


@pages.get("/admin/outage-templates/<id:template_id>")
@visitor(*OVERSEERS)
def one(who: Caller, template_id: str) -> Response:
    """One, to be changed."""
    now = present.template(outages.find_template(who, template_id))
    return _one(who, template_id, blank(PatchOutageTemplateSchema, _values(now), version=etag_of(now)))


@pages.post("/admin/outage-templates/<id:template_id>")
@visitor(*OVERSEERS)
def amend(who: Caller, template_id: str) -> Response:
    """Changes it; what was told with it stays as it was told."""
    form = sent(PatchOutageTemplateSchema, clears=("status",))
    if form.change(lambda data, version: outages.amend_template(who, template_id, data, version).id):
        said("It is saved, and holds from now on.")
        return go("/admin/outage-templates")
    if form.late:
        now = present.template(outages.find_template(who, template_id))
        form.beside(_values(now), etag_of(now))
    return _one(who, template_id, form)


@pages.post("/admin/outage-templates/<id:template_id>/remove")
@visitor(*OVERSEERS)
def remove(who: Caller, template_id: str) -> Response:
    """Removes it."""
    form = sent(EmptySchema)
    if not form.act(lambda _: outages.remove_template(who, template_id)):
        return _one(who, template_id, form)
    said("The text is gone. What was told with it stays.")
    return go("/admin/outage-templates")


def _one(who: Caller, template_id: str | None, form: Form) -> Response:
    statuses = [
        (str(status), outage_status_name(status)) for status in OutageStatus if status != OutageStatus.SUSPECTED
    ]
    shown = {"template_id": template_id, "form": form, "placeholders": PLACEHOLDERS, "statuses": statuses}
    return admin_page(who, "outage_template.html", status=form.status, **shown)


def _values(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("slug", "title", "text", "status")}
