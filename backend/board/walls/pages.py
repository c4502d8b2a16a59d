"""`/board/walls`: which screens show the board, and a link for a new one."""

from typing import Any

from flask import Response

from backend import shown_once
from backend.accounts.caller import Caller
from backend.board import forms
from backend.board.forms import Form
from backend.board.walls import services
from backend.board.web import Pages, go, page, said, visitor
from backend.errors import NotFound
from shared.schemas.base import EmptySchema
from shared.schemas.walls import NewWallSchema
from shared.vocabulary import Role

pages = Pages("walls", __name__)


@pages.get("/board/walls")
@visitor(Role.MANAGER)
def walls(who: Caller) -> Response:
    """Those there are, and the form for another."""
    return _page(who, forms.blank(NewWallSchema, {"language": who.language}))


@pages.post("/board/walls")
@visitor(Role.MANAGER)
def make(who: Caller) -> Response:
    """A new one; its link is shown on this page alone."""
    form = forms.sent(NewWallSchema)

    def made(data: dict[str, Any]) -> dict[str, str]:
        row, secret = services.make(who, data)
        return {"label": row.label, "marker": secret.marker}

    if not form.act(made):
        return _page(who, form)
    url = shown_once.again(form.result["marker"]).get("url", "")
    return _page(who, forms.blank(NewWallSchema, {"language": who.language}), url=url, label=form.result["label"])


@pages.post("/board/walls/<id:wall_id>/end")
@visitor(Role.MANAGER)
def end(who: Caller, wall_id: str) -> Response:
    """Its screen goes dark."""

    def ended(_: dict[str, Any]) -> None:
        services.end(who, wall_id)

    try:
        if forms.sent(EmptySchema).act(ended):
            said("That screen shows nothing any more.")
    except NotFound:
        said("That screen was ended already.")
    return go("/board/walls")


def _page(who: Caller, form: Form, url: str = "", label: str = "") -> Response:
    rows = services.list_walls(who)
    answer = page("walls/walls.html", status=form.status, f=form, walls=rows, url=url, label=label)
    answer.headers["Cache-Control"] = "no-store"
    return answer
