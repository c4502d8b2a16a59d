"""Saved views of the queue: kept, changed and removed."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Response, request

from backend.accounts.caller import Caller
from backend.board import forms
from backend.board.desk import queries
from backend.board.desk.blueprint import pages
from backend.board.forms import Form
from backend.board.web import go, page, said, visitor
from backend.etags import etag_of
from backend.teams import services as teams
from backend.tickets.views import present, services
from shared.schemas.base import EmptySchema
from shared.schemas.views import NewViewSchema, PatchViewSchema
from shared.vocabulary import Role

_NAMES = ("name", "team")


@pages.get("/desk/views/new")
@visitor(Role.SOLVER, Role.MANAGER)
def new_view(who: Caller) -> Response:
    """A form for the filters of the queue that one comes from."""
    return _form(who, forms.blank(NewViewSchema(only=_NAMES)), request.args.get("queue", ""))


@pages.post("/desk/views/new")
@visitor(Role.SOLVER, Role.MANAGER)
def save_view(who: Caller) -> Response:
    """Keeps them under a name."""
    queue = request.form.get("_queue", "")
    form = forms.sent(NewViewSchema(only=_NAMES))
    query = _query(queue)
    if not form.act(lambda data: {"id": services.save_view(who, {"team": None, **data, "query": query}).id}):
        return _form(who, form, queue)
    said("The view is saved.")
    return go(f"/desk?{urlencode({**query, 'view': form.result['id']})}")


@pages.get("/desk/views/<id:view_id>")
@visitor(Role.SOLVER, Role.MANAGER)
def view(who: Caller, view_id: str) -> Response:
    """A saved view, to be called otherwise, shared, given the queue's filters of now, or removed."""
    shown = present.view(services.find_view(who, view_id), who)
    values = {name: shown[name] for name in _NAMES}
    form = forms.blank(PatchViewSchema(only=_NAMES), values, version=etag_of(shown))
    return _form(who, form, request.args.get("queue") or urlencode(shown["query"]), shown)


@pages.post("/desk/views/<id:view_id>")
@visitor(Role.SOLVER, Role.MANAGER)
def amend_view(who: Caller, view_id: str) -> Response:
    """Changes it."""
    form, queue = forms.sent(PatchViewSchema(only=_NAMES), clears=("team",)), request.form.get("_queue", "")
    query = _query(queue)

    def effect(data: dict[str, Any], version: str) -> None:
        services.amend_view(who, view_id, {**data, "query": query}, version)

    if not form.change(effect):
        shown = present.view(services.find_view(who, view_id), who)
        if form.late:
            form.beside({name: shown[name] for name in _NAMES}, etag_of(shown))
        return _form(who, form, queue, shown)
    said("The view is changed.")
    return go(f"/desk?{urlencode({**query, 'view': view_id})}")


@pages.post("/desk/views/<id:view_id>/remove")
@visitor(Role.SOLVER, Role.MANAGER)
def remove_view(who: Caller, view_id: str) -> Response:
    """Removes it, for all who saw it."""
    form = forms.sent(EmptySchema)
    form.act(lambda _: services.remove_view(who, view_id))
    said("The view is removed.")
    return go("/desk")


def _form(who: Caller, form: Form, queue: str, shown: dict[str, Any] | None = None) -> Response:
    names = teams.names()
    shared = [(slug, names[slug]) for slug in sorted(names if who.is_manager else who.teams)]
    query = _query(queue)
    back = f"/desk?{urlencode(query)}" if query else "/desk"
    return page(
        "desk/view.html", status=form.status, form=form, queue=queue, query=query, view=shown, teams=shared, back=back
    )


def _query(queue: str) -> dict[str, str]:
    return {name: value for name, value in parse_qsl(queue[: queries.LONGEST]) if name in queries.FILTERS}
