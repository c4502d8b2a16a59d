"""`/admin/help`: what people can try themselves; a team's own, all for managers and admins."""

from typing import Any

from flask import Response

from backend.accounts.caller import Caller
from backend.articles import present, services
from backend.board.admin.frame import KEEPERS, admin_page
from backend.board.admin.words import in_language
from backend.board.admin.words import services as service_choices
from backend.board.forms import Form, blank, sent
from backend.board.web import Pages, go, said, visitor
from backend.etags import etag_of
from backend.teams import services as teams
from shared.schemas.base import EmptySchema
from shared.schemas.help import MOST_STEPS, NewHelpSchema, PatchHelpSchema

pages = Pages("admin_help", __name__)

_CLEARS = ("service", "team", "video_url")
_ROOM = 2
"""Empty rows for further steps."""


@pages.get("/admin/help")
@visitor(*KEEPERS)
def all_of_it(who: Caller) -> Response:
    """What there is, and what it did."""
    counts = {one["id"]: one for one in services.counts(who)}
    rows = [present.article(row) for row in services.list_articles() if row.id in counts]
    titles = dict(service_choices())
    return admin_page(who, "help.html", articles=rows, counts=counts, titles=titles, names=teams.names())


@pages.get("/admin/help/new")
@visitor(*KEEPERS)
def begin(who: Caller) -> Response:
    """The form for a new one."""
    return _one(who, None, blank(NewHelpSchema))


@pages.post("/admin/help")
@visitor(*KEEPERS)
def add(who: Caller) -> Response:
    """Adds one."""
    form = sent(NewHelpSchema)
    if not form.act(lambda data: {"id": services.add_article(who, data).id}):
        return _one(who, None, form)
    said("The article is there: phones show it from now on.")
    return go("/admin/help")


@pages.get("/admin/help/<id:article_id>")
@visitor(*KEEPERS)
def one(who: Caller, article_id: str) -> Response:
    """One, to be changed."""
    now = present.article(services.find_article(article_id))
    return _one(who, article_id, blank(PatchHelpSchema, now, version=etag_of(now)))


@pages.post("/admin/help/<id:article_id>")
@visitor(*KEEPERS)
def amend(who: Caller, article_id: str) -> Response:
    """Changes it; phones show it as it is from their next look on."""
    form = sent(PatchHelpSchema, clears=_CLEARS)
    if form.change(lambda data, version: services.amend_article(who, article_id, data, version).id):
        said("It is saved, and holds from now on.")
        return go("/admin/help")
    if form.late:
        now = present.article(services.find_article(article_id))
        form.beside(now, etag_of(now))
    return _one(who, article_id, form)


@pages.post("/admin/help/<id:article_id>/remove")
@visitor(*KEEPERS)
def remove(who: Caller, article_id: str) -> Response:
    """Shows it no more."""
    form = sent(EmptySchema)
    if not form.act(lambda _: services.remove_article(who, article_id)):
        now = present.article(services.find_article(article_id))
        return _one(who, article_id, blank(PatchHelpSchema, now, version=etag_of(now)), form)
    said("The article is gone. Tickets with which it was tried keep its title.")
    return go("/admin/help")


def _one(who: Caller, article_id: str | None, form: Form, acted: Form | None = None) -> Response:
    acted = acted or blank(EmptySchema)
    shown = {"article_id": article_id, "form": form, "acted": acted, "steps": _rows(form), **_choices(who)}
    return admin_page(who, "help_article.html", status=max(form.status, acted.status), **shown)


def _rows(form: Form) -> int:
    numbers = [name.split("/")[1] for name in form.typed if name.startswith("steps/")]
    there = max((int(one) + 1 for one in numbers if one.isdecimal() and len(one) < 4), default=0)  # noqa: PLR2004 - ours
    return min(MOST_STEPS, there + _ROOM)


def _choices(who: Caller) -> dict[str, Any]:
    own, names = services.own_services(who), teams.names()
    keeps = {slug for slugs in own.values() for slug in slugs}
    chosen = [(one["slug"], in_language(one["title"])) for one in teams.list_services() if one["slug"] in keeps]
    return {
        "everywhere": teams.oversees(who),
        "services": chosen,
        "teams": [(slug, names[slug]) for slug in own if slug in names],
    }
