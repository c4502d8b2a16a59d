"""What a manager does to outages: each a form that says what will be told, and a press that does it once."""

from collections.abc import Callable
from typing import Any

from flask import Response, request

from backend.accounts.caller import Caller
from backend.board import forms
from backend.board.forms import Form
from backend.board.now import services as now
from backend.board.outages import fields, services
from backend.board.outages.pages import titles
from backend.board.outages.schemas import ConfirmSchema
from backend.board.web import Pages, go, page, said, visitor
from backend.duty import services as duty
from backend.errors import Conflict, Invalid
from backend.i18n import reader_language
from backend.outages import present
from backend.outages import services as outages
from backend.outages.behind import services as behind
from shared.messages import Message
from shared.schemas.base import EmptySchema
from shared.schemas.outages import DeclareOutageSchema, MergeOutageSchema, NewUpdateSchema, PatchOutageSchema
from shared.vocabulary import LANGUAGES, OutageKind, OutageStatus, Role

pages = Pages("outage_acts", __name__)

_TIMES = ("started_at", "expected_end_at", "next_update_at")


@pages.get("/board/outages/new")
@visitor(Role.MANAGER)
def declare_form(_who: Caller) -> Response:
    """The form of a new outage, or of planned work (`?kind=maintenance`), with what the address says of it."""
    asked = {name: request.args.getlist(name) for name in ("services", "areas") if request.args.get(name)}
    kind = OutageKind.MAINTENANCE if request.args.get("kind") == OutageKind.MAINTENANCE else OutageKind.OUTAGE
    return _declare(fields.declaring(kind, asked), kind)


@pages.post("/board/outages/new")
@visitor(Role.MANAGER)
def declare(who: Caller) -> Response:
    """Declares it."""
    form = forms.sent(DeclareOutageSchema, clears=fields.CLEARS)
    if not form.act(lambda data: outages.declare(who, data)[0].id):
        planned = form.value("kind") == OutageKind.MAINTENANCE
        return _declare(form, OutageKind.MAINTENANCE if planned else OutageKind.OUTAGE)
    said("Declared: everybody concerned can see it now.")
    return go(f"/board/outages/{form.result}")


def _declare(form: Form, kind: OutageKind) -> Response:
    return page("outages/declare.html", status=form.status, f=form, kind=str(kind), **_choices())


@pages.get("/board/outages/<id:outage_id>/confirm")
@visitor(Role.MANAGER)
def confirm_form(who: Caller, outage_id: str) -> Response:
    """A suspicion's form, filled in, to be changed first."""
    one = now.one(who, outage_id)
    if one.outage["status"] != OutageStatus.SUSPECTED:
        return go(f"/board/outages/{outage_id}")
    return _confirm(one, fields.deciding(one.outage, one.etag).form)


@pages.post("/board/outages/<id:outage_id>/confirm")
@visitor(Role.MANAGER)
def confirm(who: Caller, outage_id: str) -> Response:
    """It is an outage: everybody concerned is told."""
    form = forms.sent(ConfirmSchema, clears=fields.CLEARS)
    version = form.version
    if form.act(lambda data: services.confirm(who, outage_id, data, version), subject=outage_id):
        said("Confirmed: everybody concerned can see it now.")
        return go("/board")
    return _confirm(_beside(who, outage_id, form), form)


def _confirm(one: now.Current, form: Form) -> Response:
    return page("outages/confirm.html", status=form.status, f=form, one=one, **_choices())


@pages.post("/board/outages/<id:outage_id>/dismiss")
@visitor(Role.MANAGER)
def dismiss(who: Caller, outage_id: str) -> Response:
    """It is none; of a suspicion nobody was told, so nobody is told."""
    form = forms.sent(EmptySchema)
    version = form.version
    if form.act(lambda _: services.dismiss(who, outage_id, version), subject=outage_id):
        said("Dismissed: nobody was told of it.")
        return go("/board")
    # It is another one by now, or somebody has decided: that is to be looked at before it is pressed again.
    for problem in form.problems:
        said(problem)
    return go(f"/board/outages/{outage_id}")


@pages.get("/board/outages/<id:outage_id>/update")
@visitor(Role.MANAGER)
def update_form(who: Caller, outage_id: str) -> Response:
    """What people are told next; `?status=` is what it becomes."""
    one = now.one(who, outage_id)
    asked = request.args.get("status", "")
    status = asked if asked in one.outage["allowed"] else _stays(one.outage)
    return _update(who, one, fields.updating(one.outage, one.etag, status))


@pages.post("/board/outages/<id:outage_id>/update")
@visitor(Role.MANAGER)
def update(who: Caller, outage_id: str) -> Response:
    """Shows what people would read, fills a template in, or tells."""
    form = forms.sent(NewUpdateSchema, clears=fields.TIMES_TOLD)
    if form.action in ("preview", "fill"):
        return _update(who, now.one(who, outage_id), form, shown=_preview(who, outage_id, form))
    version = form.version

    def tell(data: dict[str, Any]) -> str:
        as_it_was = services.moved(data, outages.find(who, outage_id), *_TIMES)
        return outages.post_update(who, outage_id, as_it_was, version).id

    if form.act(tell, subject=outage_id):
        said("Told: everybody concerned can read it now.")
        return go(f"/board/outages/{outage_id}")
    return _update(who, _beside(who, outage_id, form), form)


def _preview(who: Caller, outage_id: str, form: Form) -> dict[str, Any] | None:
    """What people would read (PreviewedUpdateSchema); a template that is filled in stands in the fields from now on.

    Where that cannot be, what was typed stays.
    """
    fills = form.action == "fill"
    if fills and not form.value("template"):
        form.wrong("template", "Choose a text first.")
        return None
    typed = {language: form.value(f"text/{language}") for language in LANGUAGES}
    if fills:
        _say(form, {})
    data = form.load()
    if data is None:
        _say(form, typed)
        return None
    try:
        outage = outages.find(who, outage_id)
        before, as_it_was = outage.status, services.moved(data, outage, *_TIMES)
        if fills:
            # What the template sets counts, not what the form stood on.
            as_it_was.pop("status", None)
        told = present.previewed(*outages.preview_update(who, outage_id, as_it_was))
    except (Conflict, Invalid) as error:
        _say(form, typed)
        form.refuse(error)
        return None
    if fills:
        form.typed.poplist("template")
        if told["status"] != before:
            form.typed["status"] = told["status"]
        _say(form, told["text"])
    return told


def _say(form: Form, text: dict[str, str]) -> None:
    for language in LANGUAGES:
        form.typed.poplist(f"text/{language}")
        form.typed[f"text/{language}"] = text.get(language, "")


def _update(who: Caller, one: now.Current, form: Form, shown: dict[str, Any] | None = None) -> Response:
    allowed = one.outage["allowed"]
    known = fields.templates(who, reader_language())
    return page(
        "outages/update.html",
        status=form.status,
        f=form,
        one=one,
        allowed=allowed,
        known=known,
        shown=shown,
        **_choices(),
    )


@pages.get("/board/outages/<id:outage_id>/change")
@visitor(Role.MANAGER)
def change_form(who: Caller, outage_id: str) -> Response:
    """What is known of it, to be changed; planned work is moved here."""
    one = now.one(who, outage_id)
    return _change(one, fields.changing(one.outage, one.etag))


@pages.post("/board/outages/<id:outage_id>/change")
@visitor(Role.MANAGER)
def change(who: Caller, outage_id: str) -> Response:
    """Changes it; where times move, people are told in words of ours."""
    form = forms.sent(PatchOutageSchema, clears=fields.CLEARS)

    def amend(data: dict[str, Any], version: str) -> str:
        as_it_was = services.moved(data, outages.find(who, outage_id), *_TIMES)
        return outages.amend(who, outage_id, as_it_was, version).id

    if form.change(amend):
        said("Changed.")
        return go(f"/board/outages/{outage_id}")
    return _change(_beside(who, outage_id, form), form)


def _change(one: now.Current, form: Form) -> Response:
    return page("outages/change.html", status=form.status, f=form, one=one, **_choices())


@pages.get("/board/outages/<id:outage_id>/explain")
@visitor(Role.MANAGER)
def explain_form(who: Caller, outage_id: str) -> Response:
    """The post-mortem of what is over."""
    one = now.one(who, outage_id)
    written = {"postmortem": fields.written(one.outage)["postmortem"]}
    return _explain(one, forms.blank(PatchOutageSchema(only=["postmortem"]), written, version=one.etag))


@pages.post("/board/outages/<id:outage_id>/explain")
@visitor(Role.MANAGER)
def explain(who: Caller, outage_id: str) -> Response:
    """Keeps it."""
    form = forms.sent(PatchOutageSchema(only=["postmortem"]), clears=fields.CLEARS)
    if form.change(lambda data, version: outages.amend(who, outage_id, data, version).id):
        said("The post-mortem is kept.")
        return go(f"/board/outages/{outage_id}")
    return _explain(_beside(who, outage_id, form), form)


def _explain(one: now.Current, form: Form) -> Response:
    return page("outages/explain.html", status=form.status, f=form, one=one, titles=titles())


@pages.get("/board/outages/<id:outage_id>/merge")
@visitor(Role.MANAGER)
def merge_form(who: Caller, outage_id: str) -> Response:
    """As which other one it goes on."""
    one = now.one(who, outage_id)
    return _merge(who, one, forms.blank(MergeOutageSchema, version=one.etag))


@pages.post("/board/outages/<id:outage_id>/merge")
@visitor(Role.MANAGER)
def merge(who: Caller, outage_id: str) -> Response:
    """It goes on as the other one."""
    form = forms.sent(MergeOutageSchema)
    version = form.version
    if form.act(lambda data: outages.merge(who, outage_id, data, version).merged_into_id, subject=outage_id):
        said("Merged: all who were behind it are behind this one now.")
        return go(f"/board/outages/{form.result}")
    return _merge(who, _beside(who, outage_id, form), form)


def _merge(who: Caller, one: now.Current, form: Form) -> Response:
    language = reader_language()
    others = [
        (other.outage["id"], f"{other.outage['title'][language]} ({other.outage['where'][language]})")
        for other in now.board(who, 0).current
        if other.outage["id"] != one.outage["id"] and other.outage["kind"] == OutageKind.OUTAGE
    ]
    return page("outages/merge.html", status=form.status, f=form, one=one, others=others, titles=titles())


@pages.post("/board/outages/<id:outage_id>/tickets")
@visitor(Role.MANAGER)
def link(who: Caller, outage_id: str) -> Response:
    """Brings all open tickets that match behind it, and those that match later."""
    here = f"/board/outages/{outage_id}"
    return _press(lambda: behind.link_all(who, outage_id), Message("They come behind it, within seconds."), here)


@pages.post("/board/alerts/<id:alert_id>/acknowledge")
@visitor(Role.MANAGER)
def have_it(who: Caller, alert_id: str) -> Response:
    """Says that the manager has it: nobody else is told."""
    back = request.form.get("_back", "")
    here = back if back.startswith("/board") else "/board"
    return _press(lambda: duty.acknowledge(who, alert_id), Message("You have it: nobody else is woken for it."), here)


def _press(effect: Callable[[], Any], sentence: Message, address: str) -> Response:
    form = forms.sent(EmptySchema)

    def done(_: dict[str, Any]) -> None:
        effect()

    if form.act(done):
        said(sentence)
    else:
        for problem in form.problems:
            said(problem)
    return go(address)


def _beside(who: Caller, outage_id: str, form: Form) -> now.Current:
    """The outage as it is now; where somebody was first, it stands beside what was typed."""
    one = now.one(who, outage_id)
    if form.late:
        form.beside(fields.facts(one.outage), one.etag)
    return one


def _stays(item: dict[str, Any]) -> str:
    """The status that it has, or the first that it may have where it cannot keep it."""
    return str(item["status"] if item["status"] in item["allowed"] or not item["allowed"] else item["allowed"][0])


def _choices() -> dict[str, Any]:
    return {"impacts": fields.impacts(), "offered": fields.offered(reader_language()), "titles": titles()}
