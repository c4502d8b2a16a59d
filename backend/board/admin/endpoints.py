"""`/admin/teams/{slug}/endpoints`: where a team receives."""

import datetime as dt
from typing import Any

from flask import Response

from backend import shown_once
from backend.accounts.caller import Caller
from backend.board.admin.frame import KEEPERS
from backend.board.admin.keys import shown_secret
from backend.board.admin.teams import team_page
from backend.board.forms import Form, blank, sent
from backend.board.web import Pages, go, said, visitor
from backend.forwarding import services as forwarding
from backend.outgoing import check_url
from backend.teams import present
from backend.teams import services as teams
from shared.schemas.base import EmptySchema
from shared.schemas.teams import NewEndpointSchema, RotateSecretSchema

pages = Pages("admin_endpoints", __name__)

_RECENT = 10


@pages.get("/admin/teams/<id:slug>/endpoints")
@visitor(*KEEPERS)
def see(who: Caller, slug: str) -> Response:
    """All of them."""
    return _all(who, slug, blank(NewEndpointSchema))


@pages.post("/admin/teams/<id:slug>/endpoints")
@visitor(*KEEPERS)
def add(who: Caller, slug: str) -> Response:
    """Adds a webhook, whose secret this answer alone shows, or a mailbox."""

    def make(data: dict[str, Any]) -> dict[str, str]:
        if data.get("email") is not None:
            return {"id": teams.add_mailbox(who, slug, data["email"]).id, "marker": ""}
        secret = shown_once.new(shown_once.WEBHOOK)
        endpoint = teams.add_endpoint(who, slug, data["url"], secret.text)
        check_url(data["url"])
        return {"id": endpoint.id, "marker": secret.marker}

    form = sent(NewEndpointSchema)
    if not form.act(make):
        return _all(who, slug, form)
    if form.result["marker"]:
        return shown_secret(_one(who, slug, form.result["id"], secret=_secret(form)))
    said("The mailbox is there: what happens from now on is mailed to it.")
    return go(f"/admin/teams/{slug}/endpoints/{form.result['id']}")


@pages.get("/admin/teams/<id:slug>/endpoints/<id:endpoint_id>")
@visitor(*KEEPERS)
def one(who: Caller, slug: str, endpoint_id: str) -> Response:
    """One, with what went there last."""
    return _one(who, slug, endpoint_id)


@pages.post("/admin/teams/<id:slug>/endpoints/<id:endpoint_id>/rotate")
@visitor(*KEEPERS)
def rotate(who: Caller, slug: str, endpoint_id: str) -> Response:
    """A new secret, which this answer alone shows."""

    def turn(data: dict[str, Any]) -> dict[str, str]:
        secret = shown_once.new(shown_once.WEBHOOK)
        overlap = dt.timedelta(seconds=data["overlap_seconds"])
        teams.rotate_secret(who, slug, endpoint_id, overlap, secret.text)
        return {"marker": secret.marker}

    form = sent(RotateSecretSchema)
    if not form.act(turn):
        return _one(who, slug, endpoint_id, form)
    return shown_secret(_one(who, slug, endpoint_id, secret=_secret(form)))


@pages.post("/admin/teams/<id:slug>/endpoints/<id:endpoint_id>/test")
@visitor(*KEEPERS)
def test(who: Caller, slug: str, endpoint_id: str) -> Response:
    """Sends a test event, and leads to what comes of it."""
    form = sent(EmptySchema)
    if not form.act(lambda _: {"id": forwarding.send_test(who, slug, endpoint_id)[0].id}):
        return _one(who, slug, endpoint_id, form)
    said("The test event is on its way; this page shows what comes back.")
    return go(f"/admin/deliveries/{form.result['id']}")


@pages.post("/admin/teams/<id:slug>/endpoints/<id:endpoint_id>/enable")
@visitor(*KEEPERS)
def enable(who: Caller, slug: str, endpoint_id: str) -> Response:
    """Turns it on again after a 410."""
    form = sent(EmptySchema)
    if not form.act(lambda _: {"id": teams.enable_endpoint(who, slug, endpoint_id).id}):
        return _one(who, slug, endpoint_id, form)
    said("It is on again. What was given up meanwhile can be sent again from the deliveries.")
    return go(f"/admin/teams/{slug}/endpoints/{endpoint_id}")


@pages.post("/admin/teams/<id:slug>/endpoints/<id:endpoint_id>/remove")
@visitor(*KEEPERS)
def remove(who: Caller, slug: str, endpoint_id: str) -> Response:
    """Stops sending there."""
    form = sent(EmptySchema)
    if not form.act(lambda _: forwarding.remove_endpoint(who, slug, endpoint_id)):
        return _one(who, slug, endpoint_id, form)
    said("Nothing goes there any more; what went there stays on record.")
    return go(f"/admin/teams/{slug}/endpoints")


def _secret(form: Form) -> str:
    return shown_once.again(form.result["marker"]).get("secret", "")


def _all(who: Caller, slug: str, form: Form) -> Response:
    rows = [present.endpoint(row) for row in teams.list_endpoints(who, slug)]
    there = [row for row in rows if row["disabled_reason"] != teams.REMOVED]
    return team_page(who, slug, "endpoints.html", status=form.status, tab="endpoints", endpoints=there, form=form)


def _one(who: Caller, slug: str, endpoint_id: str, form: Form | None = None, secret: str = "") -> Response:
    endpoint = present.endpoint(teams.find_endpoint(who, slug, endpoint_id))
    wanted = {"team": slug, "endpoint_id": endpoint_id, "status": None, "ticket_id": None}
    rows = forwarding.list_deliveries(who, **wanted, before=None, limit=_RECENT)
    form = form or blank(RotateSecretSchema, {"overlap_seconds": 86_400})
    gone = endpoint["disabled_reason"] == teams.REMOVED
    shown = {"endpoint": endpoint, "rows": rows, "form": form, "secret": secret, "gone": gone}
    return team_page(who, slug, "endpoint.html", status=form.status, tab="endpoints", **shown)
