"""`/admin/services`: what people can pass a problem on with."""

from typing import Any

from flask import Response

from backend import withdrawing
from backend.accounts.caller import Caller
from backend.board.admin.frame import OVERSEERS, admin_page
from backend.board.admin.words import severities
from backend.board.forms import Form, blank, sent
from backend.board.web import Pages, go, said, visitor
from backend.etags import etag_of
from backend.teams import present
from backend.teams import services as teams
from shared.schemas.answers import MOST_OPTIONS, MOST_QUESTIONS
from shared.schemas.base import EmptySchema
from shared.schemas.services import NewServiceSchema, OrderServicesSchema, PatchServiceSchema
from shared.vocabulary import LANGUAGES

pages = Pages("admin_services", __name__)

_CLEARS = ("questions", "sets")
_ROOM = 2
"""Empty rows for further questions, and for further answers to each."""


@pages.get("/admin/services")
@visitor(*OVERSEERS)
def all_of_them(who: Caller) -> Response:
    """In the order in which they are shown."""
    return _all(who, blank(EmptySchema))


@pages.post("/admin/services/order")
@visitor(*OVERSEERS)
def order(who: Caller) -> Response:
    """Sets the order."""
    form = sent(OrderServicesSchema)
    if form.change(lambda data, version: teams.order_services(who, data["order"], version)):
        return go("/admin/services")
    return _all(who, form)


@pages.get("/admin/services/new")
@visitor(*OVERSEERS)
def begin(who: Caller) -> Response:
    """The form for a new one."""
    return _one(who, None, blank(NewServiceSchema))


@pages.post("/admin/services")
@visitor(*OVERSEERS)
def add(who: Caller) -> Response:
    """Offers something new."""
    form = _without_blank(sent(NewServiceSchema))
    if not form.act(lambda data: {"slug": teams.add_service(who, data).slug}):
        return _one(who, None, form)
    said("The service is there: people can pass problems with it on from now on.")
    return go("/admin/services")


@pages.get("/admin/services/<id:slug>")
@visitor(*OVERSEERS)
def one(who: Caller, slug: str) -> Response:
    """One, to be changed."""
    now = present.service(teams.find_service(who, slug))
    return _one(who, slug, blank(PatchServiceSchema, _values(now), version=etag_of(now)))


@pages.post("/admin/services/<id:slug>")
@visitor(*OVERSEERS)
def amend(who: Caller, slug: str) -> Response:
    """Changes it."""
    form = _without_blank(sent(PatchServiceSchema, clears=_CLEARS))
    if form.change(lambda data, version: teams.amend_service(who, slug, data, version).slug):
        said("It is saved, and holds from now on.")
        return go("/admin/services")
    if form.late:
        now = present.service(teams.find_service(who, slug))
        form.beside(_values(now), etag_of(now))
    return _one(who, slug, form)


@pages.post("/admin/services/<id:slug>/remove")
@visitor(*OVERSEERS)
def remove(who: Caller, slug: str) -> Response:
    """Takes it away where nothing names it."""
    form = sent(EmptySchema)
    if not form.act(lambda _: withdrawing.withdraw(who, slug)):
        now = present.service(teams.find_service(who, slug))
        return _one(who, slug, blank(PatchServiceSchema, _values(now), version=etag_of(now)), form)
    said("The service is gone.")
    return go("/admin/services")


def _all(who: Caller, form: Form) -> Response:
    rows = teams.list_services()
    return admin_page(who, "services.html", status=form.status, form=form, services=rows, version=etag_of(rows))


def _one(who: Caller, slug: str | None, form: Form, acted: Form | None = None) -> Response:
    rows = [_rows(form, f"questions/{number}/options", MOST_OPTIONS) for number in range(MOST_QUESTIONS)]
    rows = rows[: _rows(form, "questions", MOST_QUESTIONS)]
    acted = acted or blank(EmptySchema)
    status = max(form.status, acted.status)
    shown = {"slug": slug, "form": form, "acted": acted, "rows": rows, "severities": severities()}
    return admin_page(who, "service.html", status=status, **shown)


def _rows(form: Form, name: str, most: int) -> int:
    """How many rows of a list to show: those that there are, and some empty ones."""
    return min(most, max((number + 1 for number in _numbers(form, name)), default=0) + _ROOM)


def _numbers(form: Form, name: str) -> set[int]:
    found = {key.removeprefix(f"{name}/").partition("/")[0] for key in form.typed if key.startswith(f"{name}/")}
    return {int(number) for number in found if number.isdecimal() and len(number) < 4}  # noqa: PLR2004 - of ours


def _without_blank(form: Form) -> Form:
    """A question or answer whose text is emptied is none any more, whatever else stands in its row."""
    for number in _numbers(form, "questions"):
        row = f"questions/{number}"
        for option in _numbers(form, f"{row}/options"):
            _drop_if_blank(form, f"{row}/options/{option}")
        _drop_if_blank(form, row)
    return form


def _drop_if_blank(form: Form, row: str) -> None:
    if not any(form.value(f"{row}/text/{language}").strip() for language in LANGUAGES):
        for name in [name for name in form.typed if name.startswith(f"{row}/")]:
            form.typed.poplist(name)


def _values(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("title", "icon", "questions", "sets")}
