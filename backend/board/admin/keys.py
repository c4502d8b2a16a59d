"""`/admin/teams/{slug}/keys`: what a team's programs sign in with, shown once."""

from typing import Any

from flask import Response

from backend import shown_once
from backend.accounts.caller import Caller
from backend.board.admin.frame import KEEPERS
from backend.board.admin.teams import team_page
from backend.board.forms import Form, blank, sent
from backend.board.web import Pages, go, said, visitor
from backend.teams import services as teams
from shared.schemas.base import EmptySchema
from shared.schemas.keys import NewKeySchema

pages = Pages("admin_keys", __name__)


@pages.get("/admin/teams/<id:slug>/keys")
@visitor(*KEEPERS)
def see(who: Caller, slug: str) -> Response:
    """All of them, ended ones too; never a secret."""
    return _all(who, slug, blank(NewKeySchema))


@pages.post("/admin/teams/<id:slug>/keys")
@visitor(*KEEPERS)
def add(who: Caller, slug: str) -> Response:
    """Makes one; this answer shows its secret, and no later one does."""

    def make(data: dict[str, Any]) -> dict[str, str]:
        secret = shown_once.new(shown_once.KEY)
        teams.add_key(who, slug, data["name"], data["rights"], secret.text)
        return {"marker": secret.marker}

    form = sent(NewKeySchema)
    if not form.act(make):
        return _all(who, slug, form)
    return shown_secret(_all(who, slug, blank(NewKeySchema), **shown_once.again(form.result["marker"])))


@pages.post("/admin/teams/<id:slug>/keys/<id:key_id>/end")
@visitor(*KEEPERS)
def end(who: Caller, slug: str, key_id: str) -> Response:
    """Ends one: it opens nothing from now on."""
    form = sent(EmptySchema)
    if not form.act(lambda _: {"id": teams.revoke_key(who, slug, key_id).id}):
        return _all(who, slug, form)
    said("The key is ended: whatever uses it is refused from now on.")
    return go(f"/admin/teams/{slug}/keys")


def shown_secret(response: Response) -> Response:
    """The page that shows a secret is kept nowhere."""
    response.headers["Cache-Control"] = "no-store"
    return response


def _all(who: Caller, slug: str, form: Form, secret: str = "") -> Response:
    shown = {"keys": teams.list_keys(who, slug), "form": form, "secret": secret, "gives": teams.oversees(who)}
    return team_page(who, slug, "keys.html", status=form.status, tab="keys", **shown)
